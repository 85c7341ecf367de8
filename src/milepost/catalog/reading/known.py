"""Reads what somebody knows already out of a goal: "I know Python", "already familiar with Git", "我会 Python"."""

import re
from typing import NamedTuple

from milepost.catalog.matching.lazy_pattern import LazyPattern


class KnownPhrase(NamedTuple):
    """Something the learner says they know, in their words."""

    text: str
    weak: bool
    """Whether only a little of it; little is left out of a plan for it."""


class KnownClause(NamedTuple):
    """One clause about knowledge."""

    phrases: tuple[KnownPhrase, ...]
    denied: bool
    """Whether it is said *not* to be known."""
    start: int
    end: int


_ADVERB = r"already|currently|also|now|do|fairly|pretty|quite|very|really|well|only|just|at\s+least|all|both"
_ADVERBS = rf"(?:(?:{_ADVERB})\s+)*"
_SOME = (
    r"(?:(?:a\s+)?(?:good|solid|strong|basic|some|little|prior|previous|working|decent|fair)\s+"
    r"|an?\s+|\d+\+?\s+years?\s+(?:of\s+)?|years\s+of\s+)*"
)
_SKILLED = (
    r"(?:familiar\s+with|comfortable\s+(?:with|in|using)|(?:confident|experienced)\s+(?:with|in)"
    r"|good\s+(?:at|with)|fluent\s+in|(?:proficient|skilled)\s+(?:in|with|at))"
)
_DID = (
    r"(?:know(?:\s+how\s+to(?:\s+(?:use|write|program\s+in|code\s+in))?)?|knew|learned|learnt|studied|mastered|done|passed"
    r"|understand|understood|used(?!\s+to)|worked\s+with|programmed\s+in|coded\s+in|finished|completed"
    r"|can\s+(?:already\s+)?(?:use|write|read|do|code\s+in|program\s+in)|already\s+(?:program|code|work|write|use)(?:\s+(?:in|with))?)"
)
_DOING = r"been\s+(?:using|coding\s+in|programming\s+in|writing|learning|studying|working\s+with)"
_NOUN = r"(?:knowledge|experience|background|understanding|grasp|command)\s+(?:of|in|with|using|on)"
#: "What must I know" asks.
_I = r"(?:(?<!must )(?<!should )(?<!\bdo )(?<!can )(?<!could )(?<!before )\b(?:i|we)(?:\s+am|\s+have|'m|'ve|m|ve)?\s+)"

