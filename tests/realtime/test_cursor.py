"""A cursor says where to go on, or that what the client has does not fit this log."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.domain.errors import MalformedCursor
from milepost.realtime.cursor import Cursor, parse_cursor, resume

EPOCHS = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", min_size=1, max_size=32)
SEQS = st.integers(0, 10**12 - 1)
HEADS = st.integers(0, 10**6)


@given(st.one_of(st.none(), EPOCHS), SEQS)
def test_a_cursor_reads_back_as_what_it_was(epoch: str | None, seq: int) -> None:
    assert parse_cursor(str(Cursor(seq=seq, epoch=epoch))) == Cursor(seq=seq, epoch=epoch)


@given(st.text(max_size=80))
def test_any_text_is_a_cursor_or_refused(text: str) -> None:
    try:
        cursor = parse_cursor(text)
    except MalformedCursor:
        return
    assert 0 <= cursor.seq < 10**12
    assert text.isascii()


@given(st.one_of(st.none(), EPOCHS), SEQS, st.sampled_from("\n\r\t \x00.０é"))
def test_nothing_may_stand_beside_a_cursor(epoch: str | None, seq: int, foreign: str) -> None:
    cursor = str(Cursor(seq=seq, epoch=epoch))
    for text in (cursor + foreign, foreign + cursor):
        with pytest.raises(MalformedCursor):
            parse_cursor(text)


@given(
    st.one_of(st.none(), st.builds(Cursor, seq=SEQS, epoch=st.one_of(st.none(), EPOCHS))), HEADS, st.data()
)
def test_going_on_never_skips_an_event_and_never_passes_the_head(
    cursor: Cursor | None, head: int, data: st.DataObject
) -> None:
    default = data.draw(st.integers(0, head))

    after, resync = resume(cursor, epoch="here", head=head, default=default)

    assert 0 <= after <= head
    if cursor is None:
        assert (after, resync) == (default, None)
    elif resync is None:
        assert after == cursor.seq
        assert cursor.epoch in {None, "here"}
    else:
        assert after == 0


@given(SEQS, HEADS)
def test_a_cursor_of_another_log_is_worth_nothing(seq: int, head: int) -> None:
    cursor = Cursor(seq=seq, epoch="elsewhere")

    assert resume(cursor, epoch="here", head=head, default=head) == (0, "epoch_changed")


@given(HEADS, st.integers(1, 1000), st.sampled_from([None, "here"]))
def test_a_cursor_ahead_of_the_log_begins_anew(head: int, ahead: int, epoch: str | None) -> None:
    cursor = Cursor(seq=head + ahead, epoch=epoch)

    assert resume(cursor, epoch="here", head=head, default=head) == (0, "cursor_ahead")
