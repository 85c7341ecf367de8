"""Content with everything in it that has ever run where it should not: on the page it is words."""

import json

import httpx
from playwright.async_api import Page, Route, expect

from tests.support.learner import Learner, concepts_of
from tests.support.model_server.hostile_markdown import HOSTILE_MARKDOWN
from tests.support.served import ServedMilepost

#: Counted in the page's own world, where a payload that runs would find it.
_TRAP = "window.hits = []; window.hostile = () => { window.hits.push(1); };"
_LIVE = """() => {
  const shown = document.querySelector("main");
  const schemes = [...shown.querySelectorAll("a[href]")].map((link) => new URL(link.href, location.href).protocol);
  return {
    hits: window.hits.length,
    tags: [...shown.querySelectorAll("script, iframe, object, embed, form[action], style, link, base, meta, img")]
      .map((one) => one.outerHTML.slice(0, 80)),
    handlers: [...shown.querySelectorAll("*")]
      .filter((one) => one.getAttributeNames().some((name) => name.startsWith("on"))).length,
    schemes: schemes.filter((scheme) => !["http:", "https:", "mailto:"].includes(scheme)),
  };
}"""


async def test_hostile_markdown_is_inert(page: Page, served_milepost: ServedMilepost) -> None:
    with httpx.Client(base_url=served_milepost.url, timeout=40) as http:
        learner = Learner(http)
        made = learner.finished(preferences={"unit_kinds": ["tutorial"]})
        roadmap = learner.roadmap(made.roadmap_id)
    concept = concepts_of(roadmap)[0]
    body = "## All of it\n\n" + "\n\n".join(HOSTILE_MARKDOWN) + "\n\nThe last line."

    async def answer(route: Route) -> None:
        told = await (await route.fetch()).json()
        hostile = {"body": body, "outcomes": list(HOSTILE_MARKDOWN[:20])}
        await route.fulfill(status=200, content_type="application/json", body=json.dumps({**told, **hostile}))

    await page.add_init_script(_TRAP)
    await page.route("**/tutorial*", answer)
    await page.goto(
        f"{served_milepost.url}/app/roadmaps/{roadmap['roadmap_id']}/concepts/{concept['concept_id']}"
    )
    await expect(page.get_by_text("The last line.")).to_be_visible()
    for link in await page.get_by_role("main").get_by_role("link", name="press").all():
        await link.dispatch_event("pointerover")

    found = await page.evaluate(_LIVE)
    assert found == {"hits": 0, "tags": [], "handlers": 0, "schemes": []}
