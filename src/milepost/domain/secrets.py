"""What the secret of an installation looks like, with which keys of providers are encrypted."""

import base64
import binascii

SECRET_BYTES = 32


class NoSecret(ValueError):
    """A text is no secret; the message says what one looks like, and nothing of the text."""

    def __init__(self) -> None:
        super().__init__(
            f"A secret is {SECRET_BYTES} random bytes in base64: `openssl rand -base64 32` makes one."
        )


def checked_secret(text: str) -> bytes:
    """A secret in base64 for addresses; either alphabet is read.

    Raises:
        NoSecret: It is none.
    """
    try:
        raw = base64.b64decode(text.strip().replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        raise NoSecret from None
    if len(raw) != SECRET_BYTES:
        raise NoSecret
    return base64.urlsafe_b64encode(raw)
