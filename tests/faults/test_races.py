"""Two people at the same moment: real threads, each with its own connection, on both databases."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from emulation.db import Database, unit_of_work
from emulation.models.awards import Award, Decision, Proposal
from emulation.models.clusters import Cluster
from emulation.models.pledges import Pledge
from emulation.models.polls import Poll
from emulation.models.rankings import YearRanking
from emulation.models.terms import Term
from emulation.services.terms import TermsDraft
from emulation.vocabulary.errors import DomainError, Stale
from emulation.vocabulary.kinds import Post
from emulation.vocabulary.moves import ProposalMove
from tests.factories import awards, clusters, pledges, scores
from tests.factories.world import World
from tests.support.filled import form_of
from tests.support.pages import BASE, get
from tests.support.races import committed, race

SignIn = Callable[[str], FlaskClient]
ROUNDS = 10


@pytest.fixture
def drafted(world: World) -> World:
    """A draft of Hải Phòng."""
    with world.database.writing() as session, unit_of_work(session):
        pledges.draft(session, world, "HP")
    return world


def version_of(database: Database) -> int:
    with database.reading() as session:
        return session.scalars(select(Pledge.version)).one()


def count(database: Database, model: type[Any], *where: Any) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model).where(*where)) or 0


def saving(world: World, version: int, summary: str) -> Callable[[], int]:
    """One person's saving of the draft; gives the version that it made."""
    return committed(
        world.database,
        lambda session: pledges.draft(session, world, "HP", version=version, summary=summary).version,
    )


def test_of_two_who_save_the_same_version_one_is_told(drafted: World) -> None:
    """Red when Versioned has no version_id_col, or when require_version is left out on SQLite."""
    for number in range(ROUNDS):
        version = version_of(drafted.database)
        ends = race([saving(drafted, version, f"{number} {who}") for who in "ab"])
        lost = [end for end in ends if isinstance(end, DomainError)]
        assert [type(end) for end in lost] == [Stale], ends
        assert version_of(drafted.database) == version + 1


@pytest.mark.asvs("2.3.4")
def test_twenty_at_one_row_lose_no_change(drafted: World) -> None:
    """The version counts exactly the savings that succeeded, and there is one trail event for each."""
    before = version_of(drafted.database)
    events = text("SELECT count(*) FROM audit_event WHERE verb = 'pledge.saved'")
    with drafted.database.reading() as session:
        told = session.scalar(events) or 0

    def open_and_save(number: int) -> int:
        return saving(drafted, version_of(drafted.database), f"Người {number}")()

    ends = race([partial(open_and_save, number) for number in range(20)])
    won = [end for end in ends if isinstance(end, int)]
    assert {type(end) for end in ends} <= {int, Stale}
    assert won and version_of(drafted.database) == before + len(won)
    with drafted.database.reading() as session:
        assert session.scalar(events) == told + len(won)


def twice(app: Flask, signed_in: FlaskClient, path: str, more: dict[str, str]) -> list[Any]:
    """The form at `path`, sent twice at the same moment by one browser."""
    form = form_of(get(signed_in, path).get_data(as_text=True))
    cookie = signed_in.get_cookie("__Host-emulation", domain="localhost")
    assert cookie is not None
    fields = dict(form.fields) | more

    def send() -> Any:
        client = app.test_client()
        client.set_cookie("__Host-emulation", cookie.value, domain="localhost", secure=True)
        return client.post(form.action or path, data=fields, base_url=BASE)

    return race([send, send])


def test_a_draft_sent_twice_at_once_is_saved_once(app: Flask, client_as: SignIn, drafted: World) -> None:
    """The second sending ends where the first did; it is no conflict with oneself."""
    officer = client_as("officer.hp")
    for number in range(ROUNDS):
        version = version_of(drafted.database)
        answers = twice(app, officer, "/clusters/tptw/2025/pledges/HP/edit", {"summary": f"Lần {number}"})
        assert [answer.status_code for answer in answers] == [302, 302]
        assert version_of(drafted.database) == version + 1


