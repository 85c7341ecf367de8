"""`make eval-goals`: how many sentences of the frozen goal sets get the right first answer, and what an answer costs.

Of the sets that are for tuning the misses are listed, with the words that spoke for the answer; of the reported set
there are totals only, so that nobody who tunes the matcher reads it by accident. Exit 1 when it is below the bars.

The tuning sets were learnt from, so what they score here is no measure: `make learn-goals CROSS=1` asks each with
weights that were learnt without it.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence

from milepost.catalog.graph import Catalog
from milepost.catalog.loading.pack_index import load_catalog
from milepost.catalog.matching.learnt_words import NONE
from milepost.catalog.matching.matcher import features_in
from milepost.catalog.reading.goal import read_goal
from tests.support.goal_scoring import TODAY, Outcome, Totals, outcome_of, totals_of
from tests.support.goal_set_reported import REPORTED_SET
from trials.goal_learning.lessons import TUNING_SETS, lessons

RIGHT_FIRST = 0.90
FOREIGN_REFUSED = 0.95
MEDIAN_MILLISECONDS = 10.0


def main(arguments: Sequence[str] = ()) -> int:
    parser = argparse.ArgumentParser(prog="make eval-goals", description=__doc__)
    parser.add_argument("--tuning", action="store_true", help="leave the reported set unasked")
    is_tuning = parser.parse_args(list(arguments)).tuning
    catalog = load_catalog()
    outcome_of(catalog, REPORTED_SET[0])  # the first question prepares all phrases
    tuning = {name: [outcome_of(catalog, case) for case in cases] for name, cases in TUNING_SETS.items()}
    for outcome in (one for outcomes in tuning.values() for one in outcomes if not one.is_right):
        print(miss(outcome, seen=_seen(catalog, outcome)))
    print(
        f"\n{'set':<10}{'language':<10}{'right first':>18}{'narrow':>8}{'asked':>7}{'foreign refused':>18}{'ms':>12}"
    )
    for name, outcomes in tuning.items():
        _print_rows(name, outcomes)
    if is_tuning:
        return 0
    reported = [outcome_of(catalog, case) for case in REPORTED_SET]
    _print_rows("reported", reported)
    known = {_bare(lesson.text) for lesson in lessons(catalog)}
    print(_row("reported", "new*", [one for one in reported if _bare(one.case.sentence) not in known]))
    print("* without the sentences that somebody wrote for another set as well")
    print(f"bars: right first {RIGHT_FIRST:.0%}, foreign refused {FOREIGN_REFUSED:.0%}, ", end="")
    print(f"median {MEDIAN_MILLISECONDS:g} ms, on the reported set")
    return 0 if _is_met(totals_of(reported)) else 1


def miss(outcome: Outcome, *, seen: str = "") -> str:
    """One miss in two lines: what was asked, and what was wanted and given."""
    case = outcome.case
    given = " ".join((*outcome.goals, *(f"(concepts of {one})" for one in outcome.homes)))
    wanted = " or ".join(" ".join(sorted(goals)) for goals in (case.goals, *case.also)) or "nothing"
    return f"{case.kind:<16}{case.sentence}\n{'':<16}wanted {wanted}; {outcome.answer} {given}{seen}".rstrip()


def share(part: int, whole: int) -> str:
    return f"{part} of {whole}, {100 * part / whole:.1f} %"


def _seen(catalog: Catalog, outcome: Outcome) -> str:
    """The likeliest answer, and the words that spoke most for it."""
    if catalog.learnt is None:
        return ""
    features = features_in(catalog, read_goal(outcome.case.sentence, TODAY).rest)
    likeliest, chance = next(iter(catalog.learnt.chances(features).items()))
    words = ", ".join(catalog.learnt.telling(features, likeliest))
    return f"\n{'':<16}{'none' if likeliest == NONE else likeliest} {chance:.2f}: {words}"


def _bare(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _is_met(totals: Totals) -> bool:
    return (
        totals.right >= RIGHT_FIRST * totals.in_scope
        and totals.refused >= FOREIGN_REFUSED * totals.foreign
        and totals.median_milliseconds <= MEDIAN_MILLISECONDS
    )


def _print_rows(name: str, outcomes: Sequence[Outcome]) -> None:
    for language in ("en", "zh"):
        print(_row(name, language, (one for one in outcomes if one.case.language == language)))
    print(_row(name, "both", outcomes))


def _row(name: str, language: str, outcomes: Iterable[Outcome]) -> str:
    totals = totals_of(outcomes)
    right, refused = share(totals.right, totals.in_scope), share(totals.refused, totals.foreign)
    cost = f"{totals.median_milliseconds:.1f} ≤{totals.worst_milliseconds:.0f}"
    return (
        f"{name:<10}{language:<10}{right:>18}{totals.narrow:>8}{totals.asked_well:>7}{refused:>18}{cost:>12}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
