"""Which record leans on which paper: decided by the record's own rule, lost by nobody who chooses at the same time."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import Database, unit_of_work
from emulation.models.audit import AuditEvent
from emulation.models.cycles import Cycle
from emulation.models.evidence import EvidenceUse
from emulation.models.pledges import Pledge, PledgeTarget
from emulation.models.results import ReportLine, ResultReport
from emulation.queries import evidence_uses as queries
from emulation.services import evidence_uses
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Sealed
from emulation.vocabulary.evidence import Proof
from emulation.vocabulary.kinds import Period
from emulation.vocabulary.states import Phase, PledgeState, ReportState
from tests.factories import evidence as made
from tests.factories import pledges
from tests.factories.world import World


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the bytes lie."""
    return tmp_path / "data"


def target_of(session: Session, world: World, city: str = "HP") -> int:
    pledge = pledges.draft(session, world, city)
    return session.scalars(select(PledgeTarget.id).where(PledgeTarget.pledge_id == pledge.id)).one()


def line_of(session: Session, world: World, city: str = "HP") -> int:
    report = ResultReport(cycle_id=world.cycle_id, member_id=world.members[city], period=Period.MID_YEAR)
    report.entered_at = world.now
    session.add(report)
    session.flush()
    line = ReportLine(report_id=report.id, indicator_id=world.indicators["GRDP_GROWTH"])
    session.add(line)
    session.flush()
    return line.id


def choose(
    session: Session,
    world: World,
    where: tuple[Proof, int],
    used: dict[int, str],
    released: tuple[int, ...] = (),
    name: str = "officer.hp",
) -> None:
    thing = queries.get_thing(session, *where)
    actor = world.actor(session, name)
    evidence_uses.choose(session, actor=actor, now=world.now, thing=thing, used=used, released=released)


def test_one_paper_supports_several_records(database: Database, world: World, folder: Path) -> None:
    """Acceptance: evidence reused across places."""
    world.set_phase(Phase.MID_YEAR)
    with database.writing() as session:
        target = target_of_early(session, world)
        line, paper = line_of(session, world), made.paper(session, world, folder).id
        choose(session, world, (Proof.REPORT_LINE, line), {paper: "tr. 2"})
        session.add(EvidenceUse(evidence_id=paper, object_type="pledge_target", object_id=target))
        session.flush()
        places = queries.places_of(session, [paper])
        assert [(place.thing.proof, place.thing.id, place.page) for place in places] == [
            (Proof.REPORT_LINE, line, "tr. 2"),
            (Proof.TARGET, target, ""),
        ]
        assert places[0].thing.period is Period.MID_YEAR
        assert places[0].thing.name_vi == "Tốc độ tăng GRDP"
        (used,) = queries.papers_for(session, Proof.REPORT_LINE, [line])[line]
        assert (used.evidence_id, used.page, used.newer_id) == (paper, "tr. 2", None)


def target_of_early(session: Session, world: World) -> int:
    """A target of a signed pledge: it stands, and is not edited any more."""
    pledge = Pledge(cycle_id=world.cycle_id, member_id=world.members["HP"], state=PledgeState.SIGNED)
    pledge.entered_at = world.now
    session.add(pledge)
    session.flush()
    target = PledgeTarget(
        pledge_id=pledge.id, indicator_id=world.indicators["GRDP_GROWTH"], position=1, low=7
    )  # type: ignore[misc]
    session.add(target)
    session.flush()
    return target.id


def test_choosing_is_told_and_counts_once(database: Database, world: World, folder: Path) -> None:
    with database.writing() as session, unit_of_work(session):
        target, paper = target_of(session, world), made.paper(session, world, folder).id
        for page in ("1", "1", "2"):
            choose(session, world, (Proof.TARGET, target), {paper: page})
        choose(session, world, (Proof.TARGET, target), {}, (paper, 99))
        verbs = select(AuditEvent.verb).where(AuditEvent.object_type == "evidence").order_by(AuditEvent.id)
        told = ["evidence.added", "evidence.used", "evidence.used", "evidence.released"]
        assert session.scalars(verbs).all() == told
        assert session.scalars(select(EvidenceUse)).all() == []


def test_nobody_loses_what_a_colleague_chose_meanwhile(
    database: Database, world: World, folder: Path
) -> None:
    """Only what somebody unticked is released. Red when everything that is not used is."""
    with database.writing() as session, unit_of_work(session):
        target = target_of(session, world)
        first, second = (made.paper(session, world, folder, content=sign).id for sign in (b"1", b"2"))
        choose(session, world, (Proof.TARGET, target), {first: ""})
        choose(session, world, (Proof.TARGET, target), {second: ""})
        assert session.scalars(select(EvidenceUse.evidence_id)).all() == [first, second]


@pytest.mark.parametrize(
    "state", [ReportState.AWAITING_APPROVAL, ReportState.SUBMITTED, ReportState.ACCEPTED]
)
def test_a_report_that_is_handed_in_takes_no_other_evidence(
    database: Database, world: World, folder: Path, state: ReportState
) -> None:
    """Red when `check_usable` is not called."""
    world.set_phase(Phase.MID_YEAR)
    with database.writing() as session:
        line, paper = line_of(session, world), made.paper(session, world, folder).id
        session.scalars(select(ResultReport)).one().state = state
        session.flush()
        with pytest.raises(DomainError, match="nên không sửa được"):
            choose(session, world, (Proof.REPORT_LINE, line), {paper: ""})


def test_a_closed_year_changes_no_use(database: Database, world: World, folder: Path) -> None:
    with database.writing() as session, unit_of_work(session):
        target, paper = target_of(session, world), made.paper(session, world, folder).id
        session.get_one(Cycle, world.cycle_id).phase = Phase.CLOSED
        session.flush()
        with pytest.raises(Sealed):
            choose(session, world, (Proof.TARGET, target), {paper: ""})
        session.rollback()


@pytest.mark.parametrize("name", ["officer.dn", "secretary.hp", "secretary.hn", "auditor"])
def test_only_the_members_people_choose(database: Database, world: World, folder: Path, name: str) -> None:
    """Red when `require` is removed."""
    with database.writing() as session:
        target, paper = target_of(session, world), made.paper(session, world, folder).id
        with pytest.raises(NotAllowed):
            choose(session, world, (Proof.TARGET, target), {paper: ""}, name=name)


def test_a_paper_of_another_member_supports_nothing_here(
    database: Database, world: World, folder: Path
) -> None:
    """Red when `standing_among` does not ask for the member."""
    with database.writing() as session:
        target, paper = target_of(session, world), made.paper(session, world, folder, city="DN").id
        with pytest.raises(DomainError, match="đã được rút hoặc thay"):
            choose(session, world, (Proof.TARGET, target), {paper: ""})


def test_a_removed_target_leaves_no_use_behind(database: Database, world: World, folder: Path) -> None:
    """Its number may come again. Red when `save` in services/pledges does not call `forget_removed`."""
    with database.writing() as session, unit_of_work(session):
        target, paper = target_of(session, world), made.paper(session, world, folder).id
        choose(session, world, (Proof.TARGET, target), {paper: ""})
        pledge = session.scalars(select(Pledge)).one()
        pledges.draft(session, world, "HP", version=pledge.version, targets=[])
        assert session.scalars(select(EvidenceUse)).all() == []
    with database.reading() as session, pytest.raises(NotFound):
        queries.get_thing(session, Proof.TARGET, target)
