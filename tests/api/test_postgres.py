"""The same calls where the data is in PostgreSQL, which takes texts and races differently."""

import sysconfig
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests.support.learner import SMALL_GOAL, Asked, Json, Learner, concepts_of
from tests.support.postgres import PostgresServer
from tests.support.problems import problem_of
from tests.support.served import ServedMilepost, clean_environment, served
from tests.support.server_log import ServerLog, quiet
from tests.support.watching import check_order, watched_to_end

pytestmark = pytest.mark.xdist_group("served-on-postgres")


@pytest.fixture(scope="module")
def on_postgres(
    postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServedMilepost]:
    url = postgres.create_database()
    command = Path(sysconfig.get_path("scripts"), "milepost")
    data = tmp_path_factory.mktemp("served-on-postgres") / "data"
    with served(command, data, clean_environment(MILEPOST_DATABASE_URL=url)) as server:
        yield server
    postgres.drop_database(url)


@pytest.fixture(scope="module")
def person(on_postgres: ServedMilepost) -> Iterator[Learner]:
    with httpx.Client(base_url=on_postgres.url, timeout=40) as http:
        yield Learner(http)


@pytest.fixture(autouse=True)
def postgres_log(on_postgres: ServedMilepost) -> Iterator[ServerLog]:
    yield from quiet(on_postgres)


@pytest.fixture(scope="module")
def done(person: Learner) -> Asked:
    return person.finished()


async def test_a_whole_run_is_the_same_there(
    on_postgres: ServedMilepost, person: Learner, done: Asked
) -> None:
    watcher = await watched_to_end(on_postgres.url, done.task_id, include_history="true")

    check_order(watcher)
    assert watcher.events[-1]["type"] == "completed"
    assert person.get("/tasks")["items"][0]["task_id"] == done.task_id
    assert concepts_of(person.roadmap(done.roadmap_id))[0]["units"]["quiz"]["status"] == "completed"


def test_many_requests_with_one_key_at_once_make_one_task(person: Learner) -> None:
    for _ in range(3):
        key = str(uuid4())

        def send(_number: int, key: str = key) -> httpx.Response:
            headers = {"Idempotency-Key": key}
            return person.http.post("/api/v1/roadmaps/generate", json=SMALL_GOAL, headers=headers)

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(send, range(8)))
        made = {answer.json()["task_id"] for answer in answers if answer.status_code == 202}
        assert len(made) == 1
        assert {answer.status_code for answer in answers} <= {202, 409}
        person.until(made.pop(), "human_review_pending")


def test_of_many_approvals_at_once_one_counts(person: Learner) -> None:
    asked = person.review()

    def approve(_number: int) -> int:
        return person.http.post(
            f"/api/v1/roadmaps/{asked.task_id}/approve", json={"approved": True}
        ).status_code

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(approve, range(8))) == [202] + [409] * 7
    person.until(asked.task_id, "completed")


def test_of_many_edits_at_once_one_counts(person: Learner) -> None:
    asked = person.review()
    last = concepts_of(person.roadmap(asked.roadmap_id))[-1]["concept_id"]

    def rename(number: int) -> int:
        operation = {"kind": "rename", "target_id": last, "name": f"Name {number}"}
        body: Json = {"base_revision": 1, "operations": [operation]}
        return person.http.post(f"/api/v1/roadmaps/{asked.roadmap_id}/operations", json=body).status_code

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(rename, range(6))) == [200] + [409] * 5


@pytest.mark.parametrize("text", ["%00", "tsk_%00", "%ff", "%F0%9F%8E%93", "x" * 64])
def test_ids_that_the_database_would_not_take_are_not_found(person: Learner, done: Asked, text: str) -> None:
    for path in (
        f"/tasks/{text}", f"/tasks/{text}/events", f"/tasks/{text}/status", f"/roadmaps/{text}",
        f"/roadmaps/{text}/status",
        f"/roadmaps/{done.roadmap_id}/concepts/{text}/quiz",
    ):  # fmt: skip
        problem_of(person.http.get(f"/api/v1{path}"), 404)


@pytest.mark.parametrize("text", ["c%00", "c" * 120])
def test_a_repeatable_request_to_an_address_that_the_database_would_not_take_is_not_found(
    person: Learner, done: Asked, text: str
) -> None:
    for roadmap_id in ("r" * 64, done.roadmap_id):
        path = f"/api/v1/roadmaps/{roadmap_id}/concepts/{text}/tutorial/regenerate"
        for _ in range(2):
            problem_of(person.http.post(path, headers={"Idempotency-Key": text.replace("%", "")}), 404)


@pytest.mark.parametrize("review_id", ["\x00", "rev_\x00", "学", "x" * 64])
def test_a_review_id_that_the_database_would_not_take_is_stale(person: Learner, review_id: str) -> None:
    asked = person.review()
    body = {"approved": True, "review_id": review_id}

    answer = person.http.post(f"/api/v1/roadmaps/{asked.task_id}/approve", json=body)

    assert problem_of(answer, 409, "stale-review")["review_id"] == asked.review_id


def test_texts_of_every_kind_are_kept(person: Learner) -> None:
    context = "<b>学习</b> 🎓 \U0010ffff '; DROP TABLE task; -- \\u0000 %s {} \r\n\t"
    asked = person.review(additional_context=context)

    assert person.get(f"/tasks/{asked.task_id}")["request"]["additional_context"] == context.strip()


def test_a_cursor_that_the_database_would_not_take_is_refused(person: Learner) -> None:
    for cursor in ("AA", "\x00", "x" * 99):
        problem_of(person.http.get("/api/v1/tasks", params={"after": cursor}), 422, "malformed-cursor")


def test_a_key_needs_a_secret_that_every_process_has_and_a_server_without_a_key_needs_none(
    on_postgres: ServedMilepost, person: Learner
) -> None:
    new: Json = {"kind": "openai_compatible", "name": "Ours", "base_url": "http://127.0.0.1:11434/v1"}

    refused = person.http.post("/api/v1/models/providers", json={**new, "api_key": "sk-0123456789abcdef"})

    assert "MILEPOST_SECRET_KEY" in problem_of(refused, 409, "model-secret-missing")["detail"]
    added = person.call("POST", "/models/providers", expect=201, json=new)
    roles = {"planner": {"provider_id": added["provider_id"], "model": "small"}}
    assert person.call("PUT", "/models/roles", expect=200, json=roles)["planner"]["model"] == "small"
    assert person.get("/models/providers")["items"][0]["used_by"] == ["planner"]
    assert not (on_postgres.data_directory / "model-secret.key").exists()
