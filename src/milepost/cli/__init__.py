"""The command line: options and calls. Each command imports what it needs when it runs, so that help is quick."""

import sys
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Literal

import typer

from milepost import collector
from milepost.cli.model_commands import models_app

_EXITS = (
    "Ends with 0 when everything is written, 1 when it failed, 2 on a wrong option, 3 when the goal or the plan "
    "was refused, 4 when some of it could not be written, 5 when it was cancelled, 6 when it waits for a decision "
    "that nobody was there to take, 130 when it was interrupted (Ctrl-C): the task then goes on."
)

_WATCH_EXITS = (
    "Ends with 0 when everything was written, 1 when it failed or cannot be watched, 2 on a wrong option, 4 when some "
    "of it could not be written, 5 when it was cancelled, 130 when it was interrupted (Ctrl-C): the task then goes on."
)

# Plain help: it looks the same in a pipe, and needs a third of the time.
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Learning roadmaps you can follow, made live.",
)
catalog_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="The built-in catalog of concepts."
)
app.add_typer(catalog_app, name="catalog")
roadmap_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Roadmaps: listed, deleted, restored, checked."
)
app.add_typer(roadmap_app, name="roadmap")
app.add_typer(models_app, name="models")

Server = Annotated[
    str | None,
    typer.Option("--server", metavar="URL", help="The server; the one on this machine if not given."),
]
TaskOrRoadmap = Annotated[
    str,
    typer.Argument(help="A task or a roadmap, such as tsk_01… or rmp_01…, or the address of its page."),
]
RoadmapId = Annotated[
    str,
    typer.Argument(metavar="ROADMAP", help="Its id, such as rmp_01…, as `milepost roadmap list` shows it."),
]
PackDirectory = Annotated[
    Path | None, typer.Argument(metavar="[DIR]", help="A pack's folder; the built-in one if not given.")
]


@app.command()
def serve(
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65535, help="The port; 0 takes a free one.  [env: MILEPOST_PORT, PORT; default: 8000]"
        ),
    ] = None,
    data_dir: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="The one directory that holds everything.  [env: MILEPOST_DATA_DIR]"
        ),
    ] = None,
    no_work: Annotated[
        bool,
        typer.Option("--no-work", help="Leave the work to `milepost worker` processes on the same database."),
    ] = False,
) -> None:
    """Serve the page and the API.

    Until Ctrl-C or SIGTERM. Ends with 0 when it was told to, 1 when it could not start, 2 on a wrong option.
    """
    collector.rest()
    from milepost.server import serve as run

    raise typer.Exit(run(port=port, data_dir=data_dir, works=not no_work))


@app.command()
def worker() -> None:
    """Plan and write beside servers that share a PostgreSQL database.

    Set MILEPOST_DATABASE_URL as for them. Until Ctrl-C or SIGTERM, which hands over what is under way. Ends with 0
    when it was told to, 1 when it could not start, 2 on a wrong option.
    """
    collector.rest()
    from milepost.worker import work as run

    raise typer.Exit(run())


@app.command()
def migrate() -> None:
    """Bring the database to the schema of this version.

    Servers and workers that share a database refuse an old one until this was done; a server alone does it by
    itself. Back the database up before, and stop every process of the older version.
    """
    from milepost.cli.migration import migrate_database as run

    raise typer.Exit(run())


@app.command(epilog=_EXITS)
def generate(
    goal: Annotated[
        str, typer.Argument(help='What you want to learn, such as "learn Python by the end of March".')
    ],
    hours: Annotated[float | None, typer.Option(help="Hours a week.")] = None,
    level: Annotated[
        Literal["beginner", "intermediate", "advanced"] | None, typer.Option(help="Where you start.")
    ] = None,
    deadline: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="The last day, as 2027-03-31."),
    ] = None,
    known: Annotated[
        list[str] | None, typer.Option(help="Something you know already; may be given several times.")
    ] = None,
    background: Annotated[str | None, typer.Option(help="What else is worth knowing about you.")] = None,
    goal_id: Annotated[
        list[str] | None,
        typer.Option(help="A goal of the catalog, chosen instead of matched; several times."),
    ] = None,
    language: Annotated[Literal["en", "zh"] | None, typer.Option(help="The language of the roadmap.")] = None,
    time_zone: Annotated[
        str | None, typer.Option(metavar="NAME", help="Such as Europe/Berlin; this machine's if not given.")
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Write it without asking, unless problems block it.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the roadmap's JSON, and nothing else, to standard output.")
    ] = False,
    server: Server = None,
) -> None:
    """Make a roadmap, live.

    Watch it being made, decide on it, and see it as a tree with hours, weeks and dates.

    Where no Milepost answers on this machine, one is served within this command until it ends.
    """
    from milepost.cli.generation.command import Wish
    from milepost.cli.generation.command import generate as run

    wish = Wish(
        goal=goal, hours_per_week=hours, level=level, deadline=deadline.date() if deadline else None,
        known=known or (), background=background, goal_ids=goal_id or (), language=language, time_zone=time_zone,
    )  # fmt: skip
    raise typer.Exit(run(wish, server=server, yes=yes, as_json=as_json))


@app.command(epilog=_WATCH_EXITS)
def watch(
    task: TaskOrRoadmap,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json", help="Print each event as a line of JSON, and nothing else, to standard output."
        ),
    ] = False,
    from_start: Annotated[
        bool, typer.Option("--from-start", help="Show event by event what has happened already, too.")
    ] = False,
    server: Server = None,
) -> None:
    """Watch a task as it happens.

    From another terminal, after an interruption, or once it has ended. Decides nothing and changes nothing; Ctrl-C
    leaves the task as it is.
    """
    from milepost.cli.watching import watch as run

    raise typer.Exit(run(task, server=server, as_json=as_json, from_start=from_start))


