"""When a vote is recorded or mended: which proposals a body votes on, on which day, and what stays as it is.

Sources: decisions 4 (votes are dated facts), handbook 9 and 10 (L04).
"""

from collections.abc import Mapping
from datetime import date

from emulation.rules import reasons
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.states import ProposalState
from emulation.vocabulary.words import N_

#: The states in which a proposal may still be counted. A city's council may vote before the proposal goes anywhere.
OPEN_TO: Mapping[PollBody, frozenset[ProposalState]] = {
    PollBody.CLUSTER: frozenset({ProposalState.SUBMITTED, ProposalState.VOTED, ProposalState.IN_DISCLOSURE}),
    PollBody.CITY_COUNCIL: frozenset(
        {
            ProposalState.DRAFT,
            ProposalState.RETURNED,
            ProposalState.SUBMITTED,
            ProposalState.VOTED,
            ProposalState.IN_DISCLOSURE,
        }
    ),
}
#: The states that rest on a count of the cluster.
RESTING = frozenset({ProposalState.VOTED, ProposalState.IN_DISCLOSURE})
HELD = N_("Ngày bỏ phiếu")


def check_held(held_on: date, year: int, today: date, disclosed_from: date | None = None) -> None:
    """Not in the future, not before the emulation year, not after the consultation that followed the vote."""
    if held_on > today:
        message = N_("%(label)s không thể sau hôm nay (%(day)s).")
        raise DomainError(message, field="held_on", label=HELD, day=f"{today:%d/%m/%Y}")
    if held_on.year < year:
        message = N_("Bỏ phiếu cho năm thi đua %(year)s không thể trước năm đó.")
        raise DomainError(message, field="held_on", year=year)
    if disclosed_from is not None and held_on > disclosed_from:
        message = N_("Ngày bỏ phiếu không thể sau ngày bắt đầu lấy ý kiến (%(day)s).")
        raise DomainError(message, field="held_on", day=f"{disclosed_from:%d/%m/%Y}")


def check_minutes(held_on: date, minutes_on: date | None, today: date) -> None:
    """The tellers' minutes are signed on the day of the vote or later, not in the future."""
    if minutes_on is None:
        return
    if minutes_on < held_on:
        message = N_("%(later)s phải sau %(earlier)s (%(day)s).")
        words = {"later": N_("Ngày biên bản"), "earlier": N_("ngày bỏ phiếu")}
        raise DomainError(message, field="minutes_on", day=f"{held_on:%d/%m/%Y}", **words)
    if minutes_on > today:
        message = N_("%(label)s không thể sau hôm nay (%(day)s).")
        raise DomainError(message, field="minutes_on", label=N_("Ngày biên bản"), day=f"{today:%d/%m/%Y}")


def check_counted(numbers: Mapping[str, int | None], prefix: str) -> None:
    """A nominee with any number has its votes for."""
    if numbers["votes_for"] is None:
        message = N_("Nhập %(label)s.")
        raise DomainError(message, field=f"{prefix}votes_for", label=N_("số phiếu đồng ý"))


def check_open(body: PollBody, state: ProposalState, nominee: str, prefix: str) -> None:
    """The body may still vote on the proposal."""
    if state not in OPEN_TO[body]:
        message = N_("Đề nghị cho %(nominee)s đang ở trạng thái “%(state)s” nên không ghi kết quả được.")
        raise DomainError(message, field=f"{prefix}votes_for", nominee=nominee, state=state.label)


def is_settled(body: PollBody, state: ProposalState) -> bool:
    """Whether the count of a proposal does not change any more: it was sent, or it has ended."""
    return state not in OPEN_TO[body] | {ProposalState.DRAFT, ProposalState.RETURNED}


def check_unsettled(is_changed: bool, nominee: str) -> None:
    """What a sent proposal rests on stays as it was sent."""
    if is_changed:
        message = N_(
            "Đề nghị cho %(nominee)s đã trình hoặc đã kết thúc nên kết quả của đề nghị đó không sửa được."
        )
        raise DomainError(message, nominee=nominee)


def check_reason(reason: str, *, is_needed: bool) -> None:
    """Numbers on which a proposal has moved past change with a reason only (message 11)."""
    message = N_("Nhập lý do. Đã có đề nghị đi tiếp dựa trên kết quả này; lý do được ghi vào nhật ký.")
    if is_needed:
        reasons.check_reason(reason, message)
