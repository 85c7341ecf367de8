"""Sessions, study times, new dates, and the calendar's file and feed, as another program reads them."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
import vobject

from tests.api.conftest import KeepsNothing
from tests.support.learner import Asked, Json, Learner, concepts_of
from tests.support.problems import pointers, problem_of

UNKNOWN = "rmp_00000000000000000000000000"


def weeks_ago(weeks: int) -> str:
    today = datetime.now(UTC).date()
    return (today - timedelta(days=today.weekday() + 7 * weeks)).isoformat()


@pytest.fixture(scope="module")
def late(learner: Learner) -> Asked:
    """An approved roadmap that was to begin three weeks ago, and of which one concept is done."""
    asked = learner.finished(
        time_zone="Europe/Berlin", preferences={"unit_kinds": ["quiz"], "start_date": weeks_ago(3)}
    )
    mark(learner, asked.roadmap_id, 1)
    return asked


def mark(learner: Learner, roadmap_id: str, count: int, state: str = "done") -> None:
    for concept in concepts_of(learner.roadmap(roadmap_id))[:count]:
        path = f"/roadmaps/{roadmap_id}/concepts/{concept['concept_id']}/progress"
        learner.call("PUT", path, expect=200, json={"state": state})


@pytest.fixture
def own_times(learner: Learner) -> Iterator[Json]:
    """Study times that are set during the test."""
    slots = [
        {"weekday": "saturday", "start": "09:30", "minutes": 120},
        {"weekday": "tuesday", "start": "20:00", "minutes": 240},
    ]
    yield learner.call("PUT", "/settings/study-times", expect=200, json={"slots": slots})
    learner.call("PUT", "/settings/study-times", expect=200, json={"slots": []})


def propose(learner: Learner, roadmap_id: str, **fields: Any) -> Json:
    body = {"base_revision": learner.roadmap(roadmap_id)["revision"], **fields}
    return learner.call("POST", f"/roadmaps/{roadmap_id}/schedule/proposal", expect=200, json=body)


def accept(learner: Learner, roadmap_id: str, proposal: Json, expect: int = 200) -> Json:
    body = {name: proposal[name] for name in ("base_revision", "aim", "schedule_hash")}
    return learner.call("POST", f"/roadmaps/{roadmap_id}/schedule", expect=expect, json=body)


def file_of(learner: Learner, roadmap_id: str, **headers: str) -> httpx.Response:
    return learner.http.get(f"/api/v1/roadmaps/{roadmap_id}/calendar.ics", headers=headers)


def events_of(text: str) -> dict[str, Any]:
    """The events by their identity, as a parser sees them that shares no code with the writer."""
    found = {event.uid.value: event for event in vobject.readOne(text).vevent_list}
    assert len(found) == text.count("BEGIN:VEVENT")
    return found


def test_study_times_are_kept_in_order_and_sessions_follow_them(
    learner: Learner, late: Asked, own_times: Json
) -> None:
    assert [slot["weekday"] for slot in own_times["slots"]] == ["tuesday", "saturday"]
    assert learner.get("/settings/study-times") == own_times

    calendar = learner.get(f"/roadmaps/{late.roadmap_id}/calendar")

    assert (calendar["are_own_times"], calendar["minutes_per_week"]) == (True, 360)
    days = {date.fromisoformat(one["day"]) for one in calendar["sessions"]}
    assert {f"{day:%a}" for day in days} == {"Tue", "Sat"}
    assert all(one["start"].endswith("Z") for one in calendar["sessions"])


@pytest.mark.parametrize(
    "slots",
    [
        [{"weekday": "monday", "start": "23:45", "minutes": 30}],
        [{"weekday": "monday", "start": "10:00", "minutes": 60}] * 2,
        [{"weekday": "someday", "start": "10:00", "minutes": 60}],
        [{"weekday": "monday", "start": "10:00", "minutes": "60"}],
        [{"weekday": "monday", "start": "10:00", "minutes": 60, "more": 1}],
        [{"weekday": "monday", "start": "10:00", "minutes": 10**30}],
        "monday",
    ],
)
def test_study_times_that_cannot_be_are_refused(
    learner: Learner, keeps_nothing: KeepsNothing, slots: object
) -> None:
    with keeps_nothing():
        answer = learner.http.put("/api/v1/settings/study-times", json={"slots": slots})

    assert pointers(problem_of(answer, 422, "invalid-request"))


def test_the_file_says_what_the_sessions_say(learner: Learner, late: Asked) -> None:
    calendar = learner.get(f"/roadmaps/{late.roadmap_id}/calendar")
    answer = file_of(learner, late.roadmap_id)

    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert re.fullmatch(r'attachment; filename="rmp_\w+\.ics"', answer.headers["content-disposition"])
    assert all(len(line.encode()) <= 75 for line in answer.text.split("\r\n"))
    events = sorted(events_of(answer.text).values(), key=lambda event: event.dtstart.value)
    instants = [(event.dtstart.value, event.dtend.value) for event in events]
    assert [(start.astimezone(UTC), end.astimezone(UTC)) for start, end in instants] == [
        (
            datetime.fromisoformat(one["start"]).astimezone(UTC),
            datetime.fromisoformat(one["end"]).astimezone(UTC),
        )
        for one in calendar["sessions"]
    ]
    names = {one["concept_id"]: one["name"] for one in concepts_of(learner.roadmap(late.roadmap_id))}
    for event, session in zip(events, calendar["sessions"], strict=True):
        assert names.get(session["concept_id"], "Review") in event.summary.value
    assert sum(event.summary.value.startswith("✓ ") for event in events) == sum(
        one["concept_id"] == calendar["sessions"][0]["concept_id"] for one in calendar["sessions"]
    )


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "UTC", "Asia/Kolkata"])
def test_local_times_are_the_same_across_the_night_in_which_clocks_change(
    learner: Learner, own_times: Json, zone: str
) -> None:
    asked = learner.review(time_zone=zone, hours_per_week=3, preferences={"start_date": "2026-08-31"})
    text = file_of(learner, asked.roadmap_id).text
    # Under another name, so that the parser has only the rules in the file to go by; it remembers names.
    elsewhere = zone.replace("/", "-of-")
    events = events_of(
        text.replace(f"TZID:{zone}", f"TZID:{elsewhere}").replace(f"TZID={zone}", f"TZID={elsewhere}")
    )
    learned = [event for uid, event in events.items() if ".review." not in uid]

    slots = {(slot["weekday"], slot["start"]) for slot in own_times["slots"]}
    first_of_day: dict[date, datetime] = {}
    for event in learned:
        local = event.dtstart.value.astimezone(ZoneInfo(zone))
        first_of_day[local.date()] = min(local, first_of_day.get(local.date(), local))
        if zone != "UTC":
            assert event.dtstart.value.replace(tzinfo=None) == local.replace(tzinfo=None)
            assert event.dtstart.value.utcoffset() == local.utcoffset()
    assert {(f"{start:%A}".lower(), f"{start:%H:%M}") for start in first_of_day.values()} <= slots
    offsets = {start.utcoffset() for start in first_of_day.values()}
    assert len(offsets) == (2 if zone in {"Europe/Berlin", "America/New_York"} else 1)


def test_a_file_that_is_known_is_not_sent_again_until_something_changes(
    learner: Learner, late: Asked
) -> None:
    first = file_of(learner, late.roadmap_id)
    tag, changed = first.headers["etag"], first.headers["last-modified"]

    assert file_of(learner, late.roadmap_id).content == first.content
    assert file_of(learner, late.roadmap_id, **{"If-None-Match": f'"x", W/{tag}'}).status_code == 304
    assert file_of(learner, late.roadmap_id, **{"If-Modified-Since": changed}).status_code == 304
    assert file_of(learner, late.roadmap_id, **{"If-Modified-Since": "yesterday"}).status_code == 200
    mark(learner, late.roadmap_id, 1)
    again = file_of(learner, late.roadmap_id, **{"If-None-Match": tag})
    assert again.status_code == 200
    assert again.headers["etag"] != tag


def test_a_feed_follows_the_plan_until_its_address_is_replaced_or_revoked(
    learner: Learner, late: Asked
) -> None:
    path = f"/roadmaps/{late.roadmap_id}/calendar-feed"
    assert learner.get(path) == {"created_at": None}
    first = learner.call("PUT", path, expect=200)
    assert learner.get(path) == {"created_at": first["created_at"]}
    answer = learner.http.get(first["path"])
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert "content-disposition" not in answer.headers
    assert answer.text == file_of(learner, late.roadmap_id).text
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT4H" in answer.text
    assert "X-PUBLISHED-TTL:PT4H" in answer.text
    assert learner.http.head(first["path"]).headers["etag"] == answer.headers["etag"]

    second = learner.call("PUT", path, expect=200)

    problem_of(learner.http.get(first["path"]), 404, "calendar-feed-not-found")
    assert learner.http.get(second["path"]).status_code == 200
    assert learner.call("DELETE", path, expect=200) == {"created_at": None}
    assert learner.call("DELETE", path, expect=200) == {"created_at": None}
    problem_of(learner.http.get(second["path"]), 404, "calendar-feed-not-found")


def test_a_feed_stops_while_its_roadmap_is_in_the_trash(learner: Learner) -> None:
    asked = learner.review()
    feed = learner.call("PUT", f"/roadmaps/{asked.roadmap_id}/calendar-feed", expect=200)
    assert learner.http.get(feed["path"]).status_code == 200

    learner.call("DELETE", f"/roadmaps/{asked.roadmap_id}", expect=200)

    problem_of(learner.http.get(feed["path"]), 404, "calendar-feed-not-found")
    answer = learner.http.put(f"/api/v1/roadmaps/{asked.roadmap_id}/calendar-feed")
    problem_of(answer, 409, "roadmap-deleted")
    learner.call("POST", f"/roadmaps/{asked.roadmap_id}/restore", expect=200)
    assert learner.http.get(feed["path"]).status_code == 200


@pytest.mark.parametrize(
    "name", ["0" * 32 + ".ics", "x.ics", ".ics", "x", "%00.ics", "é.ics", "a" * 5000 + ".ics"]
)
def test_an_address_that_nobody_made_leads_nowhere(learner: Learner, name: str) -> None:
    problem_of(learner.http.get(f"/calendar/{name}"), 404, "calendar-feed-not-found")


def test_new_dates_are_proposed_accepted_and_undone(
    learner: Learner, late: Asked, keeps_nothing: KeepsNothing
) -> None:
    before = learner.roadmap(late.roadmap_id)
    standing = learner.get(f"/roadmaps/{late.roadmap_id}/calendar")["standing"]
    assert (standing["outcome"], standing["hours_behind"] > 0) == ("behind", True)
    uids = events_of(file_of(learner, late.roadmap_id).text).keys()
    with keeps_nothing():
        proposal = propose(learner, late.roadmap_id)
    assert proposal["moved"]
    assert learner.roadmap(late.roadmap_id) == before

    changed = accept(learner, late.roadmap_id, proposal)

    after = learner.roadmap(late.roadmap_id)
    assert after["schedule"] == proposal["schedule"]
    assert after["verdict"] == proposal["verdict_after"]
    assert [one["state"] for one in concepts_of(after)] == [one["state"] for one in concepts_of(before)]
    assert learner.get(f"/roadmaps/{late.roadmap_id}/calendar")["standing"]["outcome"] == "on_time"
    # Sessions have moved, and are still the same ones to whoever follows them.
    moved = events_of(file_of(learner, late.roadmap_id).text).keys()
    assert {uid for uid in moved & uids if ".review." not in uid}
    body = {"base_revision": before["revision"]}
    answer = learner.http.post(f"/api/v1/roadmaps/{late.roadmap_id}/schedule/proposal", json=body)
    problem_of(answer, 409, "stale-revision")
    answer = learner.http.post(
        f"/api/v1/roadmaps/{late.roadmap_id}/schedule/proposal", json={"base_revision": changed["revision"]}
    )
    problem_of(answer, 409, "nothing-to-redate")

    undo = {"base_revision": changed["revision"], "to_revision": before["revision"]}
    learner.call("POST", f"/roadmaps/{late.roadmap_id}/revert", expect=200, json=undo)
    again = learner.roadmap(late.roadmap_id)
    assert {**again, "revision": 0, "updated_at": ""} == {**before, "revision": 0, "updated_at": ""}


def test_an_edit_after_new_dates_keeps_them(learner: Learner) -> None:
    asked = learner.finished(preferences={"unit_kinds": ["quiz"], "start_date": weeks_ago(4)})
    mark(learner, asked.roadmap_id, 2)
    revision = accept(learner, asked.roadmap_id, propose(learner, asked.roadmap_id))["revision"]
    dated = learner.roadmap(asked.roadmap_id)["schedule"]
    last = concepts_of(learner.roadmap(asked.roadmap_id))[-1]["concept_id"]

    def edit(base: int, operation: Json) -> Json:
        body = {"base_revision": base, "operations": [operation]}
        learner.call("POST", f"/roadmaps/{asked.roadmap_id}/operations", expect=200, json=body)
        return dict(learner.roadmap(asked.roadmap_id)["schedule"])

    renamed = edit(revision, {"kind": "rename", "target_id": last, "name": "Another name"})
    assert renamed == dated
    shorter = edit(revision + 1, {"kind": "remove", "target_id": last})
    assert shorter["redated"] == dated["redated"]
    assert shorter["weeks"][0] == dated["weeks"][0]
    assert shorter["end_date"] <= dated["end_date"]


def test_what_was_seen_is_what_is_kept(learner: Learner, late: Asked) -> None:
    proposal = propose(learner, late.roadmap_id)
    mark(learner, late.roadmap_id, 5)

    answer = learner.http.post(
        f"/api/v1/roadmaps/{late.roadmap_id}/schedule",
        json={name: proposal[name] for name in ("base_revision", "aim", "schedule_hash")},
    )

    problem_of(answer, 409, "stale-schedule")
    mark(learner, late.roadmap_id, 5, "not_started")
    mark(learner, late.roadmap_id, 1)


def test_dates_of_a_roadmap_under_review_are_its_edits(learner: Learner, waiting: Asked) -> None:
    path = f"/api/v1/roadmaps/{waiting.roadmap_id}/schedule/proposal"

    problem_of(learner.http.post(path, json={"base_revision": 1}), 409, "roadmap-not-approved")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "calendar"), ("GET", "calendar.ics"), ("GET", "calendar-feed"), ("PUT", "calendar-feed"),
        ("DELETE", "calendar-feed"), ("POST", "schedule"), ("POST", "schedule/proposal"),
    ],
)  # fmt: skip
def test_a_roadmap_that_is_not_there_has_no_calendar(learner: Learner, method: str, path: str) -> None:
    body = (
        {"base_revision": 1, "schedule_hash": "0" * 64}
        if method == "POST" and path == "schedule"
        else {"base_revision": 1}
    )
    answer = learner.http.request(
        method, f"/api/v1/roadmaps/{UNKNOWN}/{path}", json=body if method == "POST" else None
    )

    problem_of(answer, 404, "roadmap-not-found")
