"""The command line."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Learning roadmaps you can follow, made live."
)


@app.command()
def serve(
    port: Annotated[int | None, typer.Option(help="The port to listen on; 0 takes a free one.")] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Where everything is kept.")] = None,
) -> None:
    """Serve the page and the API."""
    from milepost.server import serve as run  # noqa: PLC0415  other commands need none of it

    raise typer.Exit(run(port=port, data_dir=data_dir))


@app.command()
def export_contract(directory: Annotated[Path, typer.Argument()] = Path("contract")) -> None:
    """Write openapi.json and asyncapi.json."""
    from milepost.app import CHANNEL_PATH, EVENTS_PATH, build_api  # noqa: PLC0415
    from milepost.contract import asyncapi_document, write_contract  # noqa: PLC0415

    documents = build_api().openapi(), asyncapi_document(channel_path=CHANNEL_PATH, events_path=EVENTS_PATH)
    for path in write_contract(directory, *documents):
        typer.echo(f"wrote {path}")


def main() -> None:
    app()
