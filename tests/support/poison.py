"""Between a page and its server: puts something hostile into every text that the server says, by HTTP and by socket."""

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Page, Route, WebSocketRoute

#: Counted in the page's own world, where a payload that runs would find it.
_TRAP = "window.hits = []; window.hostile = () => { window.hits.push(1); };"
#: What there is in the page that could do something, or has; all of it is empty where every payload is only text.
_LIVE = """() => {
  const all = (selector) => [...document.querySelectorAll(`body ${selector}`)];
  const head = (one) => one.outerHTML.slice(0, 80);
  const harmless = ["http:", "https:", "mailto:", "blob:"];
  return {
    hits: window.hits.length,
    tags: all(":is(script, iframe, object, embed, form[action], style, link, base, meta, img)").map(head),
    handlers: all("*").filter((one) => one.getAttributeNames().some((name) => name.startsWith("on"))).map(head),
    schemes: all(":is(a, area)[href]")
      .map((link) => new URL(link.href, location.href).protocol)
      .filter((scheme) => !harmless.includes(scheme)),
  };
}"""
INERT = {"hits": 0, "tags": [], "handlers": [], "schemes": []}
#: Fields whose text comes from a model, a page, a pack or a person.
_TEXTS = frozenset({
    "additional_context", "background", "body", "default", "description", "detail", "done_when", "explanation",
    "feedback", "gaps", "goal", "instructions", "known", "message", "name", "not_covered", "not_understood",
    "options", "outcome", "outcomes", "reason", "said", "skills", "stem", "task", "text", "title", "unmatched", "url",
    "why",
})  # fmt: skip


# Without slots: Playwright notes its wrappers at whatever has the methods that it calls.
@dataclass
class Poison:
    """Payloads, and which of them were put where a page may show them."""

    payloads: Sequence[str]
    used: set[str] = field(default_factory=set)
    _next: "itertools.cycle[str]" = field(init=False)

    def __post_init__(self) -> None:
        self._next = itertools.cycle(self.payloads)

    async def into(self, page: Page) -> None:
        """Poison all that this page is told from now on."""
        await page.add_init_script(_TRAP)
        await page.route("**/api/v1/**", self._answer)
        await page.route_web_socket("**/api/v1/ws/**", self._frames)

    async def live_in(self, page: Page) -> dict[str, Any]:
        """What of it is more than text; see `INERT`."""
        found: dict[str, Any] = await page.evaluate(_LIVE)
        return found

    async def _answer(self, route: Route) -> None:
        answer = await route.fetch()
        kind = answer.headers.get("content-type", "")
        if "json" not in kind or answer.status >= 400:
            await route.fulfill(response=answer)
            return
        await route.fulfill(response=answer, body=json.dumps(self._poisoned(await answer.json())))

    def _frames(self, socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        socket.on_message(server.send)
        server.on_message(lambda frame: socket.send(json.dumps(self._poisoned(json.loads(frame)))))

    def _poisoned(self, value: Any, name: str = "") -> Any:
        match value:
            case dict():
                inner = {key: self._poisoned(one, key) for key, one in value.items()}
                return inner | {"questions": [self._question()]} if "questions" in value else inner
            case list():
                return [self._poisoned(one, name) for one in value]
            case str() if name in _TEXTS:
                return f"{value} {self._payload()}"
            case _:
                return value

    def _question(self) -> dict[str, Any]:
        options = [self._payload() for _ in range(3)]
        return {
            "question_id": "q1",
            "text": self._payload(),
            "options": options,
            "default": options[0],
            "why": self._payload(),
            "answer": None,
        }

    def _payload(self) -> str:
        payload = next(self._next)
        self.used.add(payload)
        return payload
