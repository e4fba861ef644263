"""Putting papers into dossiers, and a cluster's own templates: who may, what is kept, what changes nothing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.gateways import files
from emulation.models.dossiers import DossierPaper
from emulation.models.evidence import StoredFile
from emulation.models.polls import PollCount
from emulation.vocabulary.award_kinds import PaperOrigin
from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Stale
from emulation.vocabulary.kinds import SigningCapacity
from emulation.vocabulary.states import Phase, ProposalState
from tests.factories import documents as laid_out
from tests.factories.documents import Year
from tests.factories.world import World
from tests.support.word import words_in

Make = Callable[..., DossierPaper]
KIND = DocumentKind.SUBMISSION


@pytest.fixture
def year(session: Session, world: World) -> Year:
    """The year with a proposal that is not yet sent."""
    return laid_out.unsent(session, world)


@pytest.fixture
def make(session: Session, world: World, year: Year, tmp_path: Path) -> Make:
    """Put a paper into the dossier of the proposal."""
    return laid_out.maker(session, world, year, tmp_path)


def test_a_paper_comes_with_its_files_facts_and_words(session: Session, make: Make, tmp_path: Path) -> None:
    """Red when `_said` leaves the facts out."""
    row = make()
    session.commit()
    assert (row.origin, row.kind, row.work_year) == (PaperOrigin.MADE, "submission", 2024)
    assert (row.number, row.dated_on, row.capacity) == (
        "08/TTr-UBND",
        date(2025, 3, 28),
        SigningCapacity.ON_BEHALF,
    )
    assert (row.facts["year"], row.facts["score"], row.facts["rank"], row.facts["members"]) == (
        2024,
        "870.00",
        3,
        5,
    )
    assert row.facts["votes"]["cluster"] == {"for": 5, "members": 5}
    assert row.facts["votes"]["city_council"] == {"for": 9, "members": 11}
    assert "hạng 3/5" in row.text
    names = {}
    for key in (row.file_id, row.facts["pdf_file_id"]):
        file = session.get_one(StoredFile, key)
        names[file.name] = files.path_of(tmp_path, file.sha256).read_bytes()
        assert not file.is_public
    word, pdf = (names[f"submission-2024-{row.proposal_id}{suffix}"] for suffix in (".docx", ".pdf"))
    assert "TỜ TRÌNH" in words_in(word)
    assert pdf.startswith(b"%PDF")
    assert laid_out.told(session) == ["proposal.paper_added"]


def test_a_newer_paper_replaces_the_older_one(session: Session, make: Make) -> None:
    """The old one stays readable; who opened the page before is told. Red without `replaced_at`."""
    first = make()
    with pytest.raises(Stale):
        make()
    second = make(version=first.version)
    session.commit()
    standing = session.scalars(select(DossierPaper.id).where(DossierPaper.replaced_at.is_(None)))
    assert standing.all() == [second.id]


OWN = (KIND, DocumentKind.ACHIEVEMENT_REPORT, DocumentKind.COUNCIL_MINUTES, DocumentKind.COUNCIL_BALLOT)
#: It goes beside the chair's submission, into no dossier.
NO_PAPER = DocumentKind.NOMINEE_LIST


@pytest.mark.parametrize("kind", [kind for kind in DocumentKind if kind is not NO_PAPER])
def test_each_side_makes_its_own_papers(session: Session, make: Make, kind: DocumentKind) -> None:
    """The unit its four, the chair the cluster's. Red when `put_made` does not ask who brings a kind."""
    own, other = "officer.hp", "secretary.hn"
    if kind not in OWN:
        own, other = other, own
    assert make(kind, own).kind == kind.value
    with pytest.raises((NotAllowed, DomainError)):
        make(kind, other)


def test_what_is_no_paper_of_a_dossier_is_not_put_there(session: Session, make: Make) -> None:
    with pytest.raises(NotFound):
        make(NO_PAPER, "secretary.hn")


def test_nobody_else_makes_papers(session: Session, make: Make) -> None:
    for who in ("officer.dn", "leader.hp", "secretary.hcm", "auditor", "admin"):
        with pytest.raises(NotAllowed):
            make(who=who)


def test_after_sending_papers_come_with_a_reason(
    session: Session, make: Make, year: Year, tmp_path: Path
) -> None:
    """Nothing is written and no file stays. Red when `put_made` does not pass the reason on."""
    year.flag.state = ProposalState.SENT
    session.commit()
    with pytest.raises(DomainError, match="Nhập lý do") as caught:
        make()
    assert caught.value.field == "reason"
    year.flag.state = ProposalState.VOTED
    year.cycle.phase = Phase.CLOSED
    session.flush()
    with pytest.raises(DomainError):
        make()
    session.rollback()
    assert session.scalars(select(DossierPaper)).all() == []
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_without_a_vote_there_is_nothing_to_make(session: Session, make: Make, year: Year) -> None:
    for count in session.scalars(select(PollCount)):
        session.delete(count)
    session.flush()
    with pytest.raises(DomainError, match="chưa ghi lượt bỏ phiếu"):
        make(DocumentKind.COUNCIL_BALLOT)
