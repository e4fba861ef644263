"""Papers of a dossier: who brings which, what replaces what, when it rests; that it stands in the way of sending."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.gateways import files
from emulation.models.audit import AuditEvent
from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.models.dossiers import DossierPaper
from emulation.queries import dossiers as queries
from emulation.services import dossier_checks, dossiers, rulebook
from emulation.services.dossiers import Details
from emulation.vocabulary.dossiers import TaskState
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Sealed, Stale
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import Phase, ProposalState
from tests.factories import awards as made
from tests.factories.world import World
from tests.support import samples
from tests.support.ground import laid

TODAY = date(2025, 10, 15)


@pytest.fixture
def row(session: Session, world: World) -> Proposal:
    """A draft of Hải Phòng for 2024, under the rules of handbook 5."""
    cycle = made.ground(session, world)
    rulebook.load(session, actor=made.actor_system(world), now=world.now)
    return made.draft(session, world, cycle)


def word(*lines: str) -> bytes:
    content = io.BytesIO()
    letter = docx.Document()
    for line in lines:
        letter.add_paragraph(line)
    letter.save(content)
    return content.getvalue()


def bring(
    session: Session, world: World, row: Proposal, folder: Path, kind: str = "submission", **more: Any
) -> DossierPaper:
    """A paper that the member's officer uploads."""
    content, name = (
        more.pop("content", word("Tờ trình đề nghị khen thưởng năm 2024")),
        more.pop("name", "tờ trình.docx"),
    )
    who = more.pop("who", "officer.hp")
    upload = files.receive(folder, name=name, source=io.BytesIO(content), limit_mb=5, field="file")
    values: dict[str, Any] = {"version": 0, "details": Details(), "reason": ""} | more
    return dossiers.add(
        session,
        actor=world.actor(session, who),
        now=world.now,
        proposal=row,
        kind=kind,
        upload=upload,
        **values,
    )


def examined(session: Session, row: Proposal) -> dossier_checks.Dossier:
    return dossier_checks.examine(session, proposal_id=row.id, today=TODAY)


def codes(session: Session, row: Proposal) -> list[str]:
    return [finding.code for finding in examined(session, row).blocking]


def test_a_paper_is_read_kept_and_told(session: Session, world: World, row: Proposal, tmp_path: Path) -> None:
    """Red when `add` does not read the upload, or leaves no event."""
    details = Details(number="45/TTr-UBND", dated_on=date(2025, 3, 28), work_year=2024)
    paper = bring(session, world, row, tmp_path, details=details)
    assert paper.text == "Tờ trình đề nghị khen thưởng năm 2024"
    assert (paper.is_readable, paper.title) == (True, "Tờ trình của Ủy ban nhân dân thành phố")
    event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "proposal.paper_added")).one()
    assert event.changes["Tờ trình của Ủy ban nhân dân thành phố number"] == [None, "45/TTr-UBND"]
    task = examined(session, row).get_task("submission")
    assert task is not None
    assert task.state is TaskState.DONE


def test_a_scan_is_taken_and_somebody_has_to_look(
    session: Session, world: World, row: Proposal, tmp_path: Path
) -> None:
    paper = bring(session, world, row, tmp_path, content=samples.pdf(), name="scan.pdf")
    assert (paper.is_readable, paper.text) == (False, "")
    found = [one for one in examined(session, row).findings if one.code == "L09" and one.kind == "submission"]
    assert "“Tờ trình của Ủy ban nhân dân thành phố” không đọc được chữ, cần người kiểm tra." in [
        one.vietnamese for one in found
    ]


def test_a_newer_paper_takes_the_place_of_the_older(
    session: Session, world: World, row: Proposal, tmp_path: Path
) -> None:
    """Red when `_standing` does not look at the version, or `replaced_at` is not set."""
    first = bring(session, world, row, tmp_path)
    with pytest.raises(Stale):
        bring(session, world, row, tmp_path, content=word("bản khác hẳn"))
    second = bring(session, world, row, tmp_path, content=word("bản khác hẳn"), version=first.version)
    assert first.replaced_at is not None
    assert [one.id for one in queries.papers_of(session, row.id)] == [second.id]
    assert len(queries.papers_of(session, row.id, with_past=True)) == 2


