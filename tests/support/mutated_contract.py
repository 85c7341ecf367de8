"""Exports the contract of a server of which one source file reads differently; no file is changed.

Every export is a fork of one process that has all libraries imported and nothing of Milepost, so that each costs
what Milepost itself takes to import. Run as `python -m tests.support.mutated_contract`, mutations as JSON on stdin.
"""

import importlib
import importlib.machinery
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import CodeType, ModuleType

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "milepost"
#: What has no file of its own is made by another module's import.
_LIBRARIES = """
import json, sys, milepost.app, milepost.contract
print(json.dumps([name for name, module in sys.modules.items() if getattr(module, "__file__", None)]))
"""


@dataclass(frozen=True, slots=True)
class Export:
    """One contract to write: into the folder `to`, with `old` read as `new` in `file` of the package."""

    to: str
    file: str = ""
    old: str = ""
    new: str = ""


def export_all(exports: Sequence[Export]) -> Mapping[str, bool]:
    """Whether each could be written, by its folder; what no longer imports could not."""
    ran = subprocess.run(
        [sys.executable, "-m", __name__],
        input=json.dumps([asdict(one) for one in exports]),
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    answer: dict[str, bool] = json.loads(ran.stdout)
    return answer


class _Rewritten(importlib.machinery.SourceFileLoader):
    """Compiles a module from other text than its file has."""

    def __init__(self, name: str, path: str, text: str) -> None:
        super().__init__(name, path)
        self._text = text

    def get_code(self, fullname: str) -> CodeType:
        code: CodeType = compile(self._text, self.path, "exec", dont_inherit=True)
        return code


class _Finder:
    """Finds one module only: the one that reads differently."""

    def __init__(self, export: Export) -> None:
        self._path = PACKAGE / export.file
        self._name = "milepost." + export.file.removesuffix(".py").replace("/", ".")
        self._text = self._path.read_text().replace(export.old, export.new)

    def find_spec(
        self, name: str, path: object = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != self._name:
            return None
        loader = _Rewritten(name, str(self._path), self._text)
        return importlib.util.spec_from_file_location(name, self._path, loader=loader)


def _export(export: Export) -> None:
    if export.file:
        sys.meta_path.insert(0, _Finder(export))
    app = importlib.import_module("milepost.app")
    contract = importlib.import_module("milepost.contract")
    channel = contract.asyncapi_document(
        channel_path=app.CHANNEL_PATH, events_path=app.EVENTS_PATH, stream_path=app.STREAM_PATH
    )
    contract.write_contract(Path(export.to), app.build_api().openapi(), channel)


def _forked(export: Export) -> bool:
    child = os.fork()
    if child == 0:
        try:
            _export(export)
        except BaseException:  # noqa: BLE001  any way not to start is an answer
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def _libraries() -> list[str]:
    """What importing the application brings in, without our own, as a process that has done it says."""
    ran = subprocess.run([sys.executable, "-c", _LIBRARIES], check=True, capture_output=True, text=True)
    return [
        name for name in json.loads(ran.stdout) if name != "milepost" and not name.startswith("milepost.")
    ]


def _main() -> None:
    exports = [Export(**one) for one in json.load(sys.stdin)]
    for name in _libraries():
        importlib.import_module(name)
    json.dump({one.to: _forked(one) for one in exports}, sys.stdout)


if __name__ == "__main__":
    _main()
