"""Whether this installation is fit to run: what `emulation doctor` says and what refuses to start."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files

from emulation.db import Database, is_reachable
from emulation.gateways import mail, migrations
from emulation.models import Base
from emulation.models.triggers import triggers
from emulation.queries import installation as queries
from emulation.queries.accounts import has_demo_people
from emulation.services import audit_anchors
from emulation.settings import SHORTEST_SECRET, Settings, SettingsError

CLOCKS_MAY_DIFFER = timedelta(seconds=5)
EARLIEST = datetime(2025, 1, 1, tzinfo=UTC)
#: Package → folder in it without which pages look broken.
PACKAGES = {"fontpkg_be_vietnam_pro": "files", "flask_bootstrap": "static"}
SHORT_SECRET = "development secrets: fine for trying out, refused in production"  # noqa: S105


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: its topic, whether it is fine, and a sentence that says what to do."""

    topic: str
    is_fine: bool
    words: str


def examine(settings: Settings, database: Database) -> list[Finding]:
    """Everything the doctor looks at, in the order in which faults are best mended."""
    found = [_secrets(settings), _data_folder(settings), _mail(settings), *_packages()]
    reachable = is_reachable(database)
    words = "answers" if reachable else "does not answer: check EMULATION_DATABASE_URL and that it runs"
    found.append(Finding("database", reachable, words))
    if not reachable:
        return found
    found.append(_migrations(database))
    if found[-1].is_fine:
        found += [_triggers(database), _trail(database), _people(settings, database)]
    return [*found, _durability(settings, database), _clock(settings, database)]


def require_startable(settings: Settings, database: Database) -> None:
    """Raise SettingsError for a database that is not there, not migrated or unguarded, or holds demo people."""
    if not is_reachable(database):
        raise SettingsError("the database does not answer")
    for look in (_migrations, _triggers):
        finding = look(database)
        if not finding.is_fine:
            raise SettingsError(finding.words)
    for finding in (_people(settings, database), _durability(settings, database)):
        if settings.is_production and not finding.is_fine:
            raise SettingsError(finding.words)


def schema_faults(database: Database) -> list[str]:
    """For a database at head: where migrations/HEAD, the models' tables or the list of triggers disagree."""
    found = []
    if migrations.noted_head() != migrations.head():
        found.append(
            f"migrations/HEAD says {migrations.noted_head()}, the newest file is {migrations.head()}"
        )
    found += [f"not in a migration: {one}" for one in migrations.differences(database, Base.metadata)]
    finding = _triggers(database)
    return found if finding.is_fine else [*found, finding.words]


def _secrets(settings: Settings) -> Finding:
    own = "development only" not in settings.secret_key and len(settings.secret_key) >= SHORTEST_SECRET
    return Finding("secrets", own or not settings.is_production, "set" if own else SHORT_SECRET)


def _data_folder(settings: Settings) -> Finding:
    try:
        settings.data_path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.data_path):
            pass
    except OSError as error:
        words = (
            f"{settings.data_path} cannot be written ({error.strerror}): set EMULATION_DATA_DIR or its owner"
        )
        return Finding("data folder", False, words)
    return Finding("data folder", True, f"{settings.data_path} can be written")


def _mail(settings: Settings) -> Finding:
    if not settings.smtp_url:
        words = f"no EMULATION_SMTP_URL: letters are laid down in {settings.mail_path} and reach nobody"
        return Finding("mail", not settings.is_production, words)
    try:
        server = mail.server_of(settings.smtp_url)
    except ValueError as error:
        return Finding("mail", False, f"EMULATION_SMTP_URL: {error}")
    return Finding("mail", True, f"handed in at {server.host}:{server.port}, as {settings.mail_from}")


def _packages() -> Iterator[Finding]:
    for package, folder in PACKAGES.items():
        try:
            there = (files(package) / folder).is_dir()
        except ModuleNotFoundError:
            there = False
        words = "there" if there else f"{package} is missing: install requirements.txt again"
        yield Finding(f"package {package}", there, words)


def _migrations(database: Database) -> Finding:
    now, head = migrations.current(database), migrations.head()
    words = f"at {now}" if now == head else f"the database is at {now or 'nothing'}, the code needs {head}"
    return Finding(
        "migrations", now == head, words if now == head else f"{words}: run `emulation db upgrade`"
    )


def _triggers(database: Database) -> Finding:
    with database.reading() as session:
        standing = queries.trigger_bodies(session)
    wanted = {trigger.name: trigger.condition for trigger in triggers()}
    wrong = [name for name, condition in wanted.items() if condition not in standing.get(name, "")]
    extra = [name for name in standing if name.startswith("seal_") and name not in wanted]
    if wrong or extra:
        names = ", ".join(sorted([*wrong, *extra])[:3])
        words = f"{len(wrong) + len(extra)} trigger(s) missing or different ({names}): restore the database"
        return Finding("triggers", False, words + ", closed years are not guarded")
    return Finding("triggers", True, f"{len(wanted)} guard closed years and published rankings")


def _trail(database: Database) -> Finding:
    with database.reading() as session:
        state = audit_anchors.check_newest(session)
    if state.broken is not None:
        words = f"position {state.broken.position}: {state.broken.fault.value}; run `emulation audit verify`"
        return Finding("trail", False, words)
    return Finding("trail", True, f"the newest {state.checked} of {state.position} entries are whole")


def _people(settings: Settings, database: Database) -> Finding:
    with database.reading() as session:
        demo = has_demo_people(session)
    if demo and settings.is_production:
        words = "the database holds the demo's people: production needs a database of its own"
        return Finding("people", False, words)
    return Finding("people", True, "the demo's cast" if demo else "no demo accounts")


def _durability(settings: Settings, database: Database) -> Finding:
    with database.writing() as session:
        weak = queries.weak_durability(session)
    words = "a crash loses nothing" if not weak else f"a crash could lose work: {', '.join(weak)}"
    return Finding("durability", not weak or not settings.is_production, words)


def _clock(settings: Settings, database: Database) -> Finding:
    if settings.fixed_now:
        return Finding("clock", not settings.is_production, f"stands still at {settings.fixed_now}")
    now = settings.clock().now()
    if now < EARLIEST:
        return Finding("clock", False, f"the machine believes it is {now:%d/%m/%Y}: set its clock")
    with database.reading() as session:
        there = queries.database_time(session)
    if there is not None and abs(there - now) > CLOCKS_MAY_DIFFER:
        return Finding("clock", False, "the database's clock differs from this machine's: use a time service")
    return Finding("clock", True, "runs")
