"""What every view stands on during a request: session, actor, time, cluster. Set by the gate."""

from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from flask import current_app, g, request

from emulation.db import Database
from emulation.queries.places import Place, YearPlace
from emulation.settings import Settings
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.clock import Clock, SystemClock, local_date

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def settings() -> Settings:
    """The settings of this installation."""
    return cast(Settings, current_app.extensions["emulation.settings"])


def database() -> Database:
    """The database of this installation."""
    return cast(Database, current_app.extensions["emulation.database"])


def clock() -> Clock:
    """The clock of this installation. During a request ask `now`, which reads it once."""
    return cast(Clock, current_app.extensions["emulation.clock"])


def session() -> "Session":
    """The session of this request: reading for GET, writing for POST. Opened when first asked for."""
    if "session" not in g:
        g.session = database().reading() if request.method in SAFE else database().writing()
    return cast("Session", g.session)


def actor() -> Actor:
    """Whoever asks, with the capacities of today."""
    return cast(Actor, g.actor)


def now() -> datetime:
    """The moment of this request, read once from the clock."""
    return cast(datetime, g.now)


def machine_time() -> datetime:
    """The moment for codes and counters: those of the demo run on, although its calendar stands still."""
    return SystemClock().now() if settings().demo else now()


def today() -> date:
    """The day of this request in Asia/Ho_Chi_Minh."""
    return local_date(now())


def place() -> Place:
    """The cluster of the address."""
    return cast(Place, g.place)


def stand_in(known: Place | None) -> None:
    """Show a cluster's frame around a page whose address names none."""
    if known is not None:
        g.place = known


def year(number: int) -> YearPlace:
    """A year of the cluster of the address; raises NotFound."""
    return place().get_year(number)


def subject(known: YearPlace | None = None, member_id: int | None = None) -> Subject:
    """The cluster of the address, with year and member, as the subject of an action."""
    where = place()
    return Subject(
        cluster_id=where.id,
        member_id=member_id,
        phase=known.phase if known else None,
        has_chair=where.has_chair,
    )
