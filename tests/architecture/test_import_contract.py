"""Holds the table of who may import whom: the contracts of pyproject.toml, and what those cannot say."""

import ast
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "milepost"
PURE_LIBRARIES = {"annotated_types", "milepost", "pydantic", "pydantic_core", "typing_extensions"}
IMPURE_MODULES = {
    "asyncio",
    "concurrent",
    "http",
    "multiprocessing",
    "os",
    "pathlib",
    "random",
    "secrets",
    "shutil",
    "socket",
    "sqlite3",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "urllib.request",
    "uuid",
}
CLOCK_METHODS = {"now", "today", "utcnow"}


def test_import_contracts_are_kept() -> None:
    linter = Path(sysconfig.get_path("scripts"), "lint-imports")
    checked = subprocess.run(
        [linter, "--no-cache"], cwd=SOURCE.parents[1], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_domain_imports_only_pure_libraries() -> None:
    allowed = PURE_LIBRARIES | sys.stdlib_module_names
    wrong = [
        f"{file.name} imports {name}"
        for file, tree in parsed(SOURCE / "domain")
        for name in imported_modules(tree)
        if name.partition(".")[0] not in allowed
        or any(f"{name}.".startswith(f"{impure}.") for impure in IMPURE_MODULES)
    ]
    assert wrong == []


def test_domain_reads_no_clock() -> None:
    wrong = [
        f"{file.name}:{node.lineno} calls {node.func.attr}()"
        for file, tree in parsed(SOURCE / "domain")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK_METHODS
    ]
    assert wrong == []


def test_features_of_the_api_share_through_the_domain_only() -> None:
    features = {folder.name for folder in (SOURCE / "api").iterdir() if (folder / "__init__.py").is_file()}
    wrong = [
        f"api/{feature}/{file.name} imports {name}"
        for feature in sorted(features)
        for file, tree in parsed(SOURCE / "api" / feature)
        for name in imported_modules(tree)
        if name.startswith("milepost.api.") and name.split(".")[2] in features - {feature}
    ]
    assert wrong == []


def parsed(folder: Path) -> Iterator[tuple[Path, ast.Module]]:
    """Every Python file below a folder with its syntax tree; an empty folder would pass every check."""
    files = sorted(folder.rglob("*.py"))
    assert files != []
    for file in files:
        yield file, ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def imported_modules(tree: ast.Module) -> Iterator[str]:
    """The full names of the modules that a file imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
