"""The trial of the catalog: every goal at every level and pace, and no plan that the checker refuses."""

import pytest

from trials import catalog_plans


def test_no_plan_of_any_goal_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert catalog_plans.main() == 0
    *_, total = capsys.readouterr().out.splitlines()
    assert total.endswith(" plans, 0 with violations")
