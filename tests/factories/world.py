"""A small true-to-life world: one cluster, its members and cast, terms, and an open year."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from emulation.db import Database
from emulation.models.accounts import Appointment, User
from emulation.models.clusters import Cluster, Member, Membership
from emulation.models.cycles import Cycle, Deadline
from emulation.models.indicators import Indicator
from emulation.models.terms import Term
from emulation.queries.accounts import get_actor
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.kinds import Direction, Post, Role
from emulation.vocabulary.states import Phase
from emulation.vocabulary.vietnamese import fold, given_name_key, sort_key

PASSWORD = "mot cau du dai de nho"
#: A hash carries its own cost: the cast signs in hundreds of times, so theirs is a cheap one.
PASSWORD_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
CITIES = (
    ("HN", "Hà Nội"),
    ("HCM", "TP. Hồ Chí Minh"),
    ("HP", "Hải Phòng"),
    ("DN", "Đà Nẵng"),
    ("CT", "Cần Thơ"),
)
INDICATORS = (
    ("GRDP_GROWTH", "Tốc độ tăng GRDP", "%", Direction.HIGHER, 2),
    ("BUDGET_REVENUE", "Thu ngân sách nhà nước", "tỷ đồng", Direction.HIGHER, 1),
    ("POVERTY_RATE", "Tỷ lệ hộ nghèo", "%", Direction.LOWER, 2),
    ("PCI_RANK", "Thứ hạng PCI", "hạng", Direction.LOWER, 0),
)


@dataclass
class World:
    """Ids of what was built. HN is chair, HCM vice-chair; people are `<role>.<city>` in lower case."""

    database: Database
    now: datetime
    cluster_id: int = 0
    cycle_id: int = 0
    year: int = 2025
    code: str = "tptw"
    members: dict[str, int] = field(default_factory=dict)
    users: dict[str, int] = field(default_factory=dict)
    indicators: dict[str, int] = field(default_factory=dict)

    @classmethod
    def build(
        cls,
        database: Database,
        now: datetime,
        cities: tuple[tuple[str, str], ...] = CITIES,
        code: str = "tptw",
    ) -> "World":
        """Build and commit the world. Rows are written directly: this is the ground that tests stand on."""
        world = cls(database, now, code=code)
        with database.writing() as session:
            world._cluster(session, cities)
            world._people(session, cities)
            world._year(session)
            world._indicators(session)
            session.commit()
        return world

    def at(self, database: Database) -> "World":
        """The same world in a copy of its database."""
        return replace(
            self,
            database=database,
            members=dict(self.members),
            users=dict(self.users),
            indicators=dict(self.indicators),
        )

    def actor(self, session: Session, name: str) -> Actor:
        """A person of the cast with the capacities of today, e.g. "officer.hn"."""
        user = session.get(User, self.users[name])
        assert user is not None
        return get_actor(session, user, local_date(self.now))

    def set_phase(self, phase: Phase) -> None:
        """Put the year into a phase."""
        with self.database.writing() as session:
            cycle = session.get(Cycle, self.cycle_id)
            assert cycle is not None
            cycle.phase = phase
            session.commit()

    def _cluster(self, session: Session, cities: tuple[tuple[str, str], ...]) -> None:
        name = "Cụm thi đua các thành phố trực thuộc Trung ương"
        cluster = Cluster(code=self.code, name_vi=name, name_en="Cluster of cities", search_text=fold(name))
        session.add(cluster)
        session.flush()
        self.cluster_id = cluster.id
        for order, (city, title) in enumerate(cities, start=1):
            member = Member(
                code=city,
                name_vi=title,
                sort_key=sort_key(title),
                search_text=fold(title),
                protocol_order=order,
            )
            session.add(member)
            session.flush()
            self.members[city] = member.id
            session.add(Membership(cluster_id=cluster.id, member_id=member.id, valid_from=date(2011, 1, 1)))
        posts = ((cities[0][0], Post.CHAIR), (cities[1][0], Post.VICE_CHAIR))
        for city, post in posts:
            term = Term(cluster_id=cluster.id, member_id=self.members[city], post=post, year=self.year)
            term.starts_on, term.ends_on = date(self.year, 1, 1), date(self.year + 1, 3, 1)
            session.add(term)

    def _people(self, session: Session, cities: tuple[tuple[str, str], ...]) -> None:
        for city, _title in cities:
            for name, role in (
                ("officer", Role.MEMBER_OFFICER),
                ("leader", Role.MEMBER_LEADER),
                ("secretary", Role.SECRETARIAT),
            ):
                self.add_person(session, f"{name}.{city.lower()}", role, member=city)
        self.add_person(session, "secretary2.hn", Role.SECRETARIAT, member=cities[0][0])
        self.add_person(session, "council.hn", Role.COUNCIL_MEMBER, member=cities[0][0])
        self.add_person(session, "teller", Role.TELLER, in_cluster=True)
        self.add_person(session, "auditor", Role.AUDITOR, in_cluster=True)
        self.add_person(session, "admin", Role.ADMIN)
        other = Cluster(code=f"{self.code}x", name_vi="Cụm khác", search_text="cum khac")
        session.add(other)
        session.flush()
        self.add_person(session, "outsider", Role.AUDITOR, cluster_id=other.id)

    def add_person(
        self,
        session: Session,
        name: str,
        role: Role,
        *,
        member: str | None = None,
        in_cluster: bool = False,
        cluster_id: int | None = None,
    ) -> int:
        """Add one person of the cast with the shared password."""
        full_name = f"Người {name}"
        user = User(
            email=f"{name}@example.org",
            full_name=full_name,
            sort_key=given_name_key(full_name),
            search_text=fold(full_name),
            password_hash=PASSWORD_HASH,
        )
        session.add(user)
        session.flush()
        session.add(
            Appointment(
                user_id=user.id,
                role=role,
                member_id=self.members[member] if member else None,
                cluster_id=self.cluster_id if in_cluster else cluster_id,
                starts_on=date(2011, 1, 1),
            )
        )
        self.users[name] = user.id
        return user.id

    def _year(self, session: Session) -> None:
        cycle = Cycle(cluster_id=self.cluster_id, year=self.year, phase=Phase.PLEDGING, opened_at=self.now)
        session.add(cycle)
        session.flush()
        self.cycle_id = cycle.id
        year = self.year
        for phase, start, due in (
            (Phase.PLEDGING, date(year, 1, 15), date(year, 3, 31)),
            (Phase.FIRST_HALF, date(year, 4, 1), date(year, 6, 30)),
            (Phase.MID_YEAR, date(year, 7, 1), date(year, 7, 31)),
            (Phase.SECOND_HALF, date(year, 8, 1), date(year, 11, 30)),
            (Phase.SELF_SCORING, date(year, 12, 1), date(year + 1, 1, 15)),
            (Phase.TOTALS, date(year + 1, 2, 1), date(year + 1, 3, 10)),
        ):
            session.add(Deadline(cycle_id=cycle.id, phase=phase, starts_on=start, due_on=due))

    def _indicators(self, session: Session) -> None:
        for position, (code, name, unit, direction, decimals) in enumerate(INDICATORS):
            indicator = Indicator(
                code=code,
                name_vi=name,
                unit_vi=unit,
                direction=direction,
                decimals=decimals,
                position=position,
            )
            session.add(indicator)
            session.flush()
            self.indicators[code] = indicator.id
