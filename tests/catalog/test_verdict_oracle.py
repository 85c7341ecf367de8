"""The planner's verdicts against an oracle that packs from the roadmap's JSON alone; `make eval-verdict` does more."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest

from milepost.domain.checking.roadmap import check_roadmap
from tests.support.random_plans import Case, random_cases
from tests.support.verdict_oracle import Reading, disagreements, right_readings
from trials import verdicts

CASES = 1500


def test_every_verdict_is_what_the_oracle_finds(capsys: pytest.CaptureFixture[str]) -> None:
    assert verdicts.main(["--cases", str(CASES), "--seed", "20261122"]) == 0
    *_, total = capsys.readouterr().out.splitlines()
    assert total.startswith(f"{CASES} cases, {CASES} agree (100.00 %)")


@pytest.fixture(scope="module")
def tight_cases() -> list[Case]:
    """Plans with a deadline that do not fit, and have each way out."""
    return [
        case
        for case in random_cases(7, 400)
        if len(case.roadmap["verdict"]["ways_out"]) == 3 and len(case.roadmap["schedule"]["weeks"]) > 1
    ]


def _way(roadmap: dict[str, Any], kind: str) -> dict[str, Any]:
    found: dict[str, Any] = next(way for way in roadmap["verdict"]["ways_out"] if way["kind"] == kind)
    return found


def _a_day_later(text: str) -> str:
    return str(date.fromisoformat(text) + timedelta(days=1))


def _move_a_quarter_hour(roadmap: dict[str, Any]) -> None:
    for number, change in ((0, -0.25), (1, 0.25)):
        week = roadmap["schedule"]["weeks"][number]
        week["items"][0]["hours"] += change
        week["hours"] += change


WRONG: dict[str, Callable[[dict[str, Any]], object]] = {
    "another outcome": lambda roadmap: roadmap["verdict"].update(outcome="tight"),
    "another day of the end": lambda roadmap: roadmap["verdict"].update(
        end_date=_a_day_later(roadmap["verdict"]["end_date"])
    ),
    "a week more": lambda roadmap: roadmap["verdict"].update(weeks=roadmap["verdict"]["weeks"] + 1),
    "five minutes more to learn in": lambda roadmap: roadmap["verdict"].update(
        hours_available=roadmap["verdict"]["hours_available"] + 1 / 12
    ),
    "five minutes less over": lambda roadmap: roadmap["verdict"].update(
        hours_over=roadmap["verdict"]["hours_over"] - 1 / 12
    ),
    "five minutes more for half of all": lambda roadmap: roadmap["verdict"].update(
        hours_p50=roadmap["verdict"]["hours_p50"] + 1 / 12
    ),
    "five minutes more for eight in ten": lambda roadmap: roadmap["verdict"].update(
        hours_p80=roadmap["verdict"]["hours_p80"] + 1 / 12
    ),
    "a quarter of an hour learnt a week later": _move_a_quarter_hour,
    "more weeks by a day too many": lambda roadmap: _way(roadmap, "more_weeks").update(
        end_date=_a_day_later(_way(roadmap, "more_weeks")["end_date"])
    ),
    "more hours by half an hour too many": lambda roadmap: _way(roadmap, "more_hours").update(
        hours_per_week=_way(roadmap, "more_hours")["hours_per_week"] + 0.5
    ),
    "more hours with another end": lambda roadmap: _way(roadmap, "more_hours").update(
        end_date=_a_day_later(_way(roadmap, "more_hours")["end_date"])
    ),
    "nothing dropped": lambda roadmap: _way(roadmap, "fewer_concepts").update(drop=[], drop_names=[]),
    "a way out kept back": lambda roadmap: roadmap["verdict"]["ways_out"].pop(),
}


@pytest.mark.parametrize("fault", WRONG)
def test_the_oracle_notices(fault: str, tight_cases: list[Case]) -> None:
    assert len(tight_cases) >= 10
    for case in tight_cases:
        reading = Reading(case.intent.week_start, case.intent.start_date)
        assert reading in right_readings(case.roadmap)
        wrong = deepcopy(case.roadmap)
        WRONG[fault](wrong)
        assert disagreements(wrong, reading) != [], case.intent


def test_what_the_oracle_finds_right_the_checker_accepts() -> None:
    planned = [case for case in random_cases(11, 200) if case.roadmap["stages"]]

    assert [refusal for case in planned if (refusal := check_roadmap(case.roadmap))] == []