_EN = LazyPattern(
    rf"(?:{_I}{_ADVERBS}(?:{_DID}|{_SKILLED}|{_DOING})|"
    rf"\balready\s+(?:{_DID}|{_SKILLED})|"
    rf"(?:^|(?<=[.;!?\n,]))\s*(?:knows?|finished|completed|passed|done\s+with|enough\s+of|(?:ok|okay|fine|happy)\s+with|{_SKILLED}|already\s+(?:an?|do|did|doing|working\s+as\s+an?|work\s+as\s+an?))|"
    rf"\bi\s+already\s+do|\b(?:having|have|i've)\s+(?:finished|completed|passed|done|used)|"
    rf"\bafter\s+(?:\w+\s+)?(?:years?|months?)(?:\s+(?:of|with|in|as\s+an?))+(?:\s+(?:using|doing|writing|working\s+(?:with|in)))?|"
    rf"\b(?:mov(?:e|ing)|switch(?:ing)?|com(?:e|ing)|transition(?:ing)?)\s+(?:over\s+)?from|"
    rf"(?:^|(?<=[.;!?\n,]))\s*(?:i(?:'ve|\s+have)\s+)?been\s+(?:an?|using|doing|writing)|(?:tired|bored|sick|fed\s+up)\s+(?:of|with|by)|\bnot\s+a\s+beginner\s+(?:in|at|with)|"
    rf"\b(?:skip|skipping)\b(?:\s+the)?|"
    rf"\b(?:knowing|having\s+(?:learned|learnt|studied|used)|familiar\s+with|proficient\s+in|fluent\s+in)|"
    rf"\b(?:with|have|having|got|had)\s+(?P<some>{_SOME}){_NOUN})\s+(?P<object>[^.;!?\n]+)"
)
_EN_DENIED = LazyPattern(
    r"(?:\bi(?:'ve)?\s+(?:have\s+)?|\b(?:and|but)\s+)?\b(?:don't|dont|do\s+not|doesn't|can't|cannot|never|haven't|have\s+not|didn't)\s+"
    r"(?:yet\s+|really\s+|even\s+|ever\s+)*(?:know(?:\s+how\s+to)?|used?|learned|learnt|learn|understand|understood|studied|touched|worked\s+with|tried|written|done|seen)\s+"
    r"(?P<object>[^,.;!?\n]+)"
)
#: "Python is no problem".
_EN_FINE = LazyPattern(
    r"(?P<object>[^,.;!?\n]{1,60}?)\s+(?:bores?\s+me(?:\s+these\s+days|\s+now)?|(?:is|are)\s+(?:already\s+)?(?:(?:fine|ok|okay)(?:\s+already)?|(?:no\s+problem|not\s+a\s+problem|old\s+hat|second\s+nature|familiar|easy)(?:\s+(?:for|to|with)\s+(?:me|us))?|behind\s+me|under\s+my\s+belt|covered|done|great|my\s+day\s+job|my\s+bread\s+and\s+butter))(?=\s*(?:[,.;!?\n]|$|but\b|and\b))"
)
#: "I write SQL all day".
_EN_AT_WORK = LazyPattern(
    r"\bi\s+(?:already\s+)?(?:write|use|build|do|teach|read)\s+(?P<object>[^,.;!?\n]{1,60}?)\s+(?:all\s+day|every\s+day|daily|for\s+a\s+living|at\s+work|professionally)\b"
)
#: "Python I already know", "Python, which I know already".
_EN_AFTER = LazyPattern(
    r"(?P<object>[^,.;!?\n]{1,80}?),?\s+(?:which\s+)?i\s+(?:(?:already\s+)?(?:know|(?:use|do|write)\s+(?:daily|every\s+day|all\s+day|at\s+work|already)|can(?:\s+(?:do|use|write))?(?:\s+(?:already|well|blind|in\s+my\s+sleep|with\s+my\s+eyes\s+closed))?)|know\s+already|already\s+learn(?:ed|t)|have\s+already\s+learn(?:ed|t))(?=\s*(?:[,.;!?\n]|$))"
)
#: Where the list of what is known ends and the wish begins.
_EN_WISH = LazyPattern(
    r"\s*,?\s*(?:\b(?:but|and|so|now|then)\s+)*(?:\b(?:i|we)(?:'d|'m|\s+am|\s+would)?\s+)?(?:\b(?:now|also|just|still|next|really)\s+)*"
    r"\b(?:want|wants|wanna|would\s+like|like\s+to|need|wish|hope|plan|aim|intend|trying|try|looking|going\s+to|help\s+me|teach\s+me|show\s+me)\b"
    r"|\s*,?\s*\b(?:i|we)(?:'d|\s+would)\s+(?:now\s+|rather\s+|also\s+)*(?:like|love|rather)\b|,\s*(?:i'm|i\s+am)\s+after\b|,\s*(?:it's|it\s+is|time)\b|,?\s*\bnext(?:\s+up)?(?:\s+is\b|:|,|\b)"
    r"|(?:,|\b(?:and|but|so|now|then)\b)\s*(?:now\s+|then\s+|to\s+|please\s+|let\s+me\s+)*"
    r"\b(?:learn|study|become|master|teach|get|build|start|improve|practi[cs]e|make|create|understand|go|move)\b"
    r"|\s*,?\s*\bi\s+(?:can't|cannot|can\s+not)\b|\s+(?:in)?to\b(?=\s+\w)|\s*,?\s*\bwhat\s+i\b"
    r"|\s*\bto\s+(?:learn|become|master|get)\b|\s*,?\s*\bbut\b"
)
_WEAK = LazyPattern(
    r"\b(?:some|a\s+(?:little|bit)(?:\s+of)?|little|basic|basics\s+of|the\s+basics(?:\s+of)?|basics|fundamentals\s+of)\b"
)
_FILLER = LazyPattern(
    r"^(?:about|the|how\s+to|to|use|using|in|of|with|my|both)\s+|\s+(?:already|well|very\s+well|quite\s+well|enough|too|now|a\s+bit|a\s+little|at\s+work|pretty\s+well|please|basics)$|\s+(?:for|since|over)\s+.*\b(?:years?|months?|weeks?|days|while|long|\d{4})$"
)
_LIST = LazyPattern(r"\s*(?:,|/|&|\band\b|\bplus\b|\bas\s+well\s+as\b|、|和|与|及|以及)\s*")

