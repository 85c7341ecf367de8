"""The options of `milepost models`; what each command does is imported when it runs, so that help is quick."""

from typing import Annotated, Literal

import typer

models_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Language models: providers, keys, roles, caps."
)

Server = Annotated[
    str | None,
    typer.Option("--server", metavar="URL", help="The server; the one on this machine if not given."),
]
ProviderName = Annotated[
    str, typer.Argument(metavar="PROVIDER", help="Its name or id, as `milepost models list` shows them.")
]
_ROLE_HELP = "As PROVIDER=MODEL, such as Ollama=qwen3:8b; none for no model."


@models_app.command("list")
def models_list(server: Server = None) -> None:
    """Say which providers there are, and what their models are used for."""
    from milepost.cli.model_settings import show

    raise typer.Exit(show(server))


@models_app.command("add")
def models_add(
    preset: Annotated[
        str,
        typer.Argument(
            metavar="PRESET",
            help="ollama, lm-studio, vllm, openrouter, openai, anthropic, google, or other with --url.",
        ),
    ],
    name: Annotated[str | None, typer.Option(help="What to call it; the preset's name if not given.")] = None,
    url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Where its server is, such as http://127.0.0.1:11434/v1."),
    ] = None,
    kind: Annotated[
        Literal["openai_compatible", "openai_responses", "anthropic", "google"] | None,
        typer.Option(help="What it speaks; the preset's if not given."),
    ] = None,
    key: Annotated[
        bool | None,
        typer.Option(
            "--key/--no-key",
            help="Whether to ask for a key: typed unseen, or the first line of standard input.",
        ),
    ] = None,
    server: Server = None,
) -> None:
    """Add a provider of models, and try it.

    Its key is read from the terminal or from standard input, never from the command line, where others could see it.
    Ends with 0 when it answers, 1 when it does not (it is kept all the same), 2 on a wrong option, 3 when it was
    refused.
    """
    from milepost.cli.model_settings import add

    raise typer.Exit(add(server, preset, name=name, url=url, kind=kind, with_key=key))


@models_app.command("test")
def models_test(
    provider: Annotated[
        str | None, typer.Argument(metavar="[PROVIDER]", help="Its name or id; all of them if not given.")
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="The model to ask; the one that has a role if not given.")
    ] = None,
    server: Server = None,
) -> None:
    """Ask providers for a word, and name the cause where one does not answer.

    Ends with 1 when one does not.
    """
    from milepost.cli.model_settings import test

    raise typer.Exit(test(server, provider, model=model))


@models_app.command("roles")
def models_roles(
    planner: Annotated[str | None, typer.Option(metavar="CHOICE", help=_ROLE_HELP)] = None,
    author: Annotated[str | None, typer.Option(metavar="CHOICE", help=_ROLE_HELP)] = None,
    fallback: Annotated[str | None, typer.Option(metavar="CHOICE", help=_ROLE_HELP)] = None,
    server: Server = None,
) -> None:
    """Choose which model plans, which writes, and which is asked when one of them does not answer.

    Without options it says which do.
    """
    from milepost.cli.model_settings import choose

    raise typer.Exit(choose(server, {"planner": planner, "author": author, "fallback": fallback}))


@models_app.command("caps")
def models_caps(
    per_task: Annotated[str | None, typer.Option(metavar="USD", help="Dollars for one roadmap.")] = None,
    per_day: Annotated[str | None, typer.Option(metavar="USD", help="Dollars in a day.")] = None,
    tokens_per_task: Annotated[str | None, typer.Option(metavar="N", help="Tokens for one roadmap.")] = None,
    tokens_per_day: Annotated[str | None, typer.Option(metavar="N", help="Tokens in a day.")] = None,
    server: Server = None,
) -> None:
    """Bound what models may spend; none for no bound.

    Without options it says what they may.
    """
    from milepost.cli.model_settings import bound

    wanted = {
        "per_task_micros": per_task, "per_day_micros": per_day,
        "per_task_tokens": tokens_per_task, "per_day_tokens": tokens_per_day,
    }  # fmt: skip
    raise typer.Exit(bound(server, wanted))


@models_app.command("remove")
def models_remove(provider: ProviderName, server: Server = None) -> None:
    """Forget a provider and its key."""
    from milepost.cli.model_settings import remove

    raise typer.Exit(remove(server, provider))
