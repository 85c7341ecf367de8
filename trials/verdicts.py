"""`make eval-verdict`: random plans, each judged a second time by an oracle that shares no code with the planner.

Exit 1 when they disagree about one.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence

from tests.support.random_plans import random_cases
from tests.support.verdict_oracle import Reading, disagreements

CASES = 10_000
MOST_SHOWN = 10


def main(arguments: Sequence[str] = ()) -> int:
    parser = argparse.ArgumentParser(prog="make eval-verdict", description=__doc__)
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same cases")
    options = parser.parse_args(list(arguments))
    cases, wrong = Counter[str](), Counter[str]()
    for number, case in enumerate(random_cases(options.seed, options.cases)):
        outcome = case.roadmap["verdict"]["outcome"]
        cases[outcome] += 1
        found = disagreements(case.roadmap, Reading(case.intent.week_start, case.intent.start_date))
        if found:
            wrong[outcome] += 1
            if wrong.total() <= MOST_SHOWN:
                print(f"case {number} of seed {options.seed}: {'; '.join(found)}\n  {case.intent}")
    print(f"{'verdict':<14}{'cases':>8}{'agree':>8}")
    for outcome, count in sorted(cases.items()):
        print(f"{outcome:<14}{count:>8}{count - wrong[outcome]:>8}")
    agree = cases.total() - wrong.total()
    print(
        f"{cases.total()} cases, {agree} agree ({agree / cases.total():.2%}), seed {options.seed}".replace(
            "%", " %"
        )
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