_KNOWS = (
    r"(?:会用|会写|会|懂|学会|学过|学完|学了|掌握|熟悉|了解|精通|用过|做过|熟练使用|熟练掌握)"
    r"(?:了|过|一点点?|一些|点|些)*"
)
_ZH = LazyPattern(
    rf"(?:我\s*(?:已经|已|目前|现在|之前|以前|早就|都|也|只)*\s*|(?:已经|已|早就)\s*|"
    r"(?:^|(?<=[，。；,])|(?<=[,.!?] ))只?(?=(?:会|懂|学过|用过|做过|熟悉|精通|熟练)))"
    rf"(?P<verb>{_KNOWS})\s*(?P<object>[^，。；！？,.;!?\n]+)"
)
_ZH_BASIS = LazyPattern(
    r"(?:我\s*)?(?:已经|已)?有(?:了)?(?:一定的?|一些|一点|点)?\s*(?P<object>[^，。；！？,.;!?\n有]{1,30}?)\s*(?:的)?(?:基础|经验)"
)
_ZH_AFTER = LazyPattern(
    r"(?:除了\s*)?(?P<object>[^，。；！？,.;!?\n想要]{1,30}?)\s*(?:我\s*)?(?:(?:已经|早就|都|也)*(?:会|懂|学会|学过|学完|掌握|用过)了"
    r"|我(?:自己)?(?:会|懂|会写|会用|写好了|做好了)|(?:都|也)(?:会|会用|会写|懂)|不用教了?|(?:玩|写|用)得很溜|用了[一二两三四五六七八九十几多\d]+年"
    r"|(?:已经|早就)(?:都)?(?:会|懂|学会|学过|学完|掌握)(?:了|过)"
    r"|(?:已经|都|也|基本)*(?:没问题|不用学|做腻了|干了[一二两三四五六七八九十几多\d]+年|做了[一二两三四五六七八九十几多\d]+年|会写一点|会一点|天天写|天天用|每天写|每天用|有了|什么都不会|写腻了|用腻了|转(?=[A-Za-z前后数机])|很熟|挺熟|熟练了|用得很熟了?|做好了|写好了))(?=[，。；！？,.;!?\n\s]|$|但|想|现在|就差)"
)
#: 做了八年前端
_ZH_YEARS = LazyPattern(
    r"(?:做|干|写|搞|学)(?:了|过)[一二两三四五六七八九十几多\d]+年(?:的|了)?\s*(?P<object>[^，。；！？,.;!?\n]{1,20})"
)
_ZH_DENIED = LazyPattern(
    r"(?:我\s*)?(?:还|完全|从来|从)?(?:不会|不懂|没学过|没用过|没有学过|不熟悉|不了解|没接触过)\s*(?P<object>[^，。；！？,.;!?\n]*)"
)
_ZH_WISH = LazyPattern(
    r"(?:但|不过|所以|现在|然后)?是?我?(?:现在)?(?:也|还)?(?:想|要|希望|打算|准备|计划|需要)|[，,]\s*(?:学|成为|掌握|做|转|开始)"
)


def known_phrase(text: str) -> KnownPhrase:
    """What somebody listed as known, such as `some Git`, without the small words around it."""
    return KnownPhrase(_bare(_WEAK.sub(" ", text)), weak=_WEAK.search(text) is not None)


def read_known(text: str) -> list[KnownClause]:
    """Every clause about what is known or not known, in order, none overlapping another."""
    found: list[KnownClause] = []
    for pattern, denied in (
        (_EN_DENIED, True),
        (_EN_AFTER, False),
        (_EN_FINE, False),
        (_EN_AT_WORK, False),
        (_EN, False),
    ):
        for match in pattern.finditer(text):
            _add(found, _clause(match, _EN_WISH, denied=denied))
    for pattern, denied in (
        (_ZH_DENIED, True),
        (_ZH_BASIS, False),
        (_ZH_YEARS, False),
        (_ZH_AFTER, False),
        (_ZH, False),
    ):
        for match in pattern.finditer(text):
            _add(found, _clause(match, _ZH_WISH, denied=denied, weak=pattern is _ZH_BASIS))
    return sorted(found, key=lambda clause: clause.start)


def _clause(match: re.Match[str], wish: LazyPattern, *, denied: bool, weak: bool = False) -> KnownClause:
    listed = match["object"]
    end = match.end("object")
    cut = wish.search(listed)
    if cut is not None:
        end = match.start("object") + cut.start()
        listed = listed[: cut.start()]
    if match.end() > match.end("object"):
        end = match.end()
    lead = match.group()[: match.start("object") - match.start()]
    weak = weak or bool(_WEAK.search(lead)) or "些" in lead or "点" in lead
    said = (known_phrase(one) for one in _LIST.split(listed))
    phrases = tuple(KnownPhrase(one.text, weak or one.weak) for one in said if one.text)
    return KnownClause(phrases, denied, match.start(), end)


def _bare(phrase: str) -> str:
    """A phrase without the small words around it."""
    phrase = " ".join(phrase.split()).strip(" ,:-–—。")
    while (shorter := _FILLER.sub("", phrase).strip()) != phrase:
        phrase = shorter
    return phrase.removesuffix("的基础").removesuffix("基础").removesuffix("了").strip()


def _add(found: list[KnownClause], clause: KnownClause) -> None:
    if (
        all(clause.end <= other.start or other.end <= clause.start for other in found)
        and clause.start < clause.end
    ):
        found.append(clause)
