"""A paper is kept once, described once, replaced openly, and taken out only when nothing leans on it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from emulation.db import Database, unit_of_work
from emulation.models.cycles import Cycle
from emulation.models.evidence import Evidence, EvidenceUse, StoredFile
from emulation.models.pledges import Pledge, PledgeTarget
from emulation.queries import evidence as queries
from emulation.queries.evidence_uses import get_thing
from emulation.services import evidence_store, evidence_uses
from emulation.services.evidence_store import Details
from emulation.vocabulary.errors import DomainError, NotAllowed, Sealed, Stale
from emulation.vocabulary.evidence import Proof
from emulation.vocabulary.states import Phase, PledgeState
from tests.factories import evidence as made
from tests.factories import pledges
from tests.factories.world import World

Who = dict[str, Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the bytes lie."""
    return tmp_path / "data"


@pytest.fixture
def officer(world: World) -> Callable[[Session], Who]:
    """Who acts, and when."""
    return lambda session: {"actor": world.actor(session, "officer.hp"), "now": world.now}


def on_disk(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_paper_is_called_as_its_file_unless_somebody_says_so(
    database: Database, world: World, folder: Path
) -> None:
    with database.writing() as session, unit_of_work(session):
        assert made.paper(session, world, folder).title == "nghị quyết 12"
        assert made.paper(session, world, folder, content=b"2", title="Nghị quyết").title == "Nghị quyết"
    assert len(on_disk(folder)) == 2


def test_the_same_bytes_are_not_kept_twice(database: Database, world: World, folder: Path) -> None:
    """Acceptance: whatever they are called now. Red when `find_twin` is not asked."""
    with database.writing() as session, unit_of_work(session):
        made.paper(session, world, folder, title="A")
    with (
        database.writing() as session,
        pytest.raises(DomainError, match="đã được tải lên"),
        unit_of_work(session),
    ):
        made.paper(session, world, folder, title="B")
    assert len(on_disk(folder)) == 1
    with database.writing() as session, unit_of_work(session):
        made.paper(session, world, folder, city="DN")  # another member has a store of its own
        assert session.scalar(select(func.count()).select_from(Evidence)) == 2


@pytest.mark.parametrize("name", ["officer.dn", "secretary.hp", "secretary.hn", "auditor"])
def test_only_the_members_people_write(database: Database, world: World, folder: Path, name: str) -> None:
    """And what arrived is thrown away. Red when `require` is removed from `add`."""
    with database.writing() as session, pytest.raises(NotAllowed), unit_of_work(session):
        evidence_store.add(
            session,
            actor=world.actor(session, name),
            now=world.now,
            cycle=session.get_one(Cycle, world.cycle_id),
            member_id=world.members["HP"],
            upload=made.upload(folder),
            details=Details(),
        )
    assert on_disk(folder) == []


def test_a_closed_year_takes_nothing(
    database: Database, world: World, folder: Path, officer: Callable[[Session], Who]
) -> None:
    """Red when `check_open` is removed."""
    with database.writing() as session, unit_of_work(session):
        paper_id = made.paper(session, world, folder).id
    world.set_phase(Phase.CLOSED)
    with database.writing() as session:
        paper = queries.get_evidence(session, paper_id)
        with pytest.raises(Sealed):
            made.paper(session, world, folder, content=b"2")
        with pytest.raises(Sealed):
            evidence_store.edit(session, **officer(session), paper=paper, version=1, details=Details("X"))
        with pytest.raises(Sealed):
            evidence_store.withdraw(session, **officer(session), paper=paper, version=1)


def test_details_are_edited_by_version(
    database: Database, world: World, folder: Path, officer: Callable[[Session], Who]
) -> None:
    with database.writing() as session, unit_of_work(session):
        paper = made.paper(session, world, folder, title="Cũ", number="1")
        evidence_store.edit(
            session, **officer(session), paper=paper, version=1, details=Details("Mới", "UBND")
        )
        assert (paper.title, paper.issuer, paper.number) == ("Mới", "UBND", "")
        with pytest.raises(Stale):
            evidence_store.edit(session, **officer(session), paper=paper, version=1, details=Details("Khác"))


def _used(session: Session, world: World, folder: Path) -> tuple[Evidence, int]:
    """A paper behind the only target of a drafted pledge."""
    pledge = pledges.draft(session, world, "HP")
    paper = made.paper(session, world, folder)
    target = session.scalars(select(PledgeTarget).where(PledgeTarget.pledge_id == pledge.id)).one()
    who: Who = {"actor": world.actor(session, "officer.hp"), "now": world.now}
    thing = get_thing(session, Proof.TARGET, target.id)
    evidence_uses.choose(session, **who, thing=thing, used={paper.id: "3"})
    return paper, target.id


def test_a_new_version_serves_what_can_still_be_changed(
    database: Database, world: World, folder: Path, officer: Callable[[Session], Who]
) -> None:
    """The old one stays readable. Red when `carry_over` is not called."""
    with database.writing() as session, unit_of_work(session):
        paper, _target = _used(session, world, folder)
        new = made.upload(folder, content=b"2")
        row = evidence_store.replace(
            session, **officer(session), paper=paper, version=1, upload=new, details=Details()
        )
        assert (row.title, row.replaces_id) == (paper.title, paper.id)
        assert session.scalars(select(EvidenceUse.evidence_id)).all() == [row.id]
        old = queries.get_paper(session, world.cycle_id, world.members["HP"], paper.id)
        assert (old.newer_id, old.is_standing, old.uses) == (row.id, False, 0)
        with pytest.raises(DomainError, match="bản cũ"):
            evidence_store.edit(session, **officer(session), paper=paper, version=1, details=Details("X"))


def test_what_was_handed_in_keeps_its_version(
    database: Database, world: World, folder: Path, officer: Callable[[Session], Who]
) -> None:
    """Red when `carry_over` moves every use."""
    with database.writing() as session, unit_of_work(session):
        paper, target_id = _used(session, world, folder)
        from_pledge = session.get_one(PledgeTarget, target_id).pledge_id
        pledge = session.get_one(Pledge, from_pledge)
        pledge.state = PledgeState.SUBMITTED
        session.flush()
        new = made.upload(folder, content=b"2")
        evidence_store.replace(
            session, **officer(session), paper=paper, version=1, upload=new, details=Details()
        )
        assert session.scalars(select(EvidenceUse.evidence_id)).all() == [paper.id]
        session.rollback()


def test_a_used_paper_is_not_withdrawn(
    database: Database, world: World, folder: Path, officer: Callable[[Session], Who]
) -> None:
    """Red when `check_unused` is not called."""
    with database.writing() as session, unit_of_work(session):
        paper, target_id = _used(session, world, folder)
        with pytest.raises(DomainError, match="đang được dùng ở 1 nơi"):
            evidence_store.withdraw(session, **officer(session), paper=paper, version=1)
        thing = get_thing(session, Proof.TARGET, target_id)
        evidence_uses.choose(session, **officer(session), thing=thing, used={}, released=[paper.id])
        evidence_store.withdraw(session, **officer(session), paper=paper, version=1)
        assert queries.papers_of(session, world.cycle_id, world.members["HP"])[0].withdrawn_at == world.now
    with database.writing() as session, unit_of_work(session):
        made.paper(session, world, folder)  # what was withdrawn may come again
        assert len(on_disk(folder)) == 1 or session.scalar(select(func.count()).select_from(StoredFile)) == 2
