"""Every option, typed and described; the only place that names an environment variable."""

import os
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from milepost.domain.providers import ApiKey
from milepost.domain.secrets import checked_secret


class Settings(BaseSettings):
    """Read once at start, from the environment with the prefix MILEPOST_."""

    # Set to nothing is not set: containers do so with what they do not use.
    model_config = SettingsConfigDict(env_prefix="MILEPOST_", env_ignore_empty=True, frozen=True)

    data_dir: Path = Field(
        default_factory=lambda: user_data_path("milepost"),
        description="The one directory that holds everything: milepost.db, engine.db and the lock.",
    )
    host: str = Field(default="127.0.0.1", description="The address to listen on; loopback only.")
    unix_socket: Path | None = Field(
        default=None,
        description="A Unix socket to listen on instead of host and port, for a proxy on this machine.",
    )
    port: int = Field(default=8000, ge=0, le=65535, description="The port to listen on; 0 takes a free one.")
    database_url: SecretStr | None = Field(
        default=None, description="postgresql://… to keep the data in PostgreSQL instead of a SQLite file."
    )
    database_pool_size: int = Field(
        default=10, ge=2, le=200, description="Connections to PostgreSQL for the data, per process at most."
    )
    engine_pool_size: int = Field(
        default=6,
        ge=4,
        le=50,
        description="Connections to PostgreSQL for the run engine, per process at most.",
    )
    expected_processes: int = Field(
        default=4,
        ge=1,
        description="How many servers and workers share the PostgreSQL database; their connections must fit into it.",
    )
    redis_url: SecretStr | None = Field(
        default=None,
        description="redis://… for hints between the processes over one PostgreSQL, and their common limit of requests "
        "to a model provider; nothing is kept there.",
    )
    public_url: str | None = Field(
        default=None, description="The address people use, such as https://learn.example.org, behind a proxy."
    )
    development_origins: frozenset[str] = Field(
        default=frozenset(), description="Origins of a development page that may speak to this server."
    )
    packs_dir: Path | None = Field(
        default=None,
        description="A folder of catalog packs, one in each sub-folder, beside those that are installed as packages.",
    )
    units_at_once: int = Field(default=4, ge=1, le=64, description="Units a process writes at the same time.")
    runs_kept_for: timedelta = Field(
        default=timedelta(days=7),
        ge=timedelta(hours=1),
        description="How long the traces of ended runs are kept; the log of the task stays.",
    )
    trash_kept_for: timedelta = Field(
        default=timedelta(days=30),
        ge=timedelta(0),
        description="How long a deleted roadmap can be restored before it is removed for good.",
    )
    max_sockets_per_owner_and_task: int = Field(
        default=32, ge=1, description="Sockets and event streams one owner may have open to one task."
    )
    accepts_per_second: float = Field(
        default=200.0,
        ge=1,
        description="Sockets and event streams one process lets in per second; others are told when to come back.",
    )
    safety_poll: timedelta = Field(
        default=timedelta(seconds=0.1),
        ge=timedelta(milliseconds=10),
        description="How often a watched log is compared with its viewers.",
    )
    secret_file: Path | None = Field(
        default=None,
        description="A file with the secret that keys of model providers are encrypted with; model-secret.key in the "
        "data directory, made when the first key is stored, if not given.",
    )
    secret_key: SecretStr | None = Field(
        default=None,
        description="That secret itself, instead of a file: 32 random bytes in base64. Processes over one PostgreSQL "
        "database need the same one, as a file or here.",
    )
    search: Literal["none", "searxng", "ddgs", "tavily", "brave", "exa"] = Field(
        default="none",
        description="The web search that finds links for what the catalog does not have: none, searxng, ddgs, tavily, "
        "brave or exa. It is told what is being learnt.",
    )
    search_url: str | None = Field(
        default=None, validate_default=True, description="The address of the server, for searxng."
    )
    search_key: ApiKey | None = Field(
        default=None, validate_default=True, description="The key of the search, for tavily, brave and exa."
    )
    link_checks: Literal["off", "found", "all"] = Field(
        default="found",
        description="Whose links are looked at again about once a week: off, found (those that a search has found), or "
        "all (those of the catalog as well). A learner can have links looked at in any case.",
    )
    hidden_networks: frozenset[str] = Field(
        default=frozenset(),
        description='Networks that are never fetched from although their addresses are public, as in ["192.0.3.0/24"]: '
        "those behind the same firewall as this machine, and the prefix of a NAT64 that is not 64:ff9b::/96.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="DEBUG, INFO, WARNING or ERROR."
    )

    @property
    def rechecked(self) -> tuple[Literal["catalog", "model"], ...]:
        """Whose links are looked at again unasked."""
        match self.link_checks:
            case "off":
                return ()
            case "found":
                return ("model",)
            case "all":
                return ("catalog", "model")

    @field_validator("secret_key")
    @classmethod
    def _is_a_secret(cls, given: SecretStr | None) -> SecretStr | None:
        if given is None or not given.get_secret_value().strip():
            return None
        checked_secret(given.get_secret_value())
        return given

    @field_validator("database_url")
    @classmethod
    def _is_of_postgresql(cls, url: SecretStr | None) -> SecretStr | None:
        return _with_scheme(url, "postgresql", "postgres")

    @field_validator("redis_url")
    @classmethod
    def _is_of_redis(cls, url: SecretStr | None) -> SecretStr | None:
        return _with_scheme(url, "redis", "rediss", "unix")

    @field_validator("public_url")
    @classmethod
    def _is_an_address(cls, url: str | None) -> str | None:
        parts = urlsplit(url) if url is not None else None
        if parts and (parts.scheme not in {"http", "https"} or not parts.hostname):
            raise ValueError("Write the whole address, such as https://learn.example.org.")
        return url

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_any_case(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level

    @field_validator("search_url")
    @classmethod
    def _searxng_has_an_address(cls, url: str | None, others: ValidationInfo) -> str | None:
        if others.data.get("search") == "searxng" and not url:
            raise ValueError("The search searxng needs the address of its server.")
        return url

    @field_validator("search_key")
    @classmethod
    def _search_has_its_key(cls, key: SecretStr | None, others: ValidationInfo) -> SecretStr | None:
        search = others.data.get("search")
        if search in {"tavily", "brave", "exa"} and not (key and key.get_secret_value()):
            raise ValueError(f"The search {search} needs a key.")
        return key

    @field_validator("hidden_networks")
    @classmethod
    def _are_networks(cls, networks: frozenset[str]) -> frozenset[str]:
        for network in networks:
            ip_network(network)
        return networks

    @field_validator("host")
    @classmethod
    def _loopback_only(cls, host: str) -> str:
        # Until there are accounts anyone who reaches the port is the owner.
        if host not in {"127.0.0.1", "::1", "localhost"}:
            raise ValueError("Milepost listens on loopback only; put a proxy with a login in front of it.")
        return host


def _with_scheme(url: SecretStr | None, *schemes: str) -> SecretStr | None:
    """The address, which begins with one of these schemes; a refusal does not show it, for it may hold a password."""
    if url is None:
        return None
    if url.get_secret_value().partition("://")[0].partition("+")[0] not in schemes:
        raise ValueError(f"It has to begin with {schemes[0]}://.")
    return url


class SettingsInvalid(ValueError):
    """An option has a value it cannot have; the message is one line that names it."""


def read_settings(*, port: int | None = None, data_dir: Path | None = None) -> Settings:
    """The settings of this machine, below what the command line gives.

    `PORT`, which many hosts set, counts where neither the command line nor `MILEPOST_PORT` names one.

    Raises:
        SettingsInvalid: One of them has a value it cannot have.
    """
    given: dict[str, Any] = {} if data_dir is None else {"data_dir": data_dir}
    general = os.environ.get("PORT") if port is None and not os.environ.get("MILEPOST_PORT") else None
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
