"""The phrases in which changes are asked for, English and Chinese, as tables of patterns.

Patterns see a clause in lower case, without fillers, in which each name is one mark.
"""

import re
from typing import Literal

Wish = Literal[
    "drop", "know", "earlier", "later", "first", "last", "before", "after", "rename", "add", "merge", "split", "hours"
]  # fmt: skip

#: A mark stands for a name: one character of the private use area.
FIRST_MARK, LAST_MARK = 0xE000, 0xF8FF
MARK = f"[{chr(FIRST_MARK)}-{chr(LAST_MARK)}]"


_LIST_JOINT = r"(?:\s*(?:,|、|;|/|&|\+|\band\b|\bas well as\b|\bplus\b|以及|还有|和|与|及|跟))+\s*"
LISTS = re.compile(rf"{MARK}(?:(?:{_LIST_JOINT}|\s*)(?:\bthe\s+)?{MARK})+", re.IGNORECASE)
SEPARATOR = re.compile(
    r"[,;!?\n。，；！？、]+|\.(?=\s|$)|\b(?:and then|and also|and|then|also|plus|but)\b"
    r"|并且|而且|然后|另外|同时|还有|以及|接着|和|，",
    re.IGNORECASE,
)
FILLERS = re.compile(
    r"\b(?:please|kindly|thanks|thank you|just|really|also|too|completely|entirely|altogether|for now|right now|now"
    r"|maybe|perhaps|i would like (?:you )?to|i would like|i want (?:you )?to|i think|let us|could you|can you"
    r"|would you|will you|we should|we can|you can|everything about|all about|anything about|all of|the"
    r"|from (?:the |my |this )?(?:plan|roadmap|course|list|curriculum)|in (?:the |my |this )?(?:plan|roadmap|course)"
    r"|concepts?|topics?|lessons?|sections?|chapters?|parts?|modules?|stages?|stuff|things?|things? called|again)\b"
    r"|请|麻烦|帮我|给我|一下|吧|相关|内容|概念|模块|章节|课程|部分|知识点|阶段|这个|这些|那个|那些|关于|全部|统统|所有|我觉得|我想",
    re.IGNORECASE,
)
CONTRACTIONS = (
    (re.compile(r"\b(i|we|you|they)'ve\b", re.IGNORECASE), r"\1 have"),
    (re.compile(r"\b(i|we|you|they)'d\b", re.IGNORECASE), r"\1 would"),
    (re.compile(r"\bi'm\b", re.IGNORECASE), "i am"),
    (re.compile(r"\blet's\b", re.IGNORECASE), "let us"),
    (re.compile(r"\bcan'?t\b|\bcannot\b", re.IGNORECASE), "can not"),
    (re.compile(r"\b(do|is|are|does|did|should|would|have)n'?t\b", re.IGNORECASE), r"\1 not"),
    (re.compile(r"\b(it|that)'s\b", re.IGNORECASE), r"\1 is"),
)

_TARGET = r"(?P<target>.+?)"
_ONE = rf"(?P<target>{MARK})"
_OTHER = rf"(?P<other>{MARK})"
_IT = r"(?: (?:it|them|that|this|those|these))?"

_DROP = (
    r"(?:drop|remove|delete|cut|exclude|omit|skip|scrap|ditch|eliminate|no|without|forget(?: about)?|leave out"
    r"|leave off|take out|cut out|get rid of|throw out"
    r"|(?:i |we )?do not (?:need|want)(?: to (?:learn|study|do|cover))?"
    r"|(?:i am )?not interested in|no need (?:for|to learn|to study|of)|i can do without"
    r"|i would rather not (?:learn|study|do))"
)
_KNOWN = (
    r"(?:(?:i |we )?(?:have )?(?:already |well |all )*(?:know|knew|known|learned|learnt|mastered|studied|covered|done"
    r"|understood|understand)|(?:i am )(?:already )?(?:very |quite |fully )?"
    r"(?:familiar with|comfortable with|good at|fluent in|experienced (?:in|with)|done with)|(?:i )?can already)"
)
_KNOWN_AFTER = (
    r"(?:(?:is|are) (?:already )?(?:known|familiar|clear|done)(?: to me)?|(?:i|we) (?:have )?(?:already |well )*"
    r"(?:know|learned|learnt|mastered|studied|covered|did|done|understand)|(?:is|are) nothing new(?: to me)?)"
)
_ADVERB = r"(?: (?:already|well|very well|quite well|before|by heart|enough|well enough|pretty well))?"
_PUT = r"(?:move|put|place|bring|shift|push|pull|schedule|teach|do|learn|study|start|have|take|get|i want)"

