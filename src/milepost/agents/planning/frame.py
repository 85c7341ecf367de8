"""The outline with ids: they are made here, and whatever a model calls a part is only a way to name it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from milepost.agents.planning.wire import MOST_CONCEPTS, GrowingStage, OutlineAnswer
from milepost.domain.corrections import Correction
from milepost.domain.drafts import StageBegun
from milepost.domain.goals import Language
from milepost.domain.ids import ID_ALPHABET
from milepost.domain.written_language import titles_problems

_ID_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Place:
    """A concept of the outline."""

    label: str
    """What it is called in prompts: c1, c2, … in the order of study."""
    concept_id: str
    name: str
    module: int
    """The index of its module in the stage."""


@dataclass(frozen=True, slots=True)
class ModuleFrame:
    module_id: str
    name: str
    summary: str


@dataclass(frozen=True, slots=True)
class StageFrame:
    index: int
    stage_id: str
    name: str
    summary: str
    modules: Sequence[ModuleFrame]
    places: Sequence[Place]

    def begun(self, expected: int) -> StageBegun:
        return StageBegun(
            index=self.index,
            expected_stages=expected,
            stage_id=self.stage_id,
            name=self.name,
            module_count=len(self.modules),
            concept_count=len(self.places),
        )


def outline_problems(outline: OutlineAnswer, language: Language) -> list[str]:
    """What is wrong with an outline of the right shape, in words for the model."""
    modules = [module for stage in outline.stages for module in stage.modules]
    names = [name for module in modules for name in module.concept_names]
    parts = [text for stage in outline.stages for text in (stage.name, stage.summary)]
    parts += [text for module in modules for text in (module.name, module.summary)]
    too_many = (
        [f"It has {len(names)} concepts. Give at most {MOST_CONCEPTS}."] if len(names) > MOST_CONCEPTS else []
    )
    return [*too_many, *titles_problems([*parts, *names], language)]


def frame_of(outline: OutlineAnswer) -> list[StageFrame]:
    """The outline with ids and labels. A concept that stands twice stays where it stands first, and a module or a stage
    that has none left is dropped."""
    frames: list[StageFrame] = []
    seen = set[str]()
    modules_so_far = 0
    for stage in outline.stages:
        modules: list[ModuleFrame] = []
        places: list[Place] = []
        for module in stage.modules:
            fresh = [name for name in dict.fromkeys(module.concept_names) if folded(name) not in seen]
            if not fresh:
                continue
            for name in fresh:
                if folded(name) in seen:
                    continue
                seen.add(folded(name))
                places.append(Place(f"c{len(seen)}", _concept_id(name), name, len(modules)))
            modules_so_far += 1
            modules.append(ModuleFrame(f"module-{modules_so_far}", module.name, module.summary))
        if modules:
            number = len(frames) + 1
            frames.append(
                StageFrame(number - 1, f"stage-{number}", stage.name, stage.summary, modules, places)
            )
    return frames


def repeated_names(outline: OutlineAnswer) -> list[Correction]:
    """The names that stand twice in an outline, where they stand again."""
    first: dict[str, str] = {}
    repeated: list[Correction] = []
    for stage in outline.stages:
        for module in stage.modules:
            for name in module.concept_names:
                if folded(name) in first:
                    repeated.append(Correction(kind="duplicate", name=first[folded(name)], said=name))
                else:
                    first[folded(name)] = name
    return repeated


def begun_so_far(stages: Sequence[GrowingStage], *, shown: int) -> list[StageBegun]:
    """The stages of a growing outline that are whole, since the next has begun, and were not shown yet.

    Nothing is said of one that may still turn out otherwise, as where a concept stands twice.
    """
    whole = [
        {
            "name": stage.name,
            "modules": [{"name": one.name, "concept_names": one.concept_names} for one in stage.modules],
        }
        for stage in stages[:-1]
    ]
    try:
        frames = frame_of(OutlineAnswer.model_validate({"stages": whole})) if whole else []
    except ValueError:
        return []
    if len(frames) != len(whole):
        return []
    return [
        frame.begun(expected=len(stages)).model_copy(update={"expected_stages": None})
        for frame in frames[shown:]
    ]


def outline_lines(frames: Sequence[StageFrame]) -> str:
    """The outline for a prompt: a line for each part, with its label."""
    lines: list[str] = []
    for frame in frames:
        lines.append(f"Stage {frame.index + 1}: {frame.name}")
        for index, module in enumerate(frame.modules):
            lines.append(f"  Module: {module.name}")
            lines += [f"    {one.label} {one.name}" for one in frame.places if one.module == index]
    return "\n".join(lines)


def folded(name: str) -> str:
    """The name as it is compared."""
    return " ".join(name.casefold().split()).strip(" .:;!?\"'“”")


def _concept_id(name: str) -> str:
    """Derived from the name; without a dot, so that it is never one of the catalog's."""
    digest = hashlib.sha256(folded(name).encode()).digest()
    return "model-" + "".join(ID_ALPHABET[byte & 31] for byte in digest[:_ID_LENGTH])
