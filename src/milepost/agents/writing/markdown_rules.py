"""What a guide has to be before it is shown to a learner: each rule finds its own faults, in words for the model.

What is not asked of it is to be right; no rule can see that. Code is exempt from the rules on words, links and HTML.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from milepost.domain.goals import Language
from milepost.domain.written_language import prose_problems

_MARKDOWN = MarkdownIt("commonmark")
LEAST_WORDS, MOST_WORDS = 150, 3_000
_MOST_CHARACTERS = 40_000
_LEAST_HEADINGS = 2
_EXAMPLE = re.compile(r"\bexamples?\b|\bfor instance\b|\be\.g\.|例如|例子|举例|示例|比如|实例", re.IGNORECASE)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+")
#: Renderers make links of these, so they are links, whatever the Markdown says.
_ADDRESS = re.compile(r"(?:https?://|\bwww\.)[^\s<>]+", re.IGNORECASE)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_DIAGRAM = re.compile(
    r"\s*(?:---.*?---\s*)?(?:%%[^\n]*\s*)*(?:flowchart|graph|sequenceDiagram|classDiagram|stateDiagram|erDiagram|gantt|"
    r"pie|mindmap|timeline|journey|quadrantChart|gitGraph|xychart)",
    re.DOTALL,
)


def guide_problems(text: str, language: Language) -> Sequence[str]:
    """What is wrong with a guide; empty when it may be shown."""
    if len(text) > _MOST_CHARACTERS:  # before anything is parsed: some answers have megabytes
        return [f"It has {len(text)} characters. Keep to 400 to 1,200 words."]
    tokens = _MARKDOWN.parse(text)
    words = "\n".join(_words_of(tokens))
    return [
        *_length(words, text),
        *_structure(tokens),
        *_fences(text, tokens),
        *html_and_link_problems(text),
        *prose_problems(words, language),
        *(
            []
            if _shows_an_example(tokens, words)
            else ["It works through no example. Add one, and call it so."]
        ),
    ]


def html_and_link_problems(text: str) -> Iterator[str]:
    """HTML, links and pictures in Markdown: of a model's, nobody has looked where they lead."""
    tokens = _MARKDOWN.parse(text)
    inner = [child for token in tokens for child in token.children or ()]
    html = [token for token in (*tokens, *inner) if token.type in {"html_block", "html_inline"}]
    if html:
        yield f"It has HTML: {_shown(html[0].content)}. Write Markdown; what shows code stands between backticks."
    if any(token.type == "image" for token in inner):
        yield "It has a picture. Pictures cannot be shown; say it in words."
    links = [str(token.attrs.get("href", "")) for token in inner if token.type == "link_open"]
    bare = [found[0] for token in inner if token.type == "text" and (found := _ADDRESS.search(token.content))]
    if links or bare:
        yield f"It has a link: {_shown([*links, *bare][0])}. Give none; an address that is an example stands in code."


def without_title(text: str) -> str:
    """The guide without a title above it, which the page has already."""
    return re.sub(r"\A\s*#[ \t][^\n]*\n+", "", text).strip() + "\n"


def _words_of(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        for child in token.children or ():
            if child.type == "text":
                yield child.content


def _length(words: str, text: str) -> Iterator[str]:
    # A sign of Chinese says about as much as six tenths of an English word.
    chinese = len(_CHINESE.findall(words))
    count = int(0.6 * chinese) + len(_WORD.findall(_CHINESE.sub(" ", words)))
    if count < LEAST_WORDS:
        yield f"It is too short: about {count} words outside code. Write at least 400."
    if count > MOST_WORDS or len(text) > _MOST_CHARACTERS:
        yield f"It is too long: about {count} words. Keep to 1,200."


def _structure(tokens: Sequence[Token]) -> Iterator[str]:
    headings = sum(token.type == "heading_open" and token.tag in {"h2", "h3"} for token in tokens)
    if headings < _LEAST_HEADINGS:
        yield f"It has {headings} headings of the second level. Divide it by at least three lines that begin with ##."


def _fences(text: str, tokens: Sequence[Token]) -> Iterator[str]:
    """A fence left open turns all that follows into code."""
    lines = text.split("\n")
    for token in tokens:
        if token.type != "fence" or token.map is None:
            continue
        last = lines[token.map[1] - 1] if token.map[1] <= len(lines) else ""
        closing = _FENCE.match(last.removeprefix("> ").lstrip())
        if token.map[1] - token.map[0] < 2 or closing is None or closing[1][0] != token.markup[0]:
            yield f"The code block that begins in line {token.map[0] + 1} is not closed."
        elif token.info.strip() == "mermaid" and not _DIAGRAM.match(token.content):
            yield f"The mermaid block in line {token.map[0] + 1} names no kind of diagram, such as flowchart."


def _shows_an_example(tokens: Sequence[Token], words: str) -> bool:
    is_code = any(token.type == "fence" and token.info.strip() != "mermaid" for token in tokens)
    return is_code or _EXAMPLE.search(words) is not None


def _shown(text: str) -> str:
    return repr(" ".join(text.split())[:60])