_ENGLISH: tuple[tuple[Wish, str], ...] = (
    ("know", rf"(?:because |since |as )?{_KNOWN} (?:it|them|that|this|those|these){_ADVERB}"),
    ("know", rf"{_DROP} {_TARGET}(?: out| off)? (?:because|since|as|for) {_KNOWN}{_IT}{_ADVERB}"),
    ("know", rf"(?:mark|treat|count) {_TARGET} as (?:already )?(?:known|learned|learnt|done)"),
    ("know", rf"{_KNOWN} (?:how to (?:use |write |do |make |work with )?)?{_TARGET}{_ADVERB}"),
    ("know", rf"{_TARGET} {_KNOWN_AFTER}{_IT}{_ADVERB}"),
    ("before", rf"(?:{_PUT} )?{_ONE}(?: (?:right|directly|just|to))? (?:before|ahead of) {_OTHER}"),
    ("after", rf"(?:{_PUT} )?{_ONE}(?: (?:right|directly|just|until|to))? (?:after|behind) {_OTHER}"),
    (
        "first",
        rf"(?:{_PUT} )?{_TARGET} (?:first|at start|to start|to beginning|to front|to top|at beginning|at once)",
    ),
    ("first", rf"(?:start|begin) with {_TARGET}"),
    ("last", rf"(?:{_PUT} )?{_TARGET} (?:last|at end|to end|to very end|to bottom|at very end)"),
    ("last", rf"(?:end|finish) with {_TARGET}"),
    (
        "earlier",
        rf"(?:{_PUT} )?{_TARGET} (?:to )?(?:(?:a bit |a little |much )?(?:earlier|sooner)|up|forward|forwards)",
    ),
    ("earlier", rf"(?:bring forward|move up|pull forward|pull up|advance) {_TARGET}"),
    ("later", rf"(?:{_PUT} )?{_TARGET} (?:to )?(?:(?:a bit |a little |much )?later|down|back|backwards)"),
    ("later", rf"(?:postpone|delay|defer|push back|move back|put off|move down) {_TARGET}"),
    ("drop", rf"(?:cut|leave|take|throw|get) {_TARGET} (?:out|off|away)"),
    ("drop", rf"{_DROP} {_TARGET}(?: out| off| away)? (?:because|since|as) .+"),
    ("drop", rf"{_DROP} {_TARGET}(?: out| off| away)?"),
    (
        "drop",
        rf"{_TARGET} (?:can|should|must|has to|have to) (?:go|be (?:dropped|removed|skipped|cut|deleted|left out))",
    ),
    (
        "drop",
        rf"{_TARGET} (?:is|are) (?:not (?:needed|necessary|wanted|interesting)|unnecessary|superfluous)",
    ),
)

_KNOWN_ZH = r"(?:会|懂|掌握|学过|学会|学完|熟悉|了解|知道|用过|精通)"
_SO_ZH = r"(?:我|我们)?(?:都|也|已经|已|早就|早已|全)*"
_DROP_ZH = r"(?:去掉|删掉|删除|删去|移除|去除|拿掉|砍掉|跳过|略过|省略|省掉|取消|剔除|排除|删|不学|不要|不用)"
_DONT_ZH = r"(?:我)?(?:不要|不学|不需要|不想学|不用学|不必学|没必要学|不想要|不打算学|不需要学)"

#: Makes an object of the name that follows.
_BA_ZH = r"(?:把|将)?"
_PUT_ZH = r"(?:放|移|挪|排|调)(?:到|在|至)?"
_BESIDE_ZH = rf"{_BA_ZH}{_ONE}(?:放|移|挪|排|调|学)?(?:到|在|至)?{_OTHER}"