@app.command()
def answer(
    task: TaskOrRoadmap,
    answers: Annotated[
        list[str], typer.Argument(metavar="QUESTION=ANSWER …", help='Such as q1="hydraulic discs".')
    ],
    server: Server = None,
) -> None:
    """Answer what was asked back about a goal, before the plan is decided: it is planned again with the answers.

    Ends with 0 when the answers were taken, 1 when they were refused or nobody could be asked, 2 on a wrong option.
    """
    from milepost.cli.answering import answer as run

    raise typer.Exit(run(task, answers, server=server))


@catalog_app.command("check")
def catalog_check(directory: PackDirectory = None) -> None:
    """Check a pack; ends with 1 when something in it is wrong."""
    from milepost.cli.catalog_pack import check

    raise typer.Exit(check(directory))


@catalog_app.command("build")
def catalog_build(directory: PackDirectory = None) -> None:
    """Check a pack and write its index.

    The server reads the index at start.
    """
    from milepost.cli.catalog_pack import build

    raise typer.Exit(build(directory))


@catalog_app.command("stats")
def catalog_stats(directory: PackDirectory = None) -> None:
    """Say what a pack holds."""
    from milepost.cli.catalog_pack import stats

    raise typer.Exit(stats(directory))


@app.command()
def cancel(task: TaskOrRoadmap, server: Server = None) -> None:
    """Stop a task; what is finished stays.

    Ends with 0 when it was stopped, 1 when it had ended before or nobody could be asked, 2 on a wrong option.
    """
    from milepost.cli.answering import cancel as run

    raise typer.Exit(run(task, server=server))


@app.command()
def retry(task: TaskOrRoadmap, server: Server = None) -> None:
    """Have what is missing of a roadmap written, or a goal planned again that no plan came of.

    Ends with 0 when it was begun, 1 when nothing is missing or nobody could be asked, 2 on a wrong option.
    """
    from milepost.cli.answering import retry as run

    raise typer.Exit(run(task, server=server))


@roadmap_app.command("list")
def roadmap_list(
    deleted: Annotated[bool, typer.Option("--deleted", help="What is in the trash, instead.")] = False,
    server: Server = None,
) -> None:
    """Say which roadmaps there are, newest first, and how they stand."""
    from milepost.cli.roadmap_list import show as run

    raise typer.Exit(run(server, deleted=deleted))


@roadmap_app.command("delete")
def roadmap_delete(roadmap: RoadmapId, server: Server = None) -> None:
    """Put a roadmap into the trash, from which it can be restored for 30 days; a task at work on it is cancelled."""
    from milepost.cli.roadmap_list import delete as run

    raise typer.Exit(run(server, roadmap))


@roadmap_app.command("restore")
def roadmap_restore(roadmap: RoadmapId, server: Server = None) -> None:
    """Take a roadmap out of the trash."""
    from milepost.cli.roadmap_list import restore as run

    raise typer.Exit(run(server, roadmap))


@roadmap_app.command("check")
def roadmap_check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The roadmap's JSON; - for standard input.")],
) -> None:
    """Prove a roadmap, or say where it breaks which rule.

    From its JSON alone, as GET /api/v1/roadmaps/{roadmap_id} and `milepost generate --json` give it. Nothing that makes
    roadmaps takes part. Ends with 0 when every rule holds, 1 when one is broken, 2 when the file is no roadmap.
    """
    from milepost.cli.roadmap_file import check

    raise typer.Exit(check(file))


@app.command()
def doctor(
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="The port to look at; the one `serve` would take if not given."),
    ] = None,
    data_dir: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The data directory to look at.")
    ] = None,
) -> None:
    """Check this machine.

    Its Python, data directory, database, catalog, page, port and clock; each line that is not right says the
    next step. Ends with 1 when something is wrong.
    """
    from milepost.cli.diagnosis.command import doctor as run

    raise typer.Exit(run(port=port, data_dir=data_dir))


@app.command()
def verify(
    url: Annotated[
        str | None, typer.Argument(metavar="[URL]", help="The server; the one on this machine if not given.")
    ] = None,
) -> None:
    """Do the main job against a live server.

    Once, as the page does it, over HTTP and WebSocket, and names the cause of what fails. Makes one roadmap,
    which stays. Takes a minute at most. Ends with 1 when something fails.
    """
    from milepost.cli.verification.command import verify as run

    raise typer.Exit(run(url))


@app.command()
def support(
    task_id: Annotated[str, typer.Argument(help="The task, such as tsk_01….")],
    output: Annotated[
        str | None, typer.Option(metavar="FILE", help="Where to write it; - for standard output.")
    ] = None,
    server: Server = None,
) -> None:
    """Write a problem report of a task.

    One file with what helps to find a fault, and nothing personal in it.
    """
    from milepost.cli.problem_report import support as run

    raise typer.Exit(run(task_id, output=output, server=server))


@app.command()
def export_contract(directory: Annotated[Path, typer.Argument()] = Path("contract")) -> None:
    """Write openapi.json and asyncapi.json."""
    from milepost.app import CHANNEL_PATH, EVENTS_PATH, STREAM_PATH, build_api
    from milepost.contract import asyncapi_document, write_contract

    channel = asyncapi_document(channel_path=CHANNEL_PATH, events_path=EVENTS_PATH, stream_path=STREAM_PATH)
    documents = build_api().openapi(), channel
    for path in write_contract(directory, *documents):
        typer.echo(f"wrote {path}")


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character shows another one
    app()
