"""Typed settings from config/*.toml and the environment. Unknown, missing or unsafe values stop the start."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from emulation.paths import share
from emulation.vocabulary.clock import Clock, FixedClock, SystemClock
from emulation.vocabulary.trail import Trail

ENVIRONMENTS = ("development", "testing", "production")
PREFIX = "EMULATION_"
FROM_ENVIRONMENT = (
    "database_url",
    "replica_url",
    "secret_key",
    "secret_key_previous",
    "audit_key",
    "audit_key_previous",
    "audit_anchor_mail",
    "data_dir",
    "base_url",
    "smtp_url",
    "mail_from",
    "redis_url",
    "trusted_proxies",
)
SHORTEST_SECRET = 32


class SettingsError(Exception):
    """The configuration cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs between installations. Sizes in MB, durations in minutes or hours."""

    env: str
    database_url: str
    replica_url: str
    secret_key: str
    secret_key_previous: str
    audit_key: str
    audit_key_previous: str
    audit_anchor_mail: str
    data_dir: str
    base_url: str
    smtp_url: str
    mail_from: str
    mail_dir: str
    redis_url: str
    trusted_proxies: int
    demo: bool
    demo_password: str
    fixed_now: str
    contact: str
    upload_limit_mb: int
    session_idle_minutes: int
    session_absolute_hours: int
    step_up_minutes: int
    invitation_working_days: int
    reset_minutes: int
    comment_contact_days: int
    password_composition: bool
    password_age_days: int

    @property
    def is_production(self) -> bool:
        """Whether real people work here."""
        return self.env == "production"

    @property
    def data_path(self) -> Path:
        """Where uploaded files and, by default, the SQLite database live."""
        return Path(self.data_dir).resolve()

    def trail(self) -> Trail:
        """How the trail is sealed; several former keys are parted by commas, the newest first."""
        former = [key.strip() for key in self.audit_key_previous.split(",")]
        keys = (self.audit_key, *filter(None, former))
        return Trail(keys, self.data_path / "audit" / "anchors.txt", self.audit_anchor_mail)

    @property
    def mail_path(self) -> Path:
        """Where letters are laid down as files while there is no mail server."""
        return Path(self.mail_dir).resolve() if self.mail_dir else self.data_path / "mail"

    def clock(self) -> Clock:
        """The clock of this installation: fixed for the demo and for tests."""
        return FixedClock(datetime.fromisoformat(self.fixed_now)) if self.fixed_now else SystemClock()


def load(environ: Mapping[str, str] | None = None, **overrides: Any) -> Settings:
    """Settings from default.toml, <env>.toml, the environment and `overrides`, in this order.

    Raises SettingsError for unknown or missing keys, wrong types, and for a production that would be unsafe.
    """
    environ = os.environ if environ is None else environ
    env = environ.get(PREFIX + "ENV", overrides.pop("env", "development"))
    if env not in ENVIRONMENTS:
        raise SettingsError(f"{PREFIX}ENV is {env!r}; use one of: {', '.join(ENVIRONMENTS)}")
    values: dict[str, Any] = {"env": env}
    for name in ("default", env):
        values |= tomllib.loads((share("config") / f"{name}.toml").read_text("utf-8"))
    for key in FROM_ENVIRONMENT:
        if PREFIX + key.upper() in environ:
            values[key] = environ[PREFIX + key.upper()]
    values |= overrides
    settings = Settings(**_checked(values))
    _refuse_unsafe(settings)
    return settings


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    kinds: dict[str, Any] = {field.name: field.type for field in fields(Settings)}
    if unknown := values.keys() - kinds.keys():
        raise SettingsError(f"unknown setting(s): {', '.join(sorted(unknown))}")
    if missing := kinds.keys() - values.keys():
        raise SettingsError(f"missing setting(s): {', '.join(sorted(missing))}")
    for key, kind in kinds.items():
        if kind is int and isinstance(values[key], str):
            if not values[key].isdigit():
                raise SettingsError(f"{PREFIX}{key.upper()} must be a whole number")
            values[key] = int(values[key])
        if not isinstance(values[key], kind):
            raise SettingsError(f"setting {key} must be of type {kind.__name__}")
    if not values["database_url"]:
        values["database_url"] = f"sqlite:///{Path(values['data_dir']).resolve() / 'emulation.sqlite3'}"
    return values


def _refuse_unsafe(settings: Settings) -> None:
    if not settings.is_production:
        return
    for key in ("secret_key", "audit_key"):
        if len(getattr(settings, key)) < SHORTEST_SECRET:
            raise SettingsError(
                f"{PREFIX}{key.upper()} needs at least {SHORTEST_SECRET} characters in production; "
                "make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )
    if settings.fixed_now or settings.demo:
        raise SettingsError("production cannot run with a fixed clock or demo data")
    if not settings.base_url.startswith("https://"):
        raise SettingsError(f"{PREFIX}BASE_URL must be the https:// address of this installation")
