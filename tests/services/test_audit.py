"""What stands in the trail and what never does; a change of a row is told or not committed."""

import ast
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from emulation.db import UnauditedChange, unit_of_work
from emulation.models import Base
from emulation.models.accounts import User
from emulation.models.audit import AuditEvent
from emulation.models.clusters import Cluster, Member
from emulation.models.cycles import Cycle
from emulation.models.pledges import Pledge, PledgeTarget
from emulation.models.sign_ins import FormKey
from emulation.queries.audit_values import NAMES, kinds
from emulation.services import audit
from emulation.services.audit import SILENT
from emulation.services.versions import touch
from emulation.vocabulary.fields import FIELDS, THINGS, field_words
from tests.conftest import unchanged
from tests.factories import pledges
from tests.factories.world import World
from tests.support.source import PACKAGE, parsed, python_files

AUDITED = [mapper.class_ for mapper in Base.registry.mappers if mapper.class_.audited]
#: Names of columns that hold, or prove, a secret.
SECRET = re.compile(r"hash|seed|token|secret|totp_last_step|(^|_)body$|ballot_choice")


@pytest.fixture
def drafted(world: World) -> World:
    with world.database.writing() as session, unit_of_work(session):
        pledges.draft(session, world, "HP")
    return world


def about(session: Session, world: World, row: Base, **more: Any) -> AuditEvent:
    actor = world.actor(session, "secretary.hn")
    return audit.record(session, actor=actor, now=world.now, verb="pledge.saved", about=row, **more)


def change_pledge(session: Session, world: World) -> None:
    """The event tells of another row."""
    session.scalars(select(Pledge)).one().summary = "không ai biết"
    about(session, world, session.get_one(Cluster, world.cluster_id))


def change_target(session: Session, world: World) -> None:
    session.scalars(select(PledgeTarget)).first().owner = "không ai biết"  # type: ignore[union-attr]
    about(session, world, session.get_one(Member, world.members["HP"]))


def remove_target(session: Session, world: World) -> None:
    session.delete(session.scalars(select(PledgeTarget)).first())


def add_member(session: Session, world: World) -> None:
    session.add(Member(code="X", name_vi="X", sort_key="x", search_text="x", protocol_order=9))


def in_bulk(session: Session, world: World) -> None:
    session.execute(update(Pledge).values(summary="không ai biết"))
    about(session, world, session.scalars(select(Pledge)).one())


def delete_in_bulk(session: Session, world: World) -> None:
    session.execute(delete(PledgeTarget))
    about(session, world, session.scalars(select(Pledge)).one())


def insert_in_bulk(session: Session, world: World) -> None:
    session.execute(insert(Cluster), [{"code": "X", "name_vi": "X", "search_text": "x"}])


def by_table(session: Session, world: World) -> None:
    session.execute(Pledge.__table__.update().values(summary="không ai biết"))  # type: ignore[attr-defined]


def by_plain_sql(session: Session, world: World) -> None:
    session.execute(text("UPDATE pledge SET summary = 'không ai biết'"))


def event_by_hand(session: Session, world: World) -> None:
    session.execute(update(AuditEvent).values(reason="khác"))


@pytest.mark.parametrize(
    "work",
    [
        change_pledge,
        change_target,
        remove_target,
        add_member,
        in_bulk,
        delete_in_bulk,
        insert_in_bulk,
        by_table,
        by_plain_sql,
        event_by_hand,
    ],
    ids=lambda work: work.__name__,
)
def test_a_change_that_nobody_tells_cannot_be_committed(
    drafted: World, work: Callable[[Session, World], None]
) -> None:
    """Red when `_require_trail` asks for any event instead of one about the row, or `_refuse_bulk` lets all pass."""
    with unchanged(drafted.database), drafted.database.writing() as session:  # noqa: SIM117
        with pytest.raises(UnauditedChange), unit_of_work(session):
            work(session, drafted)


def test_an_event_about_the_whole_tells_of_its_parts(drafted: World) -> None:
    with drafted.database.writing() as session, unit_of_work(session):
        session.scalars(select(PledgeTarget)).one().owner = "Sở Tài chính"
        about(session, drafted, session.scalars(select(Pledge)).one())
    with drafted.database.reading() as session:
        assert session.scalars(select(PledgeTarget.owner)).one() == "Sở Tài chính"


