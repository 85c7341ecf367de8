"""`milepost models`: providers of models, their keys, which model plays which part, and what they may spend."""

import getpass
import sys
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import ValidationError

from milepost.cli.at_server import OptionWrong, at_server
from milepost.cli.client import Json, MilepostClient
from milepost.cli.exit_status import ExitStatus
from milepost.cli.screen import Mark, Screen, marked
from milepost.domain.models import ModelCaps, ModelRole
from milepost.domain.provider_presets import PRESETS, KeyNeed, ProviderPreset
from milepost.domain.providers import ModelChoice, ModelRoles
from milepost.workflow.model_providers import Provider

OTHER = "other"
NOBODY = "none"
_MICROS = 1_000_000
_KEY_WORDS = {"none": "no key", "stored": "key stored", "unreadable": "its key cannot be read"}


@at_server
def show(client: MilepostClient, screen: Screen) -> ExitStatus:
    """Print a line for each provider."""
    providers = client.providers().items
    if not providers:
        marked(
            Mark.SKIPPED,
            "No provider of models yet",
            next_step="milepost models add ollama",
            console=screen.out,
        )
    for one in providers:
        unreadable = one.key.state == "unreadable"
        facts = [one.name, one.base_url or one.kind.value, _key_words(one), one.provider_id]
        if one.used_by:
            facts.insert(3, "used as " + ", ".join(one.used_by))
        marked(
            Mark.BAD if unreadable else Mark.OK,
            " · ".join(facts),
            next_step="Put the right secret back (MILEPOST_SECRET_FILE), or remove it and add it again."
            if unreadable
            else None,
            console=screen.out,
        )
    return ExitStatus.OK


@at_server
def add(
    client: MilepostClient,
    screen: Screen,
    preset_name: str,
    *,
    name: str | None,
    url: str | None,
    kind: str | None,
    with_key: bool | None,
) -> ExitStatus:
    """Add a provider, with a key from the terminal or standard input, and try it."""
    preset = _preset(preset_name)
    if preset is None and name is None:
        raise OptionWrong("Give a provider that is not listed a name: --name.")
    wanted: Json = {
        "kind": kind or (preset.kind.value if preset else "openai_compatible"),
        "name": name or (preset.name if preset else ""),
        "base_url": url or (preset.base_url if preset else None),
    }
    need = preset.key if preset else KeyNeed.OPTIONAL
    if with_key if with_key is not None else need is not KeyNeed.NONE:
        wanted["api_key"] = _read_key(is_required=with_key is True or need is KeyNeed.REQUIRED)
    added = client.add_provider(wanted)
    marked(Mark.OK, f"Added {added.name} ({added.provider_id}), {_key_words(added)}", console=screen.out)
    return _try(client, screen, added, None)


@at_server
def test(client: MilepostClient, screen: Screen, which: str | None, *, model: str | None) -> ExitStatus:
    """Try one provider, or all of them."""
    providers = client.providers().items
    chosen = providers if which is None else (_named(providers, which),)
    if not chosen:
        marked(
            Mark.BAD, "No provider of models yet", next_step="milepost models add ollama", console=screen.err
        )
        return ExitStatus.FAILED
    return max(_try(client, screen, one, model) for one in chosen)


@at_server
def choose(client: MilepostClient, screen: Screen, wanted: Mapping[str, str | None]) -> ExitStatus:
    """Set the model of each role that is given, and say which model each has."""
    providers = client.providers().items
    roles = client.model_roles()
    given = {role: _choice(providers, text) for role, text in wanted.items() if text is not None}
    if given:
        roles = client.set_model_roles(roles.model_copy(update=_kept_facts(roles, given)))
    names = {one.provider_id: one.name for one in providers}
    for role in ModelRole:
        choice = roles.of(role)
        said = (
            f"{choice.model} of {names.get(choice.provider_id, choice.provider_id)}" if choice else "nobody"
        )
        marked(Mark.OK if choice else Mark.SKIPPED, f"{role}: {said}", console=screen.out)
    return ExitStatus.OK


@at_server
def bound(client: MilepostClient, screen: Screen, wanted: Mapping[str, str | None]) -> ExitStatus:
    """Set the caps that are given, and say what each is."""
    caps = client.model_caps()
    given = {name: _amount(name, text) for name, text in wanted.items() if text is not None}
    if given:
        caps = client.set_model_caps(caps.model_copy(update=given))
    for name in ModelCaps.model_fields:
        cap = getattr(caps, name)
        per = "a roadmap" if name.startswith("per_task") else "a day"
        amount = (
            (f"{cap / _MICROS:g} US$" if name.endswith("micros") else f"{cap} tokens")
            if cap is not None
            else ""
        )
        unit = "US$" if name.endswith("micros") else "tokens"
        marked(
            Mark.OK if amount else Mark.SKIPPED,
            f"{per}: {amount or f'no bound in {unit}'}",
            console=screen.out,
        )
    return ExitStatus.OK


