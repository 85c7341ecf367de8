"""Places work into weeks, in its order, so that as few pieces as possible leave the weeks in which they stand.

A placement is one number per week: how much has been studied by its end. A piece stays in its weeks exactly when those
numbers are within certain bounds, so any set of pieces that is to stay is a set of bounds; and since a week can take
so much and no more, bounds agree if those of every two pieces do. That makes the largest such set one pass over the
pieces, in which only one thing has to be remembered: how early the pieces chosen so far allow the rest to begin.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Stay:
    """The weeks in which a piece stands, from the first to the last without a gap; 0 is the first there is."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What a piece that stays asks of how much has been studied by the end of each week."""

    least: dict[int, int]
    most: dict[int, int]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The pieces that stay so far, the last one first."""

    piece: int
    before: "_Chosen | None"
    count: int


def place_with_fewest_moves(
    needed: Sequence[int], rooms: Sequence[int], stays: Sequence[Stay | None]
) -> list[int]:
    """How many minutes are studied in each week.

    Args:
        needed: The minutes of each piece, above zero, in the order in which they are studied.
        rooms: The minutes that each week has, at least as many together as are needed.
        stays: Where each piece stands now; None for one that has to move.

    Returns:
        For each room the minutes that are used of it. Of all placements that hold the order and the rooms, this is one
        in which the largest possible number of pieces is studied in the very weeks where it stands; of those, the one
        that studies everything as early as it can.

    Source: ADR 0020; a test compares it with trying every placement.
    """
    ends = list(accumulate(needed))
    total = ends[-1] if ends else 0
    bounds = [
        _bounds_of(stay, end - minutes, end, len(rooms)) if stay is not None else None
        for stay, minutes, end in zip(stays, needed, ends, strict=True)
    ]
    most = [total] * len(rooms)
    for piece in _largest_choice(bounds, rooms, total):
        chosen = bounds[piece]
        assert chosen is not None
        for week, minutes in chosen.most.items():
            most[week] = min(most[week], minutes)
    for week in range(len(rooms) - 2, -1, -1):
        most[week] = min(most[week], most[week + 1])
    # As much as early as the upper bounds allow: if any placement keeps within all bounds, this one does.
    used, studied = [], 0
    for room, limit in zip(rooms, most, strict=True):
        minutes = min(room, max(limit - studied, 0))
        used.append(minutes)
        studied += minutes
    assert studied == total
    return used


def _bounds_of(stay: Stay, start: int, end: int, weeks: int) -> _Bounds | None:
    """The bounds under which what is studied from minute `start` to `end` fills these weeks; None if it never can."""
    span = stay.last - stay.first
    if stay.first < 0 or stay.last >= weeks or span >= end - start:
        return None
    least = {stay.first + gone: start + gone + 1 for gone in range(span)}
    least[stay.last] = end
    most = {stay.last - left: end - left for left in range(1, span + 1)}
    if stay.first > 0:
        most[stay.first - 1] = start
    return _Bounds(least, most)


def _largest_choice(bounds: Sequence[_Bounds | None], rooms: Sequence[int], total: int) -> list[int]:
    """The pieces that stay, as many as can together."""
    room_until = list(accumulate(rooms))
    # By how much less than there is room for must have been studied, at least, so that the rest still fits.
    slack_needed = total - (room_until[-1] if room_until else 0)
    # For each "at most so much is behind the rooms", the largest choice that leaves it.
    best: dict[int, _Chosen | None] = {0: None}
    last_week = 0
    for piece, bound in enumerate(bounds):
        if bound is None or not _agrees_with_itself(bound, room_until):
            continue
        low = max(minutes - room_until[week] for week, minutes in bound.least.items())
        high = min((minutes - room_until[week] for week, minutes in bound.most.items()), default=0)
        # Weeks that go back would cross those of an earlier piece; in the order of study they never do.
        if high < slack_needed or max(bound.least) < last_week:
            continue
        last_week = max(bound.least)
        for behind, chosen in list(best.items()):
            if low > behind:
                continue
            after = min(behind, high)
            count = (chosen.count if chosen else 0) + 1
            known = best.get(after)
            if count > (known.count if known else 0):
                best[after] = _Chosen(piece, chosen, count)
        best = _undominated(best)
    largest = max(best.values(), key=lambda one: one.count if one else 0)
    return _pieces(largest)


def _agrees_with_itself(bound: _Bounds, room_until: Sequence[int]) -> bool:
    return all(
        least - room_until[later] <= most - room_until[week]
        for later, least in bound.least.items()
        for week, most in bound.most.items()
        if week < later
    )


def _undominated(best: dict[int, _Chosen | None]) -> dict[int, _Chosen | None]:
    """Without choices to which another is equal or better in both respects."""
    kept: dict[int, _Chosen | None] = {}
    most = -1
    for behind in sorted(best, reverse=True):
        chosen = best[behind]
        count = chosen.count if chosen else 0
        if count > most:
            kept[behind], most = chosen, count
    return kept


def _pieces(chosen: _Chosen | None) -> list[int]:
    pieces = []
    while chosen is not None:
        pieces.append(chosen.piece)
        chosen = chosen.before
    return pieces
