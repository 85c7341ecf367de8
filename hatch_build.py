"""Refuses to build a wheel that lacks the web app or the catalog index; an editable install needs neither."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RefuseIncompleteWheel(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        page = Path(self.root, "src/milepost/static/index.html")
        if not page.is_file():
            self.app.abort(f"{page} is missing: run make build, which builds the web app first.")
        packs = Path(self.root, "src/milepost/catalog/packs")
        for manifest in sorted(packs.glob("*/pack.yaml")):
            if not manifest.with_name("index.json").is_file():
                self.app.abort(f"{manifest.parent} has no index.json: run make build, which makes it first.")