@pytest.fixture
def sent(world: World) -> list[int]:
    """Two proposals that were sent upward; their ids."""
    with world.database.writing() as session, unit_of_work(session):
        cycle = awards.ground(session, world)
        return [awards.sent(session, world, cycle, city).id for city in ("HP", "DN")]


def test_a_decision_sent_twice_at_once_is_written_once(
    app: Flask, client_as: SignIn, world: World, sent: list[int]
) -> None:
    data = {"number": "1/QĐ-TTg", "signed_on": "14/10/2025", "issuer": "Thủ tướng Chính phủ"}
    page = f"/clusters/tptw/decisions/new?proposal={sent[0]}"
    answers = twice(app, client_as("secretary.hn"), page, data)
    assert [answer.status_code for answer in answers] == [302, 302]
    assert count(world.database, Decision) == count(world.database, Award) == 1


def deciding(world: World, proposal_id: int, day: int) -> Callable[[], int]:
    def work(session: Session) -> int:
        rows = [session.get_one(Proposal, proposal_id)]
        return awards.decided(session, world, rows, signed_on=date(2025, 10, day)).id

    return committed(world.database, work)


@pytest.mark.asvs("2.3.4")
@pytest.mark.parametrize("days", [(14, 14), (13, 14)])
def test_a_number_of_a_decision_is_given_once(world: World, sent: list[int], days: tuple[int, int]) -> None:
    """A number is taken once a year, whichever day the decisions were signed."""
    ends = race([deciding(world, proposal, day) for proposal, day in zip(sent, days, strict=True)])
    assert sorted(isinstance(end, DomainError) for end in ends) == [False, True], ends
    assert count(world.database, Decision) == count(world.database, Award) == 1


def test_a_proposal_is_decided_once(world: World, sent: list[int]) -> None:
    """Two decisions about one proposal: one award."""

    def work(number: str, session: Session) -> int:
        return awards.decided(session, world, [session.get_one(Proposal, sent[0])], number).id

    ends = race([committed(world.database, partial(work, number)) for number in ("1/QĐ", "2/QĐ")])
    assert sorted(isinstance(end, DomainError) for end in ends) == [False, True], ends
    assert count(world.database, Award) == 1


def test_a_year_is_frozen_once(world: World) -> None:
    with world.database.writing() as session, unit_of_work(session):
        scores.all_reviewed(session, world)
    freezing = committed(world.database, lambda session: scores.freeze(session, world).checksum)
    ends = race([freezing, freezing])
    assert sorted(isinstance(end, DomainError) for end in ends) == [False, True], ends
    assert count(world.database, YearRanking) == 1


@pytest.mark.asvs("2.3.4")
def test_a_year_has_one_chair(world: World) -> None:
    """Two secretaries write different chairs of 2026 down from the same page."""

    def record(city: str, session: Session) -> int:
        draft = TermsDraft(
            2026, date(2026, 3, 1), world.members[city], decision="Biên bản", exception_reason="Theo hội nghị"
        )
        return len(clusters.record(session, world, session.get_one(Cluster, world.cluster_id), draft))

    ends = race([committed(world.database, partial(record, city)) for city in ("HCM", "HP")])
    assert sorted(isinstance(end, DomainError) for end in ends) == [False, True], ends
    assert count(world.database, Term, Term.year == 2026, Term.post == Post.CHAIR) == 1


def test_of_two_who_record_the_same_round_one_is_told(world: World) -> None:
    """Red when services.polls.record does not hold the cluster: on PostgreSQL both would find no round 1."""
    with world.database.writing() as session, unit_of_work(session):
        cycle = awards.ground(session, world)
        row = awards.step(session, world, awards.draft(session, world, cycle), ProposalMove.SUBMIT)
        number = row.id
    for day in range(1, ROUNDS + 1):
        recording = committed(
            world.database,
            lambda session, on=date(2025, 4, day): (
                awards.voted(  # type: ignore[misc]
                    session, world, session.get_one(Proposal, number), held_on=on, round=1
                ).id
            ),
        )
        ends = race([recording, recording])
        (lost,) = [end for end in ends if isinstance(end, DomainError)]
        assert f"Lượt 1 ngày {day:02d}/04/2025 đã được ghi" in str(lost)
        assert count(world.database, Poll) == day
