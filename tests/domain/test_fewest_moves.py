"""As few pieces as possible leave their weeks: compared with every placement there is."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.domain.scheduling.fewest_moves import Stay, place_with_fewest_moves


def placements(total: int, rooms: Sequence[int]) -> Iterator[list[int]]:
    """Every way to study `total` minutes in these rooms."""
    if not rooms:
        if total == 0:
            yield []
        return
    for used in range(min(total, rooms[0]) + 1):
        for rest in placements(total - used, rooms[1:]):
            yield [used, *rest]


def weeks_by_piece(needed: Sequence[int], used: Sequence[int]) -> list[list[int]]:
    """The weeks in which each piece is studied, minute by minute."""
    minutes = [piece for piece, length in enumerate(needed) for _ in range(length)]
    weeks: list[list[int]] = [[] for _ in needed]
    for week, length in enumerate(used):
        for piece in minutes[:length]:
            if week not in weeks[piece]:
                weeks[piece].append(week)
        del minutes[:length]
    return weeks


def staying(needed: Sequence[int], used: Sequence[int], stays: Sequence[Stay | None]) -> int:
    found = weeks_by_piece(needed, used)
    return sum(
        stay is not None and weeks == list(range(stay.first, stay.last + 1))
        for stay, weeks in zip(stays, found, strict=True)
    )


@st.composite
def puzzles(draw: st.DrawFn) -> tuple[list[int], list[int], list[Stay | None]]:
    """Pieces, rooms that hold them, and where the pieces stand: in order, in rooms of other sizes."""
    needed = draw(st.lists(st.integers(1, 4), min_size=1, max_size=5))
    rooms = draw(st.lists(st.integers(0, 4), min_size=1, max_size=5))
    missing = sum(needed) - sum(rooms)
    if missing > 0:
        rooms[draw(st.integers(0, len(rooms) - 1))] += missing
    week, stays = -1, list[Stay | None]()
    for _ in needed:
        first = week + draw(st.integers(0, 2))
        week = first + draw(st.integers(0, 1))
        stays.append(Stay(first, week) if draw(st.integers(0, 5)) else None)
    return needed, rooms, stays


@settings(max_examples=300)
@given(puzzles())
def test_no_other_placement_leaves_more_pieces_in_their_weeks(
    puzzle: tuple[list[int], list[int], list[Stay | None]],
) -> None:
    needed, rooms, stays = puzzle

    used = place_with_fewest_moves(needed, rooms, stays)

    assert sum(used) == sum(needed)
    assert all(minutes <= room for minutes, room in zip(used, rooms, strict=True))
    best = max(staying(needed, other, stays) for other in placements(sum(needed), rooms))
    assert staying(needed, used, stays) == best


@pytest.mark.parametrize(
    ("needed", "rooms", "stays", "used"),
    [
        # What is missed goes into the room that the light week leaves, and nothing behind it moves.
        ([30, 60, 30, 60], [60, 60, 60, 60], [None, Stay(0, 0), Stay(1, 1), Stay(2, 2)], [60, 60, 60, 0]),
        ([60, 30, 60], [60, 60, 60], [None, Stay(1, 1), Stay(2, 2)], [60, 30, 60]),
        # Free time is not filled by what can stay where it is.
        ([60, 60], [120, 60, 60], [Stay(1, 1), Stay(2, 2)], [0, 60, 60]),
        ([], [60], [], [0]),
    ],
)
def test_examples(needed: list[int], rooms: list[int], stays: list[Stay | None], used: list[int]) -> None:
    assert place_with_fewest_moves(needed, rooms, stays) == used
