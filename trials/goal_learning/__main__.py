"""`make learn-goals`: learn what words speak for, and store it with the core pack.

With `--cross` nothing is stored: each tuning set is asked with weights that were learnt without it.
"""

import argparse
import sys
from collections.abc import Sequence

import msgspec

from milepost.catalog.graph import Catalog
from milepost.catalog.loading.pack_index import CORE_PACK, catalog_of, index_of
from milepost.catalog.loading.pack_source import read_pack
from milepost.catalog.loading.source_hash import LEARNT
from milepost.catalog.matching.learnt_words import LearntWords
from tests.support.goal_scoring import Totals, outcome_of, totals_of
from trials.goal_learning.learning import learn
from trials.goal_learning.lessons import TUNING_SETS, lessons
from trials.goal_matching import miss, share


def main(arguments: Sequence[str] = ()) -> int:
    parser = argparse.ArgumentParser(prog="make learn-goals", description=__doc__)
    parser.add_argument("--cross", action="store_true", help="judge the method instead, set by set")
    parser.add_argument("--misses", action="store_true", help="list what is missed in cross-validation")
    chosen = parser.parse_args(list(arguments))
    catalog = _with_weights(None)
    if chosen.cross or chosen.misses:
        for name in TUNING_SETS:
            _cross(catalog, name, is_listing=chosen.misses)
        return 0
    found = learn(catalog, lessons(catalog))
    path = CORE_PACK / LEARNT
    path.write_bytes(_encoded(found))
    print(f"{len(found.words)} words, {path.stat().st_size:,} bytes")
    for sort, weights in (("sign", found.signs), ("against", found.against)):
        print(f"{sort}: " + ", ".join(f"{kind} {weight / 100:+.2f}" for kind, weight in weights.items()))
    return 0


def _encoded(found: LearntWords) -> bytes:
    """One word a line, so that changes can be read."""
    whole = msgspec.json.encode(found, order="deterministic")
    return whole.replace(b"],", b"],\n") + b"\n"


def _cross(catalog: Catalog, name: str, *, is_listing: bool) -> None:
    asked = _with_weights(learn(catalog, lessons(catalog, without=name)))
    outcomes = [outcome_of(asked, case) for case in TUNING_SETS[name]]
    for outcome in outcomes if is_listing else ():
        if not outcome.is_right:
            print(miss(outcome))
    print(f"{name:<8}{_both(totals_of(outcomes))}")


def _both(totals: Totals) -> str:
    return f"right {share(totals.right, totals.in_scope)}; refused {share(totals.refused, totals.foreign)}"


def _with_weights(learnt: LearntWords | None) -> Catalog:
    # From the text, because an index holds weights that may be of another form.
    index = index_of(read_pack(CORE_PACK), content_hash="")
    return catalog_of(msgspec.structs.replace(index, learnt=learnt))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