def test_papers_of_some_kinds_stand_beside_each_other(
    session: Session, world: World, row: Proposal, tmp_path: Path
) -> None:
    for number in (1, 2):
        bring(session, world, row, tmp_path, "consultation", content=word(f"Ý kiến hiệp y số {number}"))
    assert len(queries.papers_of(session, row.id)) == 2


def test_the_same_bytes_do_not_come_twice(
    session: Session, world: World, row: Proposal, tmp_path: Path
) -> None:
    """Screens 3.17. Red without find_twin."""
    content = word("Tờ trình")
    bring(session, world, row, tmp_path, content=content)
    with pytest.raises(DomainError, match="đã có trong hồ sơ ở mục “Tờ trình") as caught:
        bring(session, world, row, tmp_path, "other", content=content)
    assert caught.value.field == "file"


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("officer.ct", "submission"),
        ("leader.hp", "submission"),
        ("secretary.hn", "submission"),
        ("officer.hp", "cluster_submission"),
        ("secretary.hcm", "cluster_submission"),
        ("auditor", "other"),
    ],
)
def test_each_side_brings_its_own(
    session: Session, world: World, row: Proposal, tmp_path: Path, who: str, kind: str
) -> None:
    """Red without check_provider: the chair would write the member's own submission."""
    with pytest.raises(NotAllowed):
        bring(session, world, row, tmp_path, kind, who=who)


def test_the_chair_brings_papers_of_the_cluster(
    session: Session, world: World, row: Proposal, tmp_path: Path
) -> None:
    bring(session, world, row, tmp_path, "cluster_submission", who="secretary.hn")
    assert [one.kind for one in queries.papers_of(session, row.id)] == ["cluster_submission"]


def test_after_sending_a_change_needs_a_reason(
    session: Session, world: World, row: Proposal, tmp_path: Path
) -> None:
    """Red when WITH_REASON loses SENT."""
    for move in (ProposalMove.SUBMIT, ProposalMove.PASS_VOTE, ProposalMove.SEND):
        made.step(session, world, row, move)
    with pytest.raises(DomainError, match="Hồ sơ đã trình") as caught:
        bring(session, world, row, tmp_path, "other")
    assert caught.value.field == "reason"
    bring(session, world, row, tmp_path, "other", reason="Bổ sung phụ lục theo yêu cầu")


@pytest.mark.parametrize("state", ["decided", "conferred", "not_granted", "withdrawn", "revoked"])
def test_a_dossier_rests_in_the_end(
    session: Session, world: World, row: Proposal, tmp_path: Path, state: str
) -> None:
    row.state = ProposalState(state)
    laid(session)
    with pytest.raises(DomainError, match="không sửa được nữa"):
        bring(session, world, row, tmp_path, "other", reason="Bổ sung phụ lục")


def test_a_closed_year_takes_nothing(session: Session, world: World, row: Proposal, tmp_path: Path) -> None:
    session.get_one(Cycle, row.cycle_id).phase = Phase.CLOSED
    laid(session)
    with pytest.raises(Sealed):
        bring(session, world, row, tmp_path)


def test_taking_out_needs_a_reason_and_leaves_the_file(
    session: Session, world: World, row: Proposal, tmp_path: Path
) -> None:
    """Red when remove() does not check the reason."""
    paper = bring(session, world, row, tmp_path)

    def remove(**more: Any) -> None:
        values: dict[str, Any] = {"paper_id": paper.id, "version": paper.version, "reason": "Nhầm tệp"} | more
        dossiers.remove(
            session, actor=world.actor(session, "officer.hp"), now=world.now, proposal=row, **values
        )

    with pytest.raises(DomainError, match="Nhập lý do"):
        remove(reason=" ")
    with pytest.raises(Stale):
        remove(version=paper.version + 1)
    remove()
    assert queries.papers_of(session, row.id) == []
    with pytest.raises(NotFound):
        remove()


@pytest.mark.both
def test_a_row_is_committed_with_its_event(world: World, tmp_path: Path) -> None:
    """Red when `_tell` is left out: unit_of_work refuses a paper that no event tells of."""
    with world.database.writing() as session, unit_of_work(session):
        cycle = made.ground(session, world)
        rulebook.load(session, actor=made.actor_system(world), now=world.now)
        row = made.draft(session, world, cycle)
        paper = bring(session, world, row, tmp_path)
        bring(session, world, row, tmp_path, content=word("bản thứ hai"), version=paper.version)
    with world.database.reading() as session:
        assert len(queries.papers_of(session, row.id, with_past=True)) == 2
