"""What the transports bring, read: whatever arrives becomes a frame, a sign of life, or nothing at all."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.client.reading import EventStream, read_frame, read_page
from milepost.client.state import Frame, Malformed

STREAM = (
    b'retry: 2000\n\n: hello\n\nid: e1.1\ndata: {"a":"\xe2\x80\xa8\xc3\xa9"}\r\n\r\n'
    b"data:two\rdata: lines\r\r:\n\ndata: cut off"
)
ITEMS = [None, '{"a":"\u2028é"}', "two\nlines", None]


@given(st.lists(st.integers(0, len(STREAM)), max_size=8))
def test_an_event_stream_reads_the_same_however_it_is_cut(cuts: list[int]) -> None:
    stream = EventStream()
    ends = [0, *sorted(cuts), len(STREAM)]
    assert [item for start, end in pairwise(ends) for item in stream.feed(STREAM[start:end])] == ITEMS


@pytest.mark.parametrize(
    "text",
    [
        "", "no json", "[]", "7", "{}", '{"type": 1}', '{"type": "progress", "seq": "1"}', '{"type": "hb"}',
        '{"type": "connected", "epoch": 1}', '{"type": "live", "to": null}', '{"type": "error", "code": "x"}',
    ],
)  # fmt: skip
def test_what_is_no_frame_is_told_as_such(text: str) -> None:
    assert read_frame(text) == Malformed()


@pytest.mark.parametrize(
    "text", ['{"type": "novelty"}', '{"type": "hb", "head": 3, "more": 1}', '{"type": "x", "seq": 1}']
)
def test_frames_of_a_newer_server_are_frames(text: str) -> None:
    assert isinstance(read_frame(text), Frame)


def test_a_page_keeps_the_bytes_of_its_events() -> None:
    event = '{"type":"x", "seq":1,"é":1.50}'
    page = read_page(f'{{"epoch":"e","events":[{event}],"head":1,"terminal":false,"new":1}}'.encode())
    assert page is not None
    assert list(page.texts()) == [event]


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"epoch":"e"}', b"\xff\xfe"])
def test_what_is_no_page_is_none(body: bytes) -> None:
    assert read_page(body) is None
