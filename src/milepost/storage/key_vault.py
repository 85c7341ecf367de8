"""Keys of providers, encrypted at rest: whoever has the database or a backup of it has no key. ADR 0027."""

import asyncio
import base64
import contextlib
import json
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import structlog
from pydantic import SecretStr

from milepost.domain.provider_errors import ModelSecretMissing, ModelSecretWrong
from milepost.domain.secrets import SECRET_BYTES, checked_secret

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

log = structlog.get_logger("milepost.models")

SECRET_FILE = "model-secret.key"  # noqa: S105  a name, and no secret
_READABLE_BY_OTHERS = 0o077


class SecretSource(Protocol):
    """Where the secret comes from."""

    def obtain(self, *, may_make: bool) -> bytes:
        """The secret, made first where there is none and that may be.

        Raises:
            ModelSecretMissing: There is none, or it cannot be read.
            ModelSecretWrong: Something else stands in its place.
        """
        ...


class GivenSecret:
    """The secret as the settings have it."""

    def __init__(self, secret: SecretStr) -> None:
        self._secret = secret

    def obtain(self, *, may_make: bool) -> bytes:
        return checked_secret(self._secret.get_secret_value())


class NoSecretSource:
    """No secret: the settings would have to name one. What is to be done is said."""

    def __init__(self, remedy: str) -> None:
        self._remedy = remedy

    def obtain(self, *, may_make: bool) -> bytes:
        raise ModelSecretMissing(self._remedy)


class SecretFile:
    """A file that holds the secret; in the data directory it is made when the first key is stored."""

    def __init__(self, path: Path, *, is_ours: bool) -> None:
        """`is_ours` is whether it lies in the data directory, and is not one that the settings name."""
        self._path = path
        self._is_ours = is_ours

    def obtain(self, *, may_make: bool) -> bytes:
        secret = self._read()
        if secret is None and may_make and self._is_ours:
            self._make()
            secret = self._read()
        if secret is None:
            place = (
                "in the data directory" if self._is_ours else "at the place that MILEPOST_SECRET_FILE names"
            )
            raise ModelSecretMissing(
                f"{self._path.name} is not {place}. Put it back; or take every stored key out, and enter it again."
            )
        return secret

    def _read(self) -> bytes | None:
        try:
            text = self._path.read_text("ascii")
            if self._is_ours and os.name == "posix" and self._path.stat().st_mode & _READABLE_BY_OTHERS:
                log.warning("model_secret_readable_by_others", file=str(self._path), next_step="chmod 600")
            return checked_secret(text)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ModelSecretMissing(f"{self._path.name} cannot be read ({error.strerror}).") from None
        except ValueError:
            raise ModelSecretWrong(f"What stands in {self._path.name} is no secret.") from None

    def _make(self) -> None:
        """Put a new secret there, unless there is one by now; never half of one, and never in the place of another."""
        draft = self._path.with_name(f".{self._path.name}.{secrets.token_hex(8)}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                _write_private(draft, base64.urlsafe_b64encode(secrets.token_bytes(SECRET_BYTES)) + b"\n")
                # A link, and no renaming: that would replace the secret of whoever was faster.
                os.link(draft, self._path)
            except FileExistsError:
                return
            finally:
                draft.unlink(missing_ok=True)
            _make_durable(self._path.parent)
        except OSError as error:
            raise ModelSecretMissing(f"{self._path.name} cannot be written ({error.strerror}).") from None
        log.info("model_secret_made", file=str(self._path))


class FernetVault:
    """Encrypts with Fernet (AES-128-CBC and HMAC-SHA256), each key together with the place it is for."""

    def __init__(self, source: SecretSource) -> None:
        self._source = source
        self._turn = asyncio.Lock()
        self._cipher: Fernet | None = None

    async def seal(self, key: SecretStr, *, place: str, is_first: bool) -> str:
        cipher = await self._opened(may_make=is_first)
        return cipher.encrypt(json.dumps([place, key.get_secret_value()]).encode()).decode("ascii")

    async def unseal(self, sealed: str, *, place: str) -> SecretStr:
        cipher = await self._opened(may_make=False)
        from cryptography.fernet import InvalidToken  # noqa: PLC0415  as below

        try:
            meant_for, key = json.loads(cipher.decrypt(sealed.encode()))
        except InvalidToken:
            raise ModelSecretWrong from None
        if meant_for != place:
            raise ModelSecretWrong("One was stored for another provider or address.")
        return SecretStr(key)

    async def _opened(self, *, may_make: bool) -> "Fernet":
        async with self._turn:
            if self._cipher is None:
                self._cipher = await asyncio.to_thread(self._open, may_make=may_make)
            return self._cipher

    def _open(self, *, may_make: bool) -> "Fernet":
        # Only who has stored a key waits for the library, which takes as long as the rest of a request.
        from cryptography.fernet import Fernet  # noqa: PLC0415

        return Fernet(self._source.obtain(may_make=may_make))


def vault_of(*, key: SecretStr | None, file: Path | None, data_dir: Path | None) -> FernetVault:
    """What encrypts the keys of providers.

    Args:
        key: The secret itself, where it is given.
        file: The file with it, where one is given.
        data_dir: The directory that this process alone has, where a secret may be made; None where others share the
            database.
    """
    if key is not None:
        return FernetVault(GivenSecret(key))
    if file is not None:
        return FernetVault(SecretFile(file, is_ours=False))
    if data_dir is not None:
        return FernetVault(SecretFile(data_dir / SECRET_FILE, is_ours=True))
    return FernetVault(
        NoSecretSource(
            "Set MILEPOST_SECRET_FILE or MILEPOST_SECRET_KEY to the same one for every process; "
            "`openssl rand -base64 32` makes one."
        )
    )


def _write_private(file: Path, content: bytes) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())


def _make_durable(directory: Path) -> None:
    """Have the directory remember its new file even if the power fails now."""
    with contextlib.suppress(PermissionError):  # Windows opens no directories, and needs not to
        opened = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