_CHINESE: tuple[tuple[Wish, str], ...] = (
    ("know", rf"(?:因为)?{_SO_ZH}{_KNOWN_ZH}[了过]*"),
    ("know", rf"{_BA_ZH}(?:{_DROP_ZH})?{_TARGET}(?:{_DROP_ZH})?(?:因为){_SO_ZH}{_KNOWN_ZH}[了过]*"),
    ("know", rf"{_SO_ZH}{_KNOWN_ZH}[了过]?{_TARGET}了?"),
    ("know", rf"{_TARGET}{_SO_ZH}{_KNOWN_ZH}[了过]*"),
    ("before", rf"{_BESIDE_ZH}的?(?:之前|前面|以前|前)(?:学|学习)?"),
    ("after", rf"{_BESIDE_ZH}的?(?:之后|后面|以后|后)(?:学|学习)?"),
    ("first", rf"{_BA_ZH}{_TARGET}{_PUT_ZH}(?:最前面|最前|开头|最开始|第一个|最先)"),
    ("first", rf"(?:最先学|首先学|先学|从){_TARGET}(?:开始)?"),
    ("last", rf"{_BA_ZH}{_TARGET}{_PUT_ZH}(?:最后面|最后|末尾|结尾)"),
    ("last", rf"(?:最后学|最后再学){_TARGET}"),
    (
        "earlier",
        rf"{_BA_ZH}{_TARGET}(?:再)?(?:提前|往前|向前|靠前|前移|早一?[点些]|提早)(?:学|移|放|挪|排|调|学习)?(?:一?[点些])?",
    ),
    ("earlier", rf"(?:提前学?|提早学?|早一?[点些]学){_TARGET}"),
    (
        "later",
        rf"{_BA_ZH}{_TARGET}(?:再)?(?:推迟|推后|延后|往后|向后|靠后|后移|晚一?[点些])(?:学|移|放|挪|排|调|学习)?(?:一?[点些])?",
    ),
    ("later", rf"(?:推迟学?|推后学?|延后学?|晚一?[点些]学|之后再学|以后再学){_TARGET}"),
    ("drop", rf"(?:把|将){_TARGET}(?:都)?{_DROP_ZH}了?"),
    ("drop", rf"(?:{_DONT_ZH}|{_DROP_ZH})(?:了)?{_TARGET}了?"),
    ("drop", rf"{_TARGET}(?:都|我)*(?:{_DROP_ZH}|不需要|不想学|不用学|不必学|没必要)了?"),
)

_CALL_ZH = r"(?:改名为|改名叫|改名成|重命名为|更名为|改称|改叫|改为|改成|叫做)"
RENAME = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:please )?(?:rename|retitle)(?: the)?(?: \w+)? ?{_ONE} (?:to|as|into|->|→) (?P<other>.+)",
        rf"(?:please )?call(?: the)? {_ONE} (?P<other>.+)",
        rf"(?:please )?change the (?:name|title) of {_ONE} (?:to|into) (?P<other>.+)",
        rf"{_ONE} (?:should|shall) be (?:called|named|renamed to) (?P<other>.+)",
        rf"(?:请)?{_BA_ZH}\s*{_ONE}\s*(?:的名字|的名称|的标题)?\s*{_CALL_ZH}\s*(?P<other>.+)",
    )
)
_SEVERAL = rf"(?P<target>(?:{MARK}\s*){{2,}})"
_ANY = rf"(?P<target>(?:{MARK}\s*)+)"
_COUNT = r"(?P<other>two|three|four|five|halves|half|[2-5])"
_COUNT_ZH = r"(?P<other>两|二|三|四|五|[2-5])"
_AMOUNT = r"(?P<other>half an|an?|one|two|three|four|five|six|eight|ten|\d{1,3}(?:[.,]\d{1,2})?)"
_AMOUNT_ZH = r"(?P<other>半|一|两|二|三|四|五|六|八|十|\d{1,3}(?:\.\d{1,2})?)"
_MERGE = r"(?:merge|combine|join|unite|fuse)"
_HOURS = r"(?:hours?|hrs?|h)"
_TAKES = r"(?:takes?|needs?|to|gets?|(?:should|will) (?:take|get|be))"
_SHAPES: tuple[tuple[Wish, str], ...] = (
    ("merge", rf"{_MERGE} {_SEVERAL}(?: ?together| ?into one)?"),
    ("merge", rf"{_MERGE} {_OTHER} with {_ANY}"),
    ("merge", rf"(?:merge|combine|join|fold) {_ANY} ?(?:into|to) {_OTHER}"),
    ("merge", rf"{_BA_ZH}{_SEVERAL}(?:合并|合在|合成|合)(?:到|成|在)?(?:一起|一个|起来)?"),
    ("merge", rf"合并{_SEVERAL}(?:成一个|在一起)?"),
    ("merge", rf"{_BA_ZH}{_ANY}(?:并入|并到|合并到|合并进){_OTHER}(?:里|中|里面)?"),
    ("split", rf"(?:split|divide|break)(?: up)? {_ONE}(?: up)?(?: (?:into|in) {_COUNT})?"),
    ("split", rf"{_BA_ZH}{_ONE}(?:拆分|拆开|拆|分)(?:成|为)?(?:{_COUNT_ZH}(?:个|份|半)?)?"),
    ("split", rf"(?:拆分|拆开){_ONE}(?:成|为)?(?:{_COUNT_ZH}(?:个|份|半)?)?"),
    (
        "hours",
        rf"(?:give |change |make )?{_ONE} {_TAKES} {_AMOUNT} ?{_HOURS}",
    ),
    ("hours", rf"(?:plan|allow|reserve|spend) {_AMOUNT} ?{_HOURS} (?:for|on) {_ONE}"),
    (
        "hours",
        rf"(?:把|将|给)?{_ONE}(?:的)?(?:时间|用时|学时)?(?:需要|要|用|花|改成|改为|设为|安排)?{_AMOUNT_ZH}个?(?:小时|钟头)",
    ),
)
#: What changes the shape or length of concepts. Tried first: "X to 3 hours" is no new name.
SHAPES = tuple((wish, re.compile(pattern, re.IGNORECASE)) for wish, pattern in _SHAPES)
_ADD = r"(?:add|include|insert|bring back|put back|restore|also teach)"
_ADD_ZH = r"(?:添加|增加|加上|加入|加进|补充|加回|恢复)"
ADDITIONS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:also )?{_ADD} {_TARGET}(?: back| again| to it| to (?:my |this )?(?:plan|roadmap|course|list))?",
        rf"(?:也|再|还要)?{_ADD_ZH}{_TARGET}",
        rf"(?:把|将){_TARGET}{_ADD_ZH}(?:来|进来|回来)?",
    )
)
GRAMMAR = tuple((wish, re.compile(pattern, re.IGNORECASE)) for wish, pattern in (*_ENGLISH, *_CHINESE))

