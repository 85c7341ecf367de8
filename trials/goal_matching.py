"""`make eval-goals`: how many sentences of the frozen goal set get the right first answer, and what an answer costs.

Of the half that is for tuning the misses are listed; of the reported half there are totals only, so that nobody who
tunes the matcher reads it by accident. Exit 1 when the reported half is below the bars.
"""

import argparse
import sys
from collections.abc import Sequence

from milepost.catalog.loading.pack_index import load_catalog
from tests.support.goal_scoring import Outcome, Totals, outcome_of, totals_of
from tests.support.goal_set import GOAL_SET

RIGHT_FIRST = 0.90
FOREIGN_REFUSED = 0.95
MEDIAN_MILLISECONDS = 10.0


def main(arguments: Sequence[str] = ()) -> int:
    parser = argparse.ArgumentParser(prog="make eval-goals", description=__doc__)
    parser.add_argument("--tuning", action="store_true", help="leave the reported half unasked")
    halves = ("tuning",) if parser.parse_args(list(arguments)).tuning else ("tuning", "reported")
    catalog = load_catalog()
    outcome_of(catalog, GOAL_SET[0])  # the first question prepares all phrases
    outcomes = [outcome_of(catalog, case) for case in GOAL_SET if case.half in halves]
    for outcome in outcomes:
        if outcome.case.half == "tuning" and not outcome.is_right:
            print(_miss(outcome))
    print(
        f"\n{'half':<10}{'language':<10}{'right first':>18}{'narrow':>8}{'asked':>7}{'foreign refused':>18}{'ms':>12}"
    )
    for half in halves:
        of_half = [one for one in outcomes if one.case.half == half]
        for language in ("en", "zh"):
            print(_row(half, language, [one for one in of_half if one.case.language == language]))
        print(_row(half, "both", of_half))
    if "reported" not in halves:
        return 0
    reported = totals_of(one for one in outcomes if one.case.half == "reported")
    print(f"bars: right first {RIGHT_FIRST:.0%}, foreign refused {FOREIGN_REFUSED:.0%}, ", end="")
    print(f"median {MEDIAN_MILLISECONDS:g} ms, on the reported half")
    return 0 if _is_met(reported) else 1


def _is_met(totals: Totals) -> bool:
    return (
        totals.right >= RIGHT_FIRST * totals.in_scope
        and totals.refused >= FOREIGN_REFUSED * totals.foreign
        and totals.median_milliseconds <= MEDIAN_MILLISECONDS
    )


def _miss(outcome: Outcome) -> str:
    case = outcome.case
    given = " ".join((*outcome.goals, *(f"(concepts of {one})" for one in outcome.homes)))
    wanted = " or ".join(" ".join(sorted(goals)) for goals in (case.goals, *case.also)) or "nothing"
    return f"{case.kind:<16}{case.sentence}\n{'':<16}wanted {wanted}; {outcome.answer} {given}".rstrip()


def _row(half: str, language: str, outcomes: Sequence[Outcome]) -> str:
    totals = totals_of(outcomes)
    right, refused = _share(totals.right, totals.in_scope), _share(totals.refused, totals.foreign)
    cost = f"{totals.median_milliseconds:.1f} ≤{totals.worst_milliseconds:.0f}"
    return (
        f"{half:<10}{language:<10}{right:>18}{totals.narrow:>8}{totals.asked_well:>7}{refused:>18}{cost:>12}"
    )


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}, {100 * part / whole:.1f} %"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