def test_what_is_not_audited_and_a_mere_version_need_no_event(drafted: World) -> None:
    with drafted.database.writing() as session, unit_of_work(session):
        touch(session.get_one(Cluster, drafted.cluster_id))
        session.add(FormKey(key="k", path="/", location="/", used_at=drafted.now))
        session.execute(delete(FormKey))
    with drafted.database.reading() as session:
        assert session.get_one(Cluster, drafted.cluster_id).version == 2


def test_an_event_knows_where_it_belongs(session: Session, world: World) -> None:
    """The cluster of a record that knows only its year is that of the year."""
    event = about(session, world, pledges.draft(session, world, "HP"))
    assert (event.cluster_id, event.cycle_id, event.member_id) == (
        world.cluster_id,
        world.cycle_id,
        world.members["HP"],
    )
    event = about(session, world, session.get_one(Cycle, world.cycle_id))
    assert (event.cluster_id, event.cycle_id, event.member_id) == (world.cluster_id, world.cycle_id, None)


@pytest.mark.asvs("16.2.1")
def test_an_event_says_who_what_when_and_in_which_role(session: Session, world: World, now: datetime) -> None:
    pledge = pledges.draft(session, world, "HP")
    event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert (event.at, event.actor_id, event.actor_name) == (
        now,
        world.users["officer.hp"],
        "Người officer.hp",
    )
    assert (event.capacity, event.verb) == ("member_officer", "pledge.saved")
    assert (event.object_type, event.object_id) == ("pledge", pledge.id)


@pytest.mark.asvs("16.2.5")
def test_secrets_never_enter_the_trail_whoever_asks(session: Session, world: World) -> None:
    """Red when `record` passes on what it is given."""
    user = session.get_one(User, world.users["officer.hp"])
    secrets = {"password_hash": ("bí mật", "bí mật mới"), "totp_seed": (b"", b"secret")}
    event = about(session, world, user, changes=secrets | {"title": ("", "Chuyên viên")})
    assert event.changes == {"title": ["", "Chuyên viên"]}
    assert "bí mật" not in str(audit.born(user)) and not SILENT & set(audit.born(user))


@pytest.mark.parametrize("model", AUDITED, ids=lambda model: model.__tablename__)
@pytest.mark.asvs("16.2.5")
def test_every_column_that_looks_secret_is_silent(model: type[Base]) -> None:
    looking = {column.name for column in model.__table__.columns if SECRET.search(column.name)}
    assert looking - {"sha256"} <= SILENT


@pytest.mark.parametrize("model", AUDITED, ids=lambda model: model.__tablename__)
def test_every_field_of_the_trail_has_a_name(model: type[Base]) -> None:
    table = model.__tablename__
    assert table in THINGS
    if table == "audit_event":
        return
    nameless = [
        column.name
        for column in model.__table__.columns
        if column.name not in SILENT | {"id"} and field_words(table, column.name) == column.name
    ]
    assert not nameless, f"name them in vocabulary/fields.py: {nameless}"


def test_names_of_fields_belong_to_fields() -> None:
    columns = {name for _table, name in kinds()} | {f"{table}.{name}" for table, name in kinds()}
    assert set(FIELDS) - columns <= {
        *("contents", "criteria", "count", "lines", "targets", "from", "uses", "counts"),
        # votes stood on proposals once: their old events are still told
        *(f"{vote}_{fact}" for vote in ("cluster_vote", "council_vote") for fact in ("on", "for", "base")),
        *("cycle.reminded_people", "cycle.reminded_task"),
        *("disclosed_from", "disclosed_to"),  # what the trail told before consultations had their own record
    }
    assert set(NAMES) <= set(THINGS)


def test_events_are_written_in_one_place() -> None:
    """The chain writes about itself; everything else goes through `record`, and nothing past the session."""
    allowed = {PACKAGE / "services/audit.py", PACKAGE / "services/audit_chain.py"}
    for path in python_files():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called != "AuditEvent" or path in allowed, path
                assert not re.search(r"bulk_(insert|update|save)|session\.connection$", called), path
