"""The wheel alone is enough: in an empty environment, on a machine without Node, it does the main job."""

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.served import served

ROOT = Path(__file__).parents[2]
LONGEST_WAIT = 40  # looks at the status, each of which the server holds until something changes

pytestmark = pytest.mark.xdist_group("wheel")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    built = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    [found] = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel, what it locks, and nothing else."""
    uv = ROOT / ".cache/tools/bin/uv"
    assert uv.is_file(), "make test sets up the tools first"
    environment = tmp_path_factory.mktemp("environment")
    into = ["--quiet", "--python", str(environment / "bin/python")]
    for command in (
        ["venv", "--quiet", "--allow-existing", "--python", sys.executable, str(environment)],
        ["pip", "install", *into, "--require-hashes", "--requirements", str(ROOT / "requirements.lock")],
        ["pip", "install", *into, "--no-deps", str(wheel)],
    ):
        done = subprocess.run([uv, *command], cwd=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    return environment / "bin"


@pytest.fixture(scope="module")
def client(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of the installed server, which finds no program but those of its own environment."""
    assert shutil.which("node", path=str(installed)) is None
    data = tmp_path_factory.mktemp("data")
    home = tmp_path_factory.mktemp("home")
    environment = {"PATH": str(installed), "HOME": str(home), "LANG": "C.UTF-8"}
    with (
        served(installed / "milepost", data, environment) as server,
        httpx.Client(base_url=server.url, timeout=30) as one,
    ):
        yield one


def test_wheel_holds_the_web_app_and_the_catalog_index(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "milepost/static/index.html" in names
    assert "milepost/catalog/packs/core/index.json" in names
    assert any(re.fullmatch(r"milepost/static/assets/.+\.js", name) for name in names)
    assert any(name.endswith(".dist-info/licenses/LICENSE-CONTENT.md") for name in names)


def test_wheel_holds_nothing_that_only_development_needs(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    foreign = ("node_modules", "__pycache__", "tests/", "web/", ".cache", ".map", ".db")
    assert [name for name in names if any(part in name for part in foreign)] == []


def test_installed_wheel_makes_a_roadmap_and_writes_it(client: httpx.Client) -> None:
    asked = client.post("/api/v1/roadmaps/generate", json={"goal": "learn Python", "hours_per_week": 6})
    assert asked.status_code == 202, asked.text
    task_id, roadmap_id = asked.json()["task_id"], asked.json()["roadmap_id"]

    review_id = wait_for(client, task_id, "human_review_pending")["review_id"]
    decision = {"approved": True, "review_id": review_id}
    approved = client.post(f"/api/v1/roadmaps/{task_id}/approve", json=decision)
    assert approved.status_code == 202, approved.text
    finished = wait_for(client, task_id, "completed")
    assert finished["progress"]["pct"] == 100

    roadmap = client.get(f"/api/v1/roadmaps/{roadmap_id}").json()
    concepts = [
        concept
        for stage in roadmap["stages"]
        for module in stage["modules"]
        for concept in module["concepts"]
    ]
    assert roadmap["state"] == "approved"
    assert len(concepts) > 1
    first = f"/api/v1/roadmaps/{roadmap_id}/concepts/{concepts[0]['concept_id']}"
    tutorial = client.get(f"{first}/tutorial").json()
    assert len(tutorial["body"].split()) >= 100
    assert len(tutorial["outcomes"]) >= 2


def test_installed_wheel_serves_the_page(client: httpx.Client) -> None:
    page = client.get("/app/new")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    scripts = re.findall(r'<script[^>]+src="([^"]+)"', page.text)
    assert scripts != []
    for script in scripts:
        answer = client.get(script)
        assert answer.status_code == 200
        assert "javascript" in answer.headers["content-type"]


def wait_for(client: httpx.Client, task_id: str, wanted: str) -> dict[str, Any]:
    """The task's status once it is the wanted one; fails at once when the task ended otherwise."""
    seen: dict[str, str] = {}
    for _ in range(LONGEST_WAIT):
        answer = client.get(f"/api/v1/roadmaps/{task_id}/status", params={"wait": "5"}, headers=seen)
        if answer.status_code == 200:
            status: dict[str, Any] = answer.json()
            if status["status"] == wanted or status["terminal"]:
                break
            seen = {"If-None-Match": answer.headers["etag"]}
        else:
            assert answer.status_code == 304
    else:
        pytest.fail(f"{task_id} did not become {wanted}")
    assert status["status"] == wanted, status
    return status
