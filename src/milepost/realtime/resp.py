"""As much of the Redis protocol (RESP3) as hints need: commands out, values in."""

from typing import Any


class Incomplete(Exception):
    """The value ends in bytes that have not come yet."""


class RedisError(Exception):
    """An error that Redis answered."""


class Push(list[Any]):
    """What Redis says unasked, such as a message of a channel."""


def command(*words: bytes) -> bytes:
    """One command, ready to be written."""
    parts = [b"*%d\r\n" % len(words)]
    for word in words:
        parts += (b"$%d\r\n" % len(word), word, b"\r\n")
    return b"".join(parts)


_MESSAGE = b">3\r\n$7\r\nmessage\r\n$"


def read_message(data: bytes, at: int) -> tuple[bytes, int] | None:
    """What a channel's message at `at` says, and where the next value begins; None when this is something else.

    `read_value` would do: this is what comes all the time, at a third of the cost.
    """
    if not data.startswith(_MESSAGE, at):
        return None
    end = data.find(b"\r\n", at + len(_MESSAGE))
    if end < 0:
        return None
    begin = end + 2 + int(data[at + len(_MESSAGE) : end]) + 2
    end = data.find(b"\r\n", begin)
    if end < 0:
        return None
    stop = end + 2 + int(data[begin + 1 : end])
    return (data[end + 2 : stop], stop + 2) if stop + 2 <= len(data) else None


def read_value(data: bytes, at: int) -> tuple[Any, int]:
    """The value that begins at `at`, and where the next one begins. An error is returned, not raised.

    Raises:
        Incomplete: More bytes are needed.
        ValueError: This is not Redis.
    """
    end = data.find(b"\r\n", at)
    if end < 0:
        raise Incomplete
    kind, text, after = data[at : at + 1], data[at + 1 : end], end + 2
    match kind:
        case b"$" | b"=" | b"!":
            length = int(text)
            if length < 0:
                return None, after
            stop = after + length
            if stop + 2 > len(data):
                raise Incomplete
            value = data[after:stop]
            return (RedisError(value.decode()) if kind == b"!" else value), stop + 2
        case b"*" | b"~" | b">" | b"%":
            values: list[Any] = Push() if kind == b">" else []
            for _ in range(int(text) * (2 if kind == b"%" else 1)):
                value, after = read_value(data, after)
                values.append(value)
            return values, after
        case b":":
            return int(text), after
        case b"-":
            return RedisError(text.decode(errors="replace")), after
        case b"+" | b"_" | b"," | b"#" | b"(":
            return text, after
        case _:
            raise ValueError(f"Redis answered with {data[at : at + 40]!r}.")
