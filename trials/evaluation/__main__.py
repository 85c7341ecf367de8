"""`make eval`: goals of our own for the catalog, the scripted model and, where one is named, a real one.

The tables go into docs/evaluation.md. Exit 1 when a bar is missed.

A real model is named by `MILEPOST_EVAL_MODEL`, with `MILEPOST_EVAL_BASE_URL`, `MILEPOST_EVAL_KEY` and
`MILEPOST_EVAL_KIND` (`openai_compatible` if not given). It is asked some hundreds of times, which costs money.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager

from milepost.log_lines import configure_logging
from trials.evaluation.goals import GoalCase, read_goals
from trials.evaluation.judging import Judgement, judge_alone
from trials.evaluation.subjects import Subject, catalog_subject, model_subject, real_model, scripted_subject
from trials.evaluation.table import put_into_document, written


def main() -> int:
    parser = argparse.ArgumentParser(prog="make eval", description=__doc__)
    parser.add_argument("--only", nargs="*", default=(), help="ids of goals; the document is left as it is")
    only = frozenset(parser.parse_args().only)
    configure_logging("ERROR")
    goals = [goal for goal in read_goals() if not only or goal.id in only]
    judgements = _judge_all(goals)
    tables = written(judgements)
    print(tables)
    if not only:
        put_into_document(tables)
    for one in judgements:
        print(f"{one.subject}: {'below the bar: ' + ', '.join(one.missed) if one.missed else 'all bars met'}")
    return 1 if any(one.missed for one in judgements) else 0


def _judge_all(goals: Sequence[GoalCase]) -> list[Judgement]:
    subjects: list[AbstractAsyncContextManager[Subject]] = [catalog_subject(), scripted_subject()]
    model = real_model()
    if model is None:
        print("No real model is named (MILEPOST_EVAL_MODEL), so none is in the tables.", file=sys.stderr)
    else:
        subjects.append(model_subject(model.name, model))
    judgements = []
    for subject in subjects:
        began = time.monotonic()
        judgements.append(judge_alone(subject, goals))
        print(f"{judgements[-1].subject}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    return judgements


if __name__ == "__main__":
    sys.exit(main())
