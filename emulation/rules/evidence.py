"""When evidence may be added, changed, used and taken back (features P6: one paper, described once, used often).

The store is open while its year is; whether a record takes evidence is decided by the record's own rule.
"""

from emulation.rules import explanations, pledges, results, sheets
from emulation.rules.cycles import Work, check_phase
from emulation.vocabulary.errors import DomainError, Sealed
from emulation.vocabulary.evidence import Proof
from emulation.vocabulary.kinds import Period
from emulation.vocabulary.states import ExplanationState, Phase, PledgeState, ReportState, SheetState
from emulation.vocabulary.words import N_

State = PledgeState | ReportState | SheetState | ExplanationState


def check_open(phase: Phase) -> None:
    """Raise Sealed once the year is closed."""
    if phase is Phase.CLOSED:
        raise Sealed(N_("Năm thi đua đã đóng nên không sửa được nữa."))


def check_standing(*, is_withdrawn: bool, is_replaced: bool) -> None:
    """Only the newest version is edited, replaced or withdrawn, and nothing that was withdrawn."""
    if is_withdrawn:
        raise DomainError(N_("Minh chứng này đã được rút nên không sửa được."))
    if is_replaced:
        raise DomainError(N_("Đây là bản cũ. Hãy sửa ở bản mới nhất."))


def check_unused(uses: int) -> None:
    """What is used somewhere is not withdrawn."""
    if uses:
        message = N_("Minh chứng đang được dùng ở %(n)s nơi. Bỏ ở những nơi đó trước khi rút.")
        raise DomainError(message, n=uses)


def check_usable(state: State, period: Period | None, phase: Phase) -> None:
    """Raise DomainError unless the record takes other evidence now: as its own lines would be edited."""
    if isinstance(state, ReportState):
        assert period is not None, "a report has a period"
        check_phase(results.WORK[period], phase)
        results.check_editable(state)
    elif isinstance(state, PledgeState):
        check_phase(Work.EDIT_PLEDGE, phase)
        pledges.check_editable(state)
    elif isinstance(state, ExplanationState):
        check_phase(Work.EXPLAIN, phase)
        explanations.check_editable(state)
    else:
        check_phase(Work.SELF_SCORE, phase)
        sheets.check_editable(state)


def is_usable(state: State, period: Period | None, phase: Phase) -> bool:
    """The same as an answer."""
    try:
        check_usable(state, period, phase)
    except DomainError:
        return False
    return True


def is_shown(proof: Proof, state: State, *, is_own: bool) -> bool:
    """Whether somebody who reads the member's evidence sees the record that it is used for: as its page does."""
    if proof is Proof.EXPLANATION:
        return explanations.is_readable(ExplanationState(state), is_own=is_own)
    return proof is not Proof.REPORT_LINE or results.is_readable(ReportState(state), is_own=is_own)


def title_of(name: str) -> str:
    """What a paper is called when nobody says so: its file's name without the ending."""
    return name.rpartition(".")[0] or name
