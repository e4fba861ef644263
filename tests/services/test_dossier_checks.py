"""A dossier held against the rules of its day: what is asked, what blocks, and that it stands in the way of sending."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.awards import Proposal
from emulation.models.dossiers import DossierPaper
from emulation.models.rulebook import LegalRule
from emulation.models.scoring import Eligibility
from emulation.services import dossier_checks, proposals, rulebook
from emulation.vocabulary.award_kinds import AwardKind
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import EligibilityState, ProposalState
from tests.factories import awards as made
from tests.factories import dossiers as filled
from tests.factories.verdicts import cleared
from tests.factories.world import World
from tests.services.test_dossiers import TODAY, bring, examined
from tests.support.ground import laid


@pytest.fixture
def row(session: Session, world: World) -> Proposal:
    """A draft of Hải Phòng for 2024, under the rules of handbook 5."""
    cycle = made.ground(session, world)
    rulebook.load(session, actor=made.actor_system(world), now=world.now)
    return made.draft(session, world, cycle)


def codes(session: Session, row: Proposal) -> list[str]:
    return [finding.code for finding in examined(session, row).blocking]


def test_an_ad_hoc_award_needs_little(session: Session, world: World, row: Proposal, tmp_path: Path) -> None:
    """Rule simplified.l22. Red when is_for() does not look at the kind of the award."""
    row.kind = AwardKind.AD_HOC
    laid(session)
    assert [task.kind.code for task in examined(session, row).tasks] == [
        "submission",
        "achievement_report",
        "other",
    ]
    assert "L03" not in codes(session, row)
    with pytest.raises(NotFound):
        bring(session, world, row, tmp_path, "council_minutes")


@pytest.mark.parametrize(
    ("received", "regime", "form"),
    [
        (date(2023, 12, 31), "R1", "01"),
        (date(2024, 1, 1), "R2", "02"),
        (date(2025, 6, 30), "R2", "02"),
        (date(2025, 7, 1), "R3", None),
    ],
)
def test_the_day_of_receipt_chooses_the_rules(
    session: Session, world: World, row: Proposal, received: date, regime: str, form: str | None
) -> None:
    """Acceptance 2; handbook 5.1. Red when rules_day() forgets `received_on`."""
    row.received_on, row.planned_on = received, date(2024, 5, 1)
    laid(session)
    found = examined(session, row)
    assert [one.value for one in found.regime] == [regime]
    assert found.required >= 4
    filled.paper(session, world, row, "achievement_report", report_form="Mẫu số 09")
    wrong = [one for one in examined(session, row).blocking if one.code == "L13"]
    assert [one.values["wanted"] for one in wrong] == ([form] if form else [])


def test_after_the_last_regime_a_person_decides(session: Session, world: World, row: Proposal) -> None:
    row.received_on = date(2027, 3, 1)
    laid(session)
    found = examined(session, row)
    assert (found.regime, found.required) == ((), 0)
    assert "L01" in [one.code for one in found.findings]


def test_unconfirmed_rules_are_told(session: Session, world: World, row: Proposal) -> None:
    """L15. Red when used_rules is left empty."""
    found = examined(session, row)
    told = next(one for one in found.findings if one.code == "L15")
    unsure = [one.code for one in found.used if not one.confirmed]
    assert told.values["n"] == len(unsure) > 0
    assert "paper_submission.n152" in unsure


def test_an_incomplete_dossier_is_not_sent(session: Session, world: World, row: Proposal) -> None:
    """Handbook A11. Red without require_sendable in services/proposal_checks.py."""
    for move in (ProposalMove.SUBMIT, ProposalMove.PASS_VOTE):
        made.step(session, world, row, move)
    filled.complete(session, world, row)
    cleared(session, world, row)
    assert codes(session, row) == []
    paper = session.scalars(select(DossierPaper).where(DossierPaper.kind == "submission")).one()
    paper.replaced_at = world.now
    laid(session)
    assert codes(session, row) == ["L01"]
    with pytest.raises(DomainError, match=r"còn 1 lỗi phải sửa trước khi trình \(L01\)"):
        proposals.move(
            session,
            actor=world.actor(session, made.SECRETARY),
            now=world.now,
            proposal=row,
            version=row.version,
            step=ProposalMove.SEND,
            facts=made.FACTS[ProposalMove.SEND],
        )
    assert row.state is ProposalState.VOTED


def test_the_day_of_sending_is_held_against_the_papers(session: Session, world: World, row: Proposal) -> None:
    """J6, step 3. Red when require_sendable drops `sent_on`."""
    filled.complete(session, world, row)
    with pytest.raises(DomainError, match="L04"):
        dossier_checks.require_sendable(session, proposal=row, today=TODAY, sent_on=date(2025, 3, 27))


def test_a_suspended_unit_blocks(session: Session, world: World, row: Proposal) -> None:
    filled.complete(session, world, row)
    session.add(
        Eligibility(
            cycle_id=row.cycle_id,
            member_id=row.member_id,
            state=EligibilityState.SUSPENDED,
            reason="Đang thanh tra",
            decided_by="Cụm trưởng",
            decided_on=TODAY,
        )
    )
    laid(session)
    assert codes(session, row) == ["L12"]


def test_votes_without_a_rule_block(session: Session, world: World, row: Proposal) -> None:
    """Message 25. Red when `thresholds` leaves out a body without a rule."""
    filled.complete(session, world, row)
    for rule in session.scalars(select(LegalRule).where(LegalRule.code.startswith("ballot_flag"))):
        rule.valid_to = date(2025, 1, 1)
    laid(session)
    assert codes(session, row) == ["L03"]


def test_the_minutes_are_held_against_the_record(session: Session, world: World, row: Proposal) -> None:
    """Red when _votes() reads the rounds of others."""
    filled.complete(session, world, row)
    paper = session.scalars(select(DossierPaper).where(DossierPaper.kind == "council_ballot")).one()
    for words, expected in (("13/15 phiếu đồng ý", []), ("12/15 phiếu đồng ý", ["L06"])):
        paper.text = words
        laid(session)
        assert codes(session, row) == expected
