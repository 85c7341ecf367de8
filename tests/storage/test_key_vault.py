"""The secret with which keys are encrypted: made once and whole, kept from others, and never replaced."""

import asyncio
import base64
import os
import stat
from pathlib import Path

import pytest
from pydantic import SecretStr

from milepost.domain.provider_errors import ModelSecretMissing, ModelSecretWrong
from milepost.domain.secrets import NoSecret, checked_secret
from milepost.storage.key_vault import FernetVault, GivenSecret, NoSecretSource, SecretFile

KEY = SecretStr("sk-0123456789abcdef")
PLACE = "prv_1 openai_compatible http://127.0.0.1:11434"


def vault_at(file: Path) -> FernetVault:
    return FernetVault(SecretFile(file, is_ours=True))


async def sealed_at(file: Path) -> str:
    return await vault_at(file).seal(KEY, place=PLACE, is_first=True)


def mode_of(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def names_beside(file: Path) -> list[str]:
    return [one.name for one in file.parent.iterdir()]


def lose(file: Path) -> None:
    file.unlink()


def put(file: Path, content: str) -> None:
    file.parent.mkdir()
    file.write_text(content, "utf-8")


def content_of(file: Path) -> str:
    return file.read_text("utf-8")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "model-secret.key"


async def test_the_first_key_makes_a_secret_that_nobody_else_may_read(file: Path) -> None:
    before = os.umask(0)
    try:
        sealed = await sealed_at(file)
    finally:
        os.umask(before)

    assert mode_of(file) == 0o600
    assert names_beside(file) == [file.name]
    assert KEY.get_secret_value() not in sealed
    assert await vault_at(file).unseal(sealed, place=PLACE) == KEY


async def test_of_many_that_make_a_secret_at_once_one_counts(file: Path) -> None:
    vaults = [vault_at(file) for _ in range(8)]

    sealed = await asyncio.gather(*(one.seal(KEY, place=PLACE, is_first=True) for one in vaults))

    last = vault_at(file)
    assert {(await last.unseal(one, place=PLACE)).get_secret_value() for one in sealed} == {
        KEY.get_secret_value()
    }


async def test_a_lost_secret_is_not_made_anew_while_keys_are_stored(file: Path) -> None:
    sealed = await sealed_at(file)
    lose(file)

    with pytest.raises(ModelSecretMissing, match=r"model-secret\.key is not in the data directory"):
        await vault_at(file).unseal(sealed, place=PLACE)
    with pytest.raises(ModelSecretMissing):
        await vault_at(file).seal(KEY, place=PLACE, is_first=False)

    assert names_beside(file) == []


@pytest.mark.parametrize("content", ["", "secret", "A" * 44, "é" * 44, base64.b64encode(b"x" * 31).decode()])
async def test_what_is_no_secret_is_said_and_left_alone(file: Path, content: str) -> None:
    put(file, content)

    with pytest.raises(ModelSecretWrong, match="is no secret"):
        await sealed_at(file)

    assert content_of(file) == content


async def test_another_secret_reads_nothing(file: Path) -> None:
    sealed = await sealed_at(file)
    other = await sealed_at(file.with_name("other.key"))
    assert other != sealed

    with pytest.raises(ModelSecretWrong, match="encrypted with another one"):
        await vault_at(file.with_name("other.key")).unseal(sealed, place=PLACE)


async def test_a_key_that_was_moved_to_another_server_in_the_database_is_not_read(file: Path) -> None:
    sealed = await sealed_at(file)

    with pytest.raises(ModelSecretWrong, match="another provider or address"):
        await vault_at(file).unseal(sealed, place="prv_1 openai_compatible http://evil.example:80")


async def test_a_file_that_the_settings_name_is_never_made(file: Path) -> None:
    with pytest.raises(ModelSecretMissing, match="MILEPOST_SECRET_FILE"):
        await FernetVault(SecretFile(file, is_ours=False)).seal(KEY, place=PLACE, is_first=True)

    assert not file.parent.exists()


async def test_where_several_share_the_data_a_secret_has_to_be_given() -> None:
    with pytest.raises(ModelSecretMissing, match="the same for all"):
        await FernetVault(NoSecretSource("Set the same for all.")).seal(KEY, place=PLACE, is_first=True)


async def test_a_secret_is_the_same_in_either_alphabet() -> None:
    raw = bytes(range(224, 256))
    plain, for_addresses = base64.b64encode(raw).decode(), base64.urlsafe_b64encode(raw).decode()
    assert plain != for_addresses

    sealed = await FernetVault(GivenSecret(SecretStr(f"{plain}\n"))).seal(KEY, place=PLACE, is_first=True)

    assert await FernetVault(GivenSecret(SecretStr(for_addresses))).unseal(sealed, place=PLACE) == KEY
    with pytest.raises(NoSecret, match="openssl rand -base64 32"):
        checked_secret("hunter2")
