"""Where a part may go: as early or late as the prerequisites of the concepts allow."""

from collections.abc import Sequence

from milepost.domain.editing.operations import Move
from milepost.domain.roadmaps import Concept, Roadmap


class NoSuchPlace(Exception):
    """The part cannot go there; `because` is the name of the concept in the way, if there is one."""

    def __init__(self, because: str | None = None) -> None:
        self.because = because
        super().__init__(because or "there is nothing before or after it")


class Places:
    """The places a concept can have, counted in the order of study without it."""

    def __init__(self, roadmap: Roadmap, concept_id: str) -> None:
        self.concept = next(one for one in roadmap.concepts if one.concept_id == concept_id)
        self._modules = [module for stage in roadmap.stages for module in stage.modules]
        self._own = next(index for index, one in enumerate(self._modules) if self.concept in one.concepts)
        self._others: list[Concept] = []
        self._starts: list[int] = []
        self.now = 0
        for module in self._modules:
            self._starts.append(len(self._others))
            for one in module.concepts:
                if one is self.concept:
                    self.now = len(self._others)
                else:
                    self._others.append(one)
        self._starts.append(len(self._others))

    def earlier(self) -> Move:
        """One module earlier, as far as what it needs allows."""
        start = self._starts[max(0, self._own - 1)]
        place = max(start, self._earliest())
        if place >= self.now:
            raise NoSuchPlace(self._needed_just_before())
        return self._move_to(place, prefer_after=False)

    def later(self) -> Move:
        """One module later, as far as what needs it allows."""
        end = self._starts[min(len(self._modules), self._own + 2)]
        place = min(end, self._latest())
        if place <= self.now:
            raise NoSuchPlace(self._needing_just_after())
        return self._move_to(place, prefer_after=True)

    def first(self) -> Move:
        """As early as what it needs allows."""
        if self._earliest() >= self.now:
            raise NoSuchPlace(self._needed_just_before())
        return self._move_to(self._earliest(), prefer_after=self._earliest() > 0)

    def last(self) -> Move:
        """As late as what needs it allows."""
        if self._latest() <= self.now:
            raise NoSuchPlace(self._needing_just_after())
        return self._move_to(self._latest(), prefer_after=self._latest() == len(self._others))

    def beside(self, other_id: str, *, after: bool) -> Move:
        """Right before or after another concept."""
        index = next((place for place, one in enumerate(self._others) if one.concept_id == other_id), None)
        if index is None:
            raise NoSuchPlace
        place = index + after
        if place < self._earliest():
            raise NoSuchPlace(self._others[self._earliest() - 1].name)
        if place > self._latest():
            raise NoSuchPlace(self._others[self._latest()].name)
        if place == self.now:
            raise NoSuchPlace
        return self._move_to(place, prefer_after=after)

    def _earliest(self) -> int:
        needed = self.concept.prerequisites
        return max(
            (place + 1 for place, one in enumerate(self._others) if one.concept_id in needed), default=0
        )

    def _latest(self) -> int:
        return min(
            (place for place, one in enumerate(self._others) if self.concept.concept_id in one.prerequisites),
            default=len(self._others),
        )

    def _needed_just_before(self) -> str | None:
        return self._others[self._earliest() - 1].name if self._earliest() else None

    def _needing_just_after(self) -> str | None:
        return self._others[self._latest()].name if self._latest() < len(self._others) else None

    def _move_to(self, place: int, *, prefer_after: bool) -> Move:
        """At the border of two modules it joins the one before when `prefer_after`, else the one behind."""
        fitting = [
            index
            for index in range(len(self._modules))
            if self._starts[index] <= place <= self._starts[index + 1]
            # Its own module goes when it leaves it empty, so that one does not count as a place to go to.
            and (index != self._own or self._starts[index] < self._starts[index + 1])
        ]
        index = fitting[0] if prefer_after else fitting[-1]
        return Move(
            target_id=self.concept.concept_id,
            into_id=self._modules[index].module_id,
            position=place - self._starts[index],
        )


def move_module(roadmap: Roadmap, module_id: str, *, later: bool) -> Move:
    """The module one place earlier or later, over the border of its stage where it stands there."""
    places = [(stage, index) for stage in roadmap.stages for index in range(len(stage.modules))]
    modules = [stage.modules[index] for stage, index in places]
    now = next(place for place, module in enumerate(modules) if module.module_id == module_id)
    other = now + (1 if later else -1)
    if not 0 <= other < len(modules):
        raise NoSuchPlace
    _check_swap(modules[min(now, other)].concepts, modules[max(now, other)].concepts)
    own_stage, stage = places[now][0], places[other][0]
    if len(own_stage.modules) == 1:
        # Alone in its stage it takes the stage along, which would disappear without it.
        return move_stage(roadmap, own_stage.stage_id, later=later)
    if own_stage is stage:
        return Move(target_id=module_id, into_id=stage.stage_id, position=places[other][1])
    # It passes the module on the other side of the border, so that the order really changes.
    position = 1 if later else len(stage.modules) - 1
    return Move(target_id=module_id, into_id=stage.stage_id, position=position)


def move_stage(roadmap: Roadmap, stage_id: str, *, later: bool) -> Move:
    """The stage one place earlier or later."""
    now = next(place for place, stage in enumerate(roadmap.stages) if stage.stage_id == stage_id)
    other = now + (1 if later else -1)
    if not 0 <= other < len(roadmap.stages):
        raise NoSuchPlace
    before, after = roadmap.stages[min(now, other)], roadmap.stages[max(now, other)]
    _check_swap(tuple(before.concepts), tuple(after.concepts))
    return Move(target_id=stage_id, position=other)


def _check_swap(before: Sequence[Concept], after: Sequence[Concept]) -> None:
    names = {one.concept_id: one.name for one in before}
    for one in after:
        for needed in one.prerequisites:
            if needed in names:
                raise NoSuchPlace(names[needed])