@at_server
def remove(client: MilepostClient, screen: Screen, which: str) -> ExitStatus:
    """Forget a provider."""
    removed = client.remove_provider(_named(client.providers().items, which).provider_id)
    marked(Mark.OK, f"Removed {removed.name}, and forgot its key", console=screen.out)
    return ExitStatus.OK


def _try(client: MilepostClient, screen: Screen, provider: Provider, model: str | None) -> ExitStatus:
    with screen.waiting(f"Asking {provider.name} …"):
        trial = client.try_provider(provider.provider_id, model)
    if trial.cause is not None:
        next_step = (
            f"It works at {trial.better_base_url}; add it with that --url." if trial.better_base_url else None
        )
        marked(Mark.BAD, f"{provider.name}: {trial.cause.detail}", next_step=next_step, console=screen.out)
        return ExitStatus.FAILED
    if trial.model is not None:
        marked(
            Mark.OK, f"{provider.name}: {trial.model} answers, in {trial.latency_ms} ms", console=screen.out
        )
        return ExitStatus.OK
    some = ", ".join(trial.models[:5]) + (", …" if len(trial.models) > 5 else "")
    first = trial.models[0] if trial.models else "MODEL"
    marked(
        Mark.OK,
        f"{provider.name}: answers, and lists {len(trial.models)} models{f' ({some})' if some else ''}",
        next_step=f"milepost models roles --planner '{provider.name}={first}' --author '{provider.name}={first}'",
        console=screen.out,
    )
    return ExitStatus.OK


def _preset(name: str) -> ProviderPreset | None:
    """What is known of a provider; None for one that nothing is known of."""
    if name == OTHER:
        return None
    found = next((one for one in PRESETS if one.preset == name), None)
    if found is None:
        known = ", ".join(one.preset for one in PRESETS)
        raise OptionWrong(
            f"{name!r} is no provider that is known: {known}, or {OTHER} with --url and --name."
        )
    return found


def _read_key(*, is_required: bool) -> str | None:
    """A key, typed unseen at a terminal, else the first line of standard input; None where it may be left out."""
    key = getpass.getpass("Key: ") if sys.stdin.isatty() else sys.stdin.readline(8192)
    if key.strip():
        return key.strip()
    if is_required:
        raise OptionWrong("The key is empty. Type it, or send it on standard input; --no-key goes without.")
    return None


def _named(providers: tuple[Provider, ...], which: str) -> Provider:
    found = next((one for one in providers if which in {one.provider_id, one.name}), None)
    if found is None:
        known = ", ".join(one.name for one in providers) or "none yet"
        raise OptionWrong(f"There is no provider {which!r}. There is: {known}.")
    return found


def _choice(providers: tuple[Provider, ...], text: str) -> ModelChoice | None:
    if text == NOBODY:
        return None
    name, equals, model = text.partition("=")
    if not equals:
        raise OptionWrong(f"{text!r} is not like PROVIDER=MODEL, such as Ollama=qwen3:8b.")
    try:
        return ModelChoice(provider_id=_named(providers, name).provider_id, model=model)
    except ValidationError:
        raise OptionWrong(
            f"{text!r} names no model. Write PROVIDER=MODEL, such as Ollama=qwen3:8b."
        ) from None


def _kept_facts(before: ModelRoles, given: Mapping[str, ModelChoice | None]) -> dict[str, Any]:
    """The choices, each with the context and price that were set for the same model before."""
    kept: dict[str, Any] = {}
    for role, choice in given.items():
        old = before.of(ModelRole(role))
        is_same = old is not None and choice is not None and _model(old) == _model(choice)
        kept[role] = old if is_same else choice
    return kept


def _model(choice: ModelChoice) -> tuple[str, str]:
    return choice.provider_id, choice.model


def _amount(name: str, text: str) -> int | None:
    if text == NOBODY:
        return None
    try:
        amount = Decimal(text.replace(",", ".")) * (_MICROS if name.endswith("micros") else 1)
        if not amount.is_finite() or amount < 0 or amount > 10**12 or amount != int(amount):
            raise InvalidOperation
    except InvalidOperation:
        raise OptionWrong(
            f"{text!r} is no amount from 0; write a number, or {NOBODY} for no bound."
        ) from None
    return int(amount)


def _key_words(provider: Provider) -> str:
    end = provider.key.ends_with
    return f"key ends with {end}" if end else _KEY_WORDS[provider.key.state]
