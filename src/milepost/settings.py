"""Every option, typed and described; the only place that names an environment variable."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read once at start, from the environment with the prefix MILEPOST_."""

    model_config = SettingsConfigDict(env_prefix="MILEPOST_", frozen=True)

    data_dir: Path = Field(
        default_factory=lambda: user_data_path("milepost"),
        description="The one directory that holds everything: milepost.db, engine.db and the lock.",
    )
    host: str = Field(default="127.0.0.1", description="The address to listen on; loopback only.")
    port: int = Field(default=8000, ge=0, le=65535, description="The port to listen on; 0 takes a free one.")
    database_url: SecretStr | None = Field(
        default=None, description="postgresql://… to keep the data in PostgreSQL instead of a SQLite file."
    )
    database_pool_size: int = Field(
        default=10, ge=2, le=200, description="Connections to PostgreSQL, at most."
    )
    public_url: str | None = Field(
        default=None, description="The address people use, such as https://learn.example.org, behind a proxy."
    )
    development_origins: frozenset[str] = Field(
        default=frozenset(), description="Origins of a development page that may speak to this server."
    )
    units_at_once: int = Field(default=4, ge=1, le=64, description="Units one run writes at the same time.")
    max_sockets_per_task: int = Field(default=32, ge=1, description="Sockets one owner may open to one task.")
    safety_poll: timedelta = Field(
        default=timedelta(seconds=0.1), description="How often a watched log is compared with its viewers."
    )
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR.")

    @field_validator("host")
    @classmethod
    def _loopback_only(cls, host: str) -> str:
        # Until there are accounts anyone who reaches the port is the owner.
        if host not in {"127.0.0.1", "::1", "localhost"}:
            raise ValueError("Milepost listens on loopback only; put a proxy with a login in front of it.")
        return host


class SettingsInvalid(ValueError):
    """An option has a value it cannot have; the message is one line that names it."""


def read_settings(*, port: int | None = None, data_dir: Path | None = None) -> Settings:
    """The settings of this machine, below what the command line gives.

    `PORT`, which many hosts set, counts where neither the command line nor `MILEPOST_PORT` names one.

    Raises:
        SettingsInvalid: One of them has a value it cannot have.
    """
    given: dict[str, Any] = {} if data_dir is None else {"data_dir": data_dir}
    general = os.environ.get("PORT") if port is None and "MILEPOST_PORT" not in os.environ else None
    if port is not None or general:
        given["port"] = general or port
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingsInvalid("; ".join(_faults(error, is_general=bool(general)))) from None


def _faults(error: ValidationError, *, is_general: bool) -> Iterator[str]:
    for fault in error.errors():
        name = "_".join(map(str, fault["loc"])).upper()
        variable = "PORT" if is_general and name == "PORT" else f"MILEPOST_{name}"
        yield f"{variable}: {fault['msg']}"