#: What is said not to be done or not to be known must not be done: such a clause is not understood.
NEGATED = re.compile(
    rf"\b(?:do not|never|not|did not|can not|hardly|barely|no longer) (?:\w+ )?(?:{_DROP}|{_PUT}|rename|call|know"
    r"|understand|mastered|learned|learnt|familiar|comfortable|good|fluent|experienced)\b"
    r"|\b(?:keep|unless|if|except|instead|only|until i|why|what|when|whether)\b"
    rf"|(?:不要|别|不用|不能|不应该|不是要)(?:再)?(?:{_DROP_ZH}|推迟|提前|改)"
    rf"|(?:不|没|没有|还没|未)(?:太|怎么|完全|真正)?{_KNOWN_ZH}|保留|除非|如果|除了|只",
    re.IGNORECASE,
)
NOT_WANTED = re.compile(r"\bdo not (?:need|want)\b|\bno need\b", re.IGNORECASE)
ADDITION = re.compile(
    r"\b(?:add|include|insert|bring back|put back|restore|also teach|more about)\b"
    r"|添加|增加|加上|加入|加进|补充|加回|恢复",
    re.IGNORECASE,
)
HOURS = re.compile(
    r"\b(?:more|fewer|less|other)\s+(?:hours?|time)\b|\bhours?\s+(?:a|per|each)\s+week\b|\bh\s*/\s*week\b|\d\s*(?:h|hours?|hrs?)\b"
    r"|\b(?:deadline|finish by|end date)\b|每周|每天|小时|时间|钟头|截止",
    re.IGNORECASE,
)  # fmt: skip

#: The words commands are made of; a misspelt name is never taken for one of them, nor the other way round.
COMMAND_WORDS = frozenset(
    {
        *(
            "drop",
            "remove",
            "delete",
            "cut",
            "exclude",
            "omit",
            "skip",
            "scrap",
            "ditch",
            "eliminate",
            "forget",
        ),
        *(
            "leave",
            "take",
            "get",
            "throw",
            "need",
            "want",
            "know",
            "knew",
            "known",
            "learned",
            "learnt",
            "mastered",
        ),
        *(
            "studied",
            "covered",
            "done",
            "understood",
            "understand",
            "already",
            "move",
            "put",
            "place",
            "bring",
        ),
        *(
            "shift",
            "push",
            "pull",
            "schedule",
            "teach",
            "start",
            "begin",
            "end",
            "finish",
            "earlier",
            "sooner",
        ),
        *(
            "later",
            "first",
            "last",
            "before",
            "after",
            "postpone",
            "delay",
            "defer",
            "advance",
            "rename",
            "call",
        ),
        *(
            "change",
            "retitle",
            "add",
            "include",
            "keep",
            "because",
            "since",
            "mark",
            "treat",
            "forward",
            "back",
        ),
        *("down", "hour", "week", "merge", "combine", "join", "split", "divide", "insert", "restore"),
    }
)
#: The same in Chinese, where a name that is nothing else would hide a command.
COMMANDS_ZH = frozenset(
    {
        *(
            "重命名",
            "改名",
            "更名",
            "删除",
            "移除",
            "去除",
            "去掉",
            "跳过",
            "取消",
            "提前",
            "推迟",
            "延后",
            "掌握",
        ),
        *("熟悉", "了解", "知道", "添加", "增加", "合并", "拆分"),
    }
)
