"""The trash over HTTP: what is refused names the way back, whoever watches is told the end."""

import asyncio
from uuid import uuid4

from tests.support.learner import Json, Learner, concepts_of
from tests.support.problems import problem_of
from tests.support.watching import watching


def test_what_is_in_the_trash_is_read_and_not_changed(learner: Learner) -> None:
    asked = learner.finished()
    path = f"/roadmaps/{asked.roadmap_id}"
    concept = concepts_of(learner.roadmap(asked.roadmap_id))[0]["concept_id"]
    learner.call("DELETE", path, expect=200)

    rename = {"kind": "rename", "target_id": concept, "name": "Another"}
    refused: tuple[tuple[str, str, Json], ...] = (
        ("POST", f"/api/v1{path}/operations", {"base_revision": 1, "operations": [rename]}),
        ("POST", f"/api/v1{path}/proposals", {"base_revision": 1, "operations": [rename]}),
        ("POST", f"/api/v1{path}/revert", {"base_revision": 1, "to_revision": 1}),
        ("POST", f"/api/v1/roadmaps/{asked.task_id}/approve", {"approved": True}),
        ("POST", f"/api/v1/tasks/{asked.task_id}/retry", {}),
        ("PUT", f"/api/v1{path}/concepts/{concept}/progress", {"state": "done"}),
    )
    for method, address, body in refused:
        problem = problem_of(learner.http.request(method, address, json=body), 409, "roadmap-deleted")
        assert problem["restore"] == f"POST /api/v1{path}/restore"
    assert learner.get(f"{path}/concepts/{concept}/quiz")["items"]
    assert learner.status(asked.task_id)["status"] == "completed"
    assert asked.roadmap_id not in [one["roadmap_id"] for one in learner.get("/roadmaps")["items"]]
    assert learner.call("POST", f"{path}/restore", expect=200)["deleted_at"] is None


def test_a_deletion_that_is_sent_twice_has_one_effect_and_one_answer(learner: Learner) -> None:
    asked = learner.review()
    address, headers = f"/api/v1/roadmaps/{asked.roadmap_id}", {"Idempotency-Key": str(uuid4())}

    first, again = (learner.http.delete(address, headers=headers) for _ in range(2))

    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert first.json()["task_status"] == "cancelled"
    problem_of(learner.http.post(f"{address}/restore", headers=headers), 409, "idempotency-key-reused")


async def test_whoever_watches_the_run_is_told_that_it_was_cancelled(
    learner: Learner, served_milepost_url: str
) -> None:
    asked = await asyncio.to_thread(learner.review)
    async with watching(served_milepost_url, asked.task_id) as watcher:
        await watcher.until("live")
        await asyncio.to_thread(learner.call, "DELETE", f"/roadmaps/{asked.roadmap_id}", expect=200)

        assert await watcher.to_end() == 1000

    assert watcher.types[-2:] == ["cancelled", "closing"]
