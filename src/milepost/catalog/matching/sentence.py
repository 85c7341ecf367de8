"""A goal as the matcher reads it: cut into clauses, and each clause into what is wanted, with what, and what for."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Literal, NamedTuple

from milepost.catalog.matching.everyday_words import EVERYDAY_WORDS
from milepost.catalog.matching.lazy_pattern import LazyPattern
from milepost.catalog.matching.phrases import Hit, PhraseIndex
from milepost.catalog.matching.text import Unit, normalise, squeezed, units_of

Role = Literal["head", "tool", "purpose"]
"""`head`: what is wanted; `tool`: with what; `purpose`: what for."""

_JOINING = frozenset(
    {"and", "then", "plus", "also", "including", "especially", "particularly", "&", "afterwards"}
)
_JOINING_ZH = (
    *("以及", "还有", "然后", "并且", "同时", "另外", "包括", "尤其是", "特别是"),
    *("再加上", "加上", "外加", "顺带", "顺便"),
    *("和", "再", "与", "及"),
)
_TOOL_WORDS = frozenset({"with", "using", "in", "by", "via", "through", "on"})
_PURPOSE_WORDS = frozenset({"for", "because", "so", "to"})
_USING_ZH = ("使用", "利用", "通过", "用")
_DOING_ZH = ("用来", "用于", "以便", "为了", "做", "来", "进行", "实现", "处理", "开发", "搞")
#: One-character verbs without which their object says little: 做饭, 画画.
_VERBS_ZH = frozenset("做写当开打画")
#: Characters that follow a word and are never its end.
_PARTICLES_ZH = frozenset("的了着过地得吗呢吧啊个")


LONE_CHARACTER = 0.15
_WISH = LazyPattern(
    r"\b(?:want|wants|like|love|time|hope|wish|plan|going|looking|now)\b.*\b(?:learn|study|become|try|get\s+into|take\s+up)\b"
    r"|\b(?:teach|show)\s+me\b|\bhelp\s+me\s+(?:become|learn|to)\b|(?:想|要|改|来|去)(?:学|考|当|做)"
)
_ENDS = re.compile(r"[.!?](?=\s)|[;。！？；\n]")


class Stretch(NamedTuple):
    """Some neighbouring units of a sentence; `end` is the place after the last."""

    start: int
    end: int

    @property
    def places(self) -> range:
        return range(self.start, self.end)


class Part(NamedTuple):
    """A stretch of a clause and what it is to the clause."""

    role: Role
    stretch: Stretch


class Sentence:
    """One text, its units with misspelt words repaired, and the phrases of the catalog that stand in it."""

    def __init__(self, text: str, index: PhraseIndex) -> None:
        self.text = normalise(text)
        self.units: Sequence[Unit] = index.repair_words(units_of(self.text))
        self._index = index
        self._whole = index.whole_hits(self.units)
        self._clues = index.clue_hits(self.units)
        # A name that holds `and` or `in` is not cut there; before its first word one may cut.
        self._inside_names = frozenset(
            place
            for hit in self._whole
            if hit.phrase.kind == "goal" or self.telling(hit.places)
            for place in sorted(hit.places)[1:]
        )

    def clauses(self) -> Iterator[Stretch]:
        """The sentence cut at punctuation and at words that join, outside of names."""
        begins = place = 0
        while place < len(self.units):
            length = self._joining_word(place)
            if (length or self.units[place].gap) and place > begins:
                yield Stretch(begins, place)
                begins = place
            begins += length
            place += max(1, length)
        if begins < len(self.units):
            yield Stretch(begins, len(self.units))

    def parts(self, clause: Stretch) -> list[Part]:
        """The head of a clause first, then what follows it."""
        return self._chinese_parts(clause) or self._english_parts(clause)

    def hits(self, stretch: Stretch) -> list[Hit]:
        """Phrases that stand in a stretch, whole or in part, places counted from the start of the sentence."""
        whole = [hit for hit in self._whole if set(hit.places) <= set(stretch.places)]
        part = self._index.part_hits(self.units[stretch.start : stretch.end])
        return whole + [hit.moved(stretch.start) for hit in part]

    def signs(self, stretch: Stretch) -> list[Hit]:
        """Names and cues that stand in a stretch word by word."""
        return [hit for hit in (*self._whole, *self._clues) if set(hit.places) <= set(stretch.places)]

    def tokens(self, stretch: Stretch) -> tuple[str, ...]:
        """What a stretch says, whatever it looks like; a clause said twice is meant once."""
        return tuple(unit.token for unit in self.units[stretch.start : stretch.end])

    def telling(self, places: Iterable[int]) -> frozenset[int]:
        """Those of the places whose units say something of a goal."""
        return frozenset(place for place in places if self.units[place].is_telling)

    def weighty(self, places: Iterable[int]) -> frozenset[int]:
        """Those of the places whose units are no function words."""
        return frozenset(place for place in places if self.units[place].weight > 0)

    def has_everyday_words(self, stretch: Stretch) -> bool:
        """Whether words of everyday life stand in it, among which a word is likely to mean what it usually does."""
        return any(self.units[place].token in EVERYDAY_WORDS for place in stretch.places)

    def unknown(self, stretch: Stretch, explained: frozenset[int]) -> float:
        """How much is said in a stretch beside what is explained.

        Of several sentences only those count in which something is explained: the others tell who is asking. A lone
        Chinese character is hardly ever a subject.
        """
        return sum(
            self._unknown(sentence, explained)
            for sentence in self.sentences(stretch)
            if explained.intersection(sentence.places)
        )

    def _unknown(self, stretch: Stretch, explained: frozenset[int]) -> float:
        left = self.telling(stretch.places) - explained
        lone = {place for place in left if self.units[place].is_cjk and not left & {place - 1, place + 1}}
        return self.weight(left - lone) + LONE_CHARACTER * len(lone)

    def sentences(self, stretch: Stretch) -> Iterator[Stretch]:
        """A stretch cut where sentences end."""
        begins = stretch.start
        for place in range(stretch.start + 1, stretch.end):
            if _ENDS.search(self.text, self.units[place - 1].end, self.units[place].start):
                yield Stretch(begins, place)
                begins = place
        yield Stretch(begins, stretch.end)

    def is_wish(self, stretch: Stretch) -> bool:
        """Whether it says in so many words what is to be learnt."""
        units = self.units[stretch.start : stretch.end]
        return bool(units) and _WISH.search(self.text[units[0].start : units[-1].end]) is not None

    def is_phrase(self, places: Collection[int]) -> bool:
        """Whether three words or more, or four Chinese characters, stand there."""
        return len(places) >= (4 if all(self.units[place].is_cjk for place in places) else 3)

    def words_at(self, places: Sequence[int]) -> str:
        """What was typed at some places, and between neighbours; a line ends where a place is left out."""
        text, before = "", -1
        for place in places:
            unit = self.units[place]
            begins = self.units[before].end if before == place - 1 and before >= 0 else unit.start
            text += ("" if before == place - 1 else "\n") + self.text[begins : unit.end]
            before = place
        return text

    def said(self, places: Iterable[int]) -> str:
        """The words at the places without anything between them."""
        return squeezed(self.units[place] for place in sorted(places))

    def weight(self, places: Iterable[int]) -> float:
        """How much is said at the places."""
        return sum(self.units[place].weight for place in places)

    def share(self, places: Iterable[int], whole: frozenset[int]) -> float:
        """How much of what `whole` says is said at `places`."""
        everything = sum(self.units[place].weight for place in whole)
        found = sum(self.units[place].weight for place in whole.intersection(places))
        return found / everything if everything else 1.0

    def say(self, stretch: Stretch) -> str:
        """The learner's words, from the first that tells something to the last that is not a function word."""
        telling = self.telling(stretch.places)
        if not telling:
            return ""
        first = min(telling)
        while (
            first > stretch.start and not self.units[first].gap and self.units[first - 1].token in _VERBS_ZH
        ):
            first -= 1
        last = max(self.weighty(stretch.places))
        if self._ends_inside_a_word(last, stretch):
            last += 1
        return " ".join(self.text[self.units[first].start : self.units[last].end].split())

    def _ends_inside_a_word(self, last: int, stretch: Stretch) -> bool:
        """Whether one character that alone would be a function word ends the word, as in 吉他 and 人工智能."""
        after = self.units[last + 1 : stretch.end]
        following = [unit.token for unit in takewhile(lambda unit: unit.is_cjk and not unit.gap, after)]
        while following and following[-1] in _PARTICLES_ZH:
            following.pop()
        return self.units[last].is_cjk and len(following) == 1

    def _joining_word(self, place: int) -> int:
        """How many units of a word that joins clauses begin here; 0 when none does or when it is part of a name."""
        unit = self.units[place]
        if place in self._inside_names:
            return 0
        if not unit.is_cjk:
            return int(unit.token in _JOINING)
        return next((len(word) for word in _JOINING_ZH if self.text.startswith(word, unit.start)), 0)

    def _english_parts(self, clause: Stretch) -> list[Part]:
        parts: list[Part] = []
        role: Role = "head"
        begins = clause.start
        for place in clause.places:
            following = self._role_word(place)
            if following is not None and self._says_enough(Stretch(begins, place), role, following):
                parts.append(Part(role, Stretch(begins, place)))
                role, begins = following, place + 1
        parts.append(Part(role, Stretch(begins, clause.end)))
        return parts

    def _role_word(self, place: int) -> Role | None:
        if place in self._inside_names:
            return None
        word = self.units[place].token
        return "tool" if word in _TOOL_WORDS else "purpose" if word in _PURPOSE_WORDS else None

    def _says_enough(self, before: Stretch, role: Role, following: Role) -> bool:
        """Whether what stands before a preposition can be a part: `learn to …` is no goal with a purpose."""
        if self.telling(before.places) or any(set(hit.places) <= set(before.places) for hit in self._whole):
            return True
        generic = any(self.units[place].weight > 0 for place in before.places)
        return role == "head" and following == "tool" and generic

    def _chinese_parts(self, clause: Stretch) -> list[Part]:
        """用 X 做 Y: Y is wanted and X the tool. 学 X 做 Y: X is wanted and Y the purpose."""
        for place in clause.places:
            unit = self.units[place]
            word = next((one for one in _DOING_ZH if self.text.startswith(one, unit.start)), None)
            before = Stretch(clause.start, place)
            if word is None or place in self._inside_names or not self.telling(before.places):
                continue
            doing = Stretch(min(place + len(word), clause.end), clause.end)
            using = (one for one in before.places if self.text.startswith(_USING_ZH, self.units[one].start))
            tool = next(using, None)
            if tool is None:
                return [Part("head", before), Part("purpose", doing)]
            wanted, using_it = Stretch(clause.start, tool), Part("tool", Stretch(tool, place))
            if self.telling(wanted.places):  # 学 X，用 Y 做 Z
                return [Part("head", wanted), using_it, Part("purpose", doing)]
            return [Part("head", doing), using_it]
        return []
