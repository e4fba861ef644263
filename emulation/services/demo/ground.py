"""The ground of the demo: what has been loaded so far, who acts for it, and how it leaves a trail."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from emulation.models import Base
from emulation.models.accounts import User
from emulation.models.clusters import Member
from emulation.queries.accounts import get_actor, get_user
from emulation.services import audit
from emulation.vocabulary.actor import Actor, Capacity
from emulation.vocabulary.clock import LOCAL_ZONE, local_date
from emulation.vocabulary.kinds import Role

LOADER = "Dữ liệu minh họa"


@dataclass
class Ground:
    """Ids by code of what was loaded; `moment` is the demo's fixed date."""

    session: Session
    moment: datetime
    cluster_id: int = 0
    members: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    indicators: dict[str, int] = field(default_factory=dict)
    decimals: dict[str, int] = field(default_factory=dict)

    def add(self, *rows: Base) -> None:
        """Write rows, so that they have their ids; each one that is not part of another leaves its own event."""
        self.session.add_all(rows)
        self.session.flush()
        for row in rows:
            if not any(getattr(row, name) for name in row.part_of):
                self._record(row, self.moment, audit.born(row))
        self.session.flush()

    def tell(self, about: Base, now: datetime, **changes: object) -> None:
        """One event about a row that was changed, or whose parts were loaded."""
        self._record(about, now, {name: (None, value) for name, value in changes.items()})
        self.session.flush()

    def _record(self, about: Base, now: datetime, changes: dict[str, tuple[object, object]]) -> None:
        audit.record(
            self.session,
            actor=self.loader(now),
            now=now,
            verb="demo.loaded",
            about=about,
            changes=changes,
            cluster_id=self.cluster_id or None,
        )

    def loader(self, now: datetime, member: str = "") -> Actor:
        """Stands in for the people of years whose people are unknown: every office, of the member if given."""
        own, cluster = self.members.get(member), frozenset({self.cluster_id})
        roles = (Role.MEMBER_OFFICER, Role.MEMBER_LEADER, Role.SECRETARIAT)
        chairs = frozenset() if own else cluster
        capacities = tuple(Capacity(role, own, None, cluster, chairs) for role in roles)
        return Actor(None, LOADER, local_date(now), (*capacities, Capacity(Role.ADMIN)))

    def name(self, member_id: int) -> str:
        """The Vietnamese name of a member."""
        member = self.session.get(Member, member_id)
        return member.name_vi if member else ""

    def person(self, name: str, now: datetime) -> Actor:
        """A person of the cast with the capacities of the day."""
        user: User = get_user(self.session, self.people[name])
        return get_actor(self.session, user, local_date(now))


def at(day: date, hour: int = 9) -> datetime:
    """A moment of office hours on a day in Vietnam."""
    return datetime.combine(day, time(hour), LOCAL_ZONE)
