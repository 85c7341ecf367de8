"""`milepost models`: what the settings page does, from a terminal; a key is typed or piped, and never an argument."""

from collections.abc import Iterator

import httpx
import pytest

from tests.support.commands import Ran, milepost_here
from tests.support.learner import Learner
from tests.support.model_server import ScriptedModelServer, running_model_server
from tests.support.served import ServedMilepost

KEY = "sk-topsecret-0123456789"


@pytest.fixture(scope="module")
def models() -> Iterator[ScriptedModelServer]:
    with running_model_server(key=KEY) as server:
        yield server


@pytest.fixture(autouse=True)
def _nothing_is_set_up(served_milepost: ServedMilepost) -> None:
    """What other tests have left at the server that all share is gone."""
    with httpx.Client(base_url=served_milepost.url, timeout=40) as http:
        learner = Learner(http)
        learner.call("PUT", "/models/roles", expect=200, json={})
        learner.call("PUT", "/models/caps", expect=200, json={})
        for provider in learner.get("/models/providers")["items"]:
            learner.call("DELETE", f"/models/providers/{provider['provider_id']}", expect=200)


@pytest.fixture
def run(served_milepost: ServedMilepost) -> "Models":
    return Models(served_milepost.url)


class Models:
    """`milepost models` against one server."""

    def __init__(self, url: str) -> None:
        self._url = url

    def __call__(self, *arguments: str, typed: str | None = None) -> Ran:
        return milepost_here("models", *arguments, "--server", self._url, typed=typed)

    def add(
        self, models: ScriptedModelServer, name: str = "Mine", key: str = KEY, url: str | None = None
    ) -> Ran:
        return self("add", "other", "--name", name, "--url", url or models.base_url, typed=f"{key}\n")


def test_a_provider_is_added_with_a_piped_key_tried_used_and_removed(
    run: Models, models: ScriptedModelServer
) -> None:
    assert run("list").line("No provider of models yet")
    added = run.add(models)
    assert (added.status, added.err) == (0, "")
    assert added.line("✓ Added Mine", "key ends with 6789")
    assert added.line("✓ Mine: answers, and lists 3 models", models.model)
    assert KEY not in added.out

    chosen = run("roles", "--planner", f"Mine={models.model}", "--fallback", "none")
    assert chosen.lines == [f"✓ planner: {models.model} of Mine", "– author: nobody", "– fallback: nobody"]
    assert run("list").line("✓ Mine", models.base_url, "used as planner", "prv_")
    assert run("test").line(f"✓ Mine: {models.model} answers, in ")
    in_use = run("remove", "Mine")
    assert (in_use.status, in_use.out) == (3, "")
    assert in_use.line("✗ The provider is in use")
    assert run("roles", "--planner", "none").status == 0
    assert run("remove", "Mine").line("✓ Removed Mine")


def test_a_failed_trial_names_the_cause_and_ends_with_1(run: Models, models: ScriptedModelServer) -> None:
    wrong = run.add(models, "Wrong key", key="sk-wrong-0123456789")
    assert wrong.status == 1
    assert wrong.line("✓ Added Wrong key")
    assert wrong.line("✗ Wrong key: The provider refuses the key")
    nearly = run.add(models, "Nearly", url=models.base_url.removesuffix("/v1"))
    assert nearly.status == 1
    assert nearly.line(f"It works at {models.base_url}")
    assert run("test", "Nearly", "--model", "absent").status == 1
    assert run("test").status == 1


def test_caps_are_set_in_dollars_and_tokens(run: Models) -> None:
    assert run("caps").lines[0] == "– a roadmap: no bound in US$"
    assert run("caps", "--per-task", "2.5", "--tokens-per-day", "100000").lines == [
        "✓ a roadmap: 2.5 US$", "– a day: no bound in US$", "– a roadmap: no bound in tokens", "✓ a day: 100000 tokens",
    ]  # fmt: skip
    assert run("caps", "--per-task", "none").lines[0] == "– a roadmap: no bound in US$"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "nope"), "'nope' is no provider that is known: ollama"),
        (("add", "other", "--url", "http://127.0.0.1:1/v1"), "--name"),
        (("add", "openai"), "The key is empty"),
        (("test", "Nobody"), "There is no provider 'Nobody'"),
        (("remove", "Nobody"), "There is: none yet"),
        (("roles", "--planner", "Nobody"), "is not like PROVIDER=MODEL"),
        (("caps", "--per-day", "much"), "'much' is no amount"),
        (("caps", "--tokens-per-day", "0.5"), "'0.5' is no amount"),
    ],
)
def test_what_cannot_be_meant_is_one_line_and_ends_with_2(
    run: Models, arguments: tuple[str, ...], said: str
) -> None:
    ran = run(*arguments)

    assert (ran.status, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert ran.line("✗", said)


def test_what_the_server_refuses_is_named_by_the_option(run: Models) -> None:
    ran = run("add", "ollama", "--url", "ftp://127.0.0.1")

    assert ran.status == 3
    assert ran.line("  --url: ")


def test_a_key_is_no_option(run: Models) -> None:
    assert run("add", "ollama", "--api-key", KEY).status == 2
    assert run("add", "ollama", f"--key={KEY}").status == 2
