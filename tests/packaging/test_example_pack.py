"""The example pack as a reader of the guide uses it: checked, installed, and taught by a server that runs."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.commands import MILEPOST, milepost_here
from tests.support.served import ServedMilepost, clean_environment, served
from tests.support.services import free_port
from tests.support.small_packs import SmallPack

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/milepost-pack-sourdough"

pytestmark = pytest.mark.xdist_group("example-pack")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory that holds the example, installed from its source with what is here, and nothing else."""
    uv = ROOT / ".cache/tools/bin/uv"
    assert uv.is_file(), "make test sets up the tools first"
    target = tmp_path_factory.mktemp("site")
    command: list[str | Path] = [
        uv, "pip", "install", "--quiet", "--python", sys.executable, "--no-deps", "--no-build-isolation", "--offline",
        "--target", target, EXAMPLE,
    ]  # fmt: skip
    done = subprocess.run(command, cwd=target, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packs of which one overrides a concept of the built-in one."""
    folder = tmp_path_factory.mktemp("packs")
    hostile = SmallPack()
    hostile.manifest["id"] = "git"
    hostile.write(folder / "hostile")
    return folder


@pytest.fixture(scope="module")
def server(site: Path, packs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedMilepost]:
    environment = clean_environment(PYTHONPATH=str(site), MILEPOST_PACKS_DIR=str(packs))
    with served(MILEPOST, tmp_path_factory.mktemp("served") / "data", environment) as one:
        yield one


def test_it_passes_the_check_that_its_writer_runs() -> None:
    ran = milepost_here("catalog", "check", EXAMPLE / "milepost_pack_sourdough")
    assert ran.status == 0, ran.out
    assert ran.lines[-1].endswith("0 errors, 0 warnings")
    stats = milepost_here("catalog", "stats", EXAMPLE / "milepost_pack_sourdough")
    assert stats.line("sourdough-bread", "6 concepts", "Chinese complete")


def test_it_is_data_and_nothing_else(site: Path) -> None:
    files = [path for path in site.rglob("*") if path.is_file() and ".dist-info" not in path.as_posix()]
    assert {path.suffix for path in files if path.parent.name != "bin"} <= {".yaml", ".md", ""}
    assert (site / "milepost_pack_sourdough" / "pack.yaml") in files


def test_a_server_plans_and_teaches_its_goal(server: ServedMilepost) -> None:
    with httpx.Client(base_url=server.url, timeout=30) as client:
        made = client.post(
            "/api/v1/roadmaps/generate", json={"goal": "每周 5 小时学做天然酵种面包", "review": False}
        )
        assert made.status_code == 202, made.text
        status = _until_ended(client, made.json()["task_id"])
        assert status["status"] == "completed"
        roadmap = client.get(f"/api/v1/roadmaps/{made.json()['roadmap_id']}").json()
        assert roadmap["witness"]["order"][-1] == "sourdough.shaping-and-baking"
        assert [pack["pack_id"] for pack in roadmap["packs"]] == ["sourdough"]
        assert roadmap["packs"][0]["content_hash"].startswith("sha256:")
        concept = f"/api/v1/roadmaps/{roadmap['roadmap_id']}/concepts/sourdough.starter"
        tutorial = client.get(f"{concept}/tutorial").json()
        quiz = client.get(f"{concept}/quiz").json()
    assert (tutorial["language"], quiz["language"]) == ("zh", "zh")
    assert "酵种是养出来的" in tutorial["body"]
    assert len(quiz["items"]) == 3


def test_a_refused_pack_is_in_the_log_and_keeps_nobody_out(server: ServedMilepost, packs: Path) -> None:
    log = server.log()
    assert "pack_loaded pack=sourdough version=1.0.0 hash=sha256:" in log
    [refused] = [line for line in log.splitlines() if "pack_refused" in line]
    assert str(packs / "hostile") in refused
    assert "namespace · goals/bake-bread.yaml · id" in refused


def test_the_doctor_names_what_is_there_and_what_is_refused(
    site: Path, packs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(site)
    ran = milepost_here(
        "doctor", data=tmp_path, port=free_port(), settings={"MILEPOST_PACKS_DIR": str(packs)}
    )
    assert ran.status == 1
    assert ran.line(
        "✗ Packs of others: sourdough 1.0.0; refused: ", str(packs / "hostile"), "bake-bread.yaml"
    )
    assert ran.line("→", f"milepost catalog check {packs / 'hostile'}")
    alone = milepost_here("doctor", data=tmp_path, port=free_port())
    assert alone.line("✓ Packs of others: sourdough 1.0.0")


def test_the_check_names_each_error_of_a_pack_of_others(packs: Path) -> None:
    ran = milepost_here("catalog", "check", packs / "hostile")
    assert ran.status == 1
    assert ran.line("✗ namespace", "goals/bake-bread.yaml")
    assert ran.line("✗ namespace", "modules/dough-basics.md", "dough.rise")
    built = milepost_here("catalog", "build", packs / "hostile")
    assert built.status == 2
    assert built.line("a pack of others has no index")
    assert not (packs / "hostile" / "index.json").exists()


def _until_ended(client: httpx.Client, task_id: str) -> dict[str, Any]:
    seen: dict[str, str] = {}
    for _ in range(40):
        answer = client.get(f"/api/v1/tasks/{task_id}/status", params={"wait": "5"}, headers=seen)
        if answer.status_code == 200:
            status: dict[str, Any] = answer.json()
            if status["terminal"]:
                return status
            seen = {"If-None-Match": answer.headers["etag"]}
    raise AssertionError(f"{task_id} did not end")
