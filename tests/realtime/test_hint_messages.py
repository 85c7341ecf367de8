"""What a process signs another reads, and nothing else; Redis' protocol in any pieces."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from milepost.domain.records import StoredEvent
from milepost.realtime.hint_messages import GrownLog, HintMessages
from milepost.realtime.resp import Incomplete, Push, RedisError, command, read_message, read_value

LOG = GrownLog("tsk_a", 3, [StoredEvent(2, "progress", '{"é":1}'), StoredEvent(3, "completed", "{}")])


def messages(key: bytes = b"key", epoch: str = "epoch", sender: str = "one") -> HintMessages:
    return HintMessages(key=key, epoch=epoch, sender=sender)


def test_a_message_is_read_as_it_was_written() -> None:
    assert messages().read(messages(sender="two").write(LOG)) == LOG


def test_a_process_knows_its_own_messages() -> None:
    assert messages().is_own(messages().write(LOG))
    assert not messages().is_own(messages(sender="on").write(LOG))
    assert not messages().is_own(messages(sender="one more").write(LOG))


@pytest.mark.parametrize("other", [messages(key=b"other"), messages(epoch="older")])
def test_another_database_and_another_copy_of_the_log_are_not_believed(other: HintMessages) -> None:
    assert other.read(messages().write(LOG)) is None


@given(st.data())
def test_a_changed_or_made_up_message_is_not_believed(data: st.DataObject) -> None:
    written = messages().write(LOG)
    at = data.draw(st.integers(0, len(written) - 1))
    changed = bytearray(written)
    changed[at] ^= data.draw(st.integers(1, 255))
    assert messages().read(bytes(changed)) is None
    assert messages().read(data.draw(st.binary(max_size=64))) is None


def test_a_signed_message_of_another_shape_is_not_understood() -> None:
    class Newer(HintMessages):
        def write_anything(self) -> bytes:
            body = b"\x93\x01\x02\x03"
            return self._signature(body) + body

    assert messages().read(Newer(key=b"key", epoch="epoch", sender="two").write_anything()) is None


SPOKEN = [
    (b"+OK\r\n", b"OK"),
    (b":42\r\n", 42),
    (b"$5\r\nhe\r\no\r\n", b"he\r\no"),
    (b"$-1\r\n", None),
    (b"*2\r\n:1\r\n$1\r\na\r\n", [1, b"a"]),
    (b"%1\r\n+proto\r\n:3\r\n", [b"proto", 3]),
    (b">3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n", [b"subscribe", b"c", 1]),
    (b"_\r\n", b""),
]


@pytest.mark.parametrize(("data", "value"), SPOKEN)
def test_values_are_read_and_what_is_cut_short_waits_for_the_rest(data: bytes, value: object) -> None:
    assert read_value(b"xx" + data + b"rest", 2) == (value, 2 + len(data))
    for end in range(len(data)):
        with pytest.raises(Incomplete):
            read_value(data[:end], 0)


def test_what_is_pushed_is_told_from_an_answer() -> None:
    pushed, _ = read_value(SPOKEN[6][0], 0)
    answered, _ = read_value(SPOKEN[4][0], 0)
    assert isinstance(pushed, Push)
    assert not isinstance(answered, Push)


def test_an_error_is_a_value_and_another_protocol_is_none() -> None:
    error, _ = read_value(b"-NOAUTH Authentication required.\r\n", 0)
    assert isinstance(error, RedisError)
    assert str(error) == "NOAUTH Authentication required."
    with pytest.raises(ValueError, match="HTTP"):
        read_value(b"HTTP/1.1 400\r\n", 0)


@given(channel=st.binary(max_size=40), text=st.binary(max_size=300), before=st.binary(max_size=10))
def test_a_message_is_read_quickly_as_it_is_read_slowly(channel: bytes, text: bytes, before: bytes) -> None:
    pushed = b">3\r\n" + command(b"message", channel, text)[4:]
    data = before + pushed + b"+OK\r\n"
    (_, _, slow), end = read_value(data, len(before))
    assert read_message(data, len(before)) == (slow, end) == (text, len(before) + len(pushed))
    assert all(read_message(pushed[:cut], 0) is None for cut in range(len(pushed)))


def test_what_is_no_message_is_left_to_the_other_reader() -> None:
    assert all(read_message(data, 0) is None for data, _ in SPOKEN)
