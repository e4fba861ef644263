"""When evidence is added, used and taken back."""

import pytest

from emulation.rules import evidence as rules
from emulation.vocabulary.errors import DomainError, Sealed
from emulation.vocabulary.evidence import Proof
from emulation.vocabulary.kinds import Period
from emulation.vocabulary.states import ExplanationState, Phase, PledgeState, ReportState, SheetState


def test_the_store_is_open_while_its_year_is() -> None:
    for phase in set(Phase) - {Phase.CLOSED}:
        rules.check_open(phase)
    with pytest.raises(Sealed):
        rules.check_open(Phase.CLOSED)


@pytest.mark.parametrize(
    ("state", "period", "phase", "usable"),
    [
        (ReportState.DRAFT, Period.MID_YEAR, Phase.MID_YEAR, True),
        (ReportState.RETURNED, Period.MID_YEAR, Phase.SECOND_HALF, True),
        (ReportState.DRAFT, Period.MID_YEAR, Phase.PLEDGING, False),
        (ReportState.SUBMITTED, Period.MID_YEAR, Phase.MID_YEAR, False),
        (ReportState.ACCEPTED, Period.YEAR, Phase.TOTALS, False),
        (ReportState.DRAFT, Period.YEAR, Phase.CLOSED, False),
        (PledgeState.DRAFT, None, Phase.PLEDGING, True),
        (PledgeState.SIGNED, None, Phase.PLEDGING, False),
        (PledgeState.DRAFT, None, Phase.SECOND_HALF, False),
        (SheetState.RETURNED, None, Phase.SELF_SCORING, True),
        (SheetState.SUBMITTED, None, Phase.SELF_SCORING, False),
        (SheetState.DRAFT, None, Phase.CONFERENCE, False),
        (ExplanationState.REQUESTED, None, Phase.EXPLAINING, True),
        (ExplanationState.AWAITING_APPROVAL, None, Phase.EXPLAINING, False),
        (ExplanationState.SENT, None, Phase.EXPLAINING, False),
        (ExplanationState.REQUESTED, None, Phase.SELF_SCORING, False),
    ],
)
def test_a_record_takes_evidence_as_its_lines_are_edited(
    state: rules.State, period: Period | None, phase: Phase, usable: bool
) -> None:
    assert rules.is_usable(state, period, phase) is usable


def test_a_draft_report_is_hidden_from_whoever_is_not_of_the_member() -> None:
    assert not rules.is_shown(Proof.REPORT_LINE, ReportState.DRAFT, is_own=False)
    assert rules.is_shown(Proof.REPORT_LINE, ReportState.DRAFT, is_own=True)
    assert rules.is_shown(Proof.REPORT_LINE, ReportState.SUBMITTED, is_own=False)
    assert rules.is_shown(Proof.TARGET, PledgeState.DRAFT, is_own=False)


def test_an_answer_is_hidden_until_it_is_sent() -> None:
    """Red when `is_shown` forgets explanations: their state is none of a report's."""
    assert not rules.is_shown(Proof.EXPLANATION, ExplanationState.REQUESTED, is_own=False)
    assert rules.is_shown(Proof.EXPLANATION, ExplanationState.REQUESTED, is_own=True)
    assert rules.is_shown(Proof.EXPLANATION, ExplanationState.SENT, is_own=False)


def test_only_what_stands_is_changed_and_only_the_unused_withdrawn() -> None:
    rules.check_standing(is_withdrawn=False, is_replaced=False)
    for withdrawn, replaced in ((True, False), (False, True)):
        with pytest.raises(DomainError):
            rules.check_standing(is_withdrawn=withdrawn, is_replaced=replaced)
    rules.check_unused(0)
    with pytest.raises(DomainError, match="ở 2 nơi"):
        rules.check_unused(2)


def test_a_paper_is_called_as_its_file() -> None:
    assert rules.title_of("nghị quyết 12.v2.pdf") == "nghị quyết 12.v2"
    assert rules.title_of(".pdf") == ".pdf"
    assert rules.title_of("nghi-quyet") == "nghi-quyet"
