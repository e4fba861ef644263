"""The workflow of an award proposal, the dated facts its moves need, and what bars one.

Sources: screens 5.1 (states), decisions 4 (votes, disclosure and sending are dated facts), handbook 10 (L04, L11, L12)
and 15 (A07). Thresholds and quotas are rows of the rulebook, never constants here.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations

from emulation.vocabulary.award_kinds import AwardKind
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import EligibilityState, ProposalState
from emulation.vocabulary.vietnamese import fold
from emulation.vocabulary.words import N_

_DRAFT, _SUBMITTED, _RETURNED = ProposalState.DRAFT, ProposalState.SUBMITTED, ProposalState.RETURNED
_VOTED, _DISCLOSURE, _SENT = ProposalState.VOTED, ProposalState.IN_DISCLOSURE, ProposalState.SENT
_APPRAISING, _DECIDED, _CONFERRED = (
    ProposalState.APPRAISING,
    ProposalState.DECIDED,
    ProposalState.CONFERRED,
)

TABLE: Mapping[tuple[ProposalState, ProposalMove], ProposalState] = {
    (_DRAFT, ProposalMove.SUBMIT): _SUBMITTED,
    (_RETURNED, ProposalMove.SUBMIT): _SUBMITTED,
    (_SUBMITTED, ProposalMove.PASS_VOTE): _VOTED,
    (_VOTED, ProposalMove.DISCLOSE): _DISCLOSURE,
    (_VOTED, ProposalMove.SEND): _SENT,
    (_DISCLOSURE, ProposalMove.SEND): _SENT,
    **{(state, ProposalMove.CUT): ProposalState.NOT_GRANTED for state in (_SUBMITTED, _VOTED, _DISCLOSURE)},
    (_SENT, ProposalMove.APPRAISE): _APPRAISING,
    (_SENT, ProposalMove.DECIDE): _DECIDED,
    (_APPRAISING, ProposalMove.DECIDE): _DECIDED,
    (_SENT, ProposalMove.REFUSE): ProposalState.NOT_GRANTED,
    (_APPRAISING, ProposalMove.REFUSE): ProposalState.NOT_GRANTED,
    (_DECIDED, ProposalMove.CONFER): _CONFERRED,
    (_DECIDED, ProposalMove.REVOKE): ProposalState.REVOKED,
    (_CONFERRED, ProposalMove.REVOKE): ProposalState.REVOKED,
    **{
        (state, ProposalMove.RETURN): _RETURNED
        for state in (_SUBMITTED, _VOTED, _DISCLOSURE, _SENT, _APPRAISING)
    },
    **{
        (state, ProposalMove.WITHDRAW): ProposalState.WITHDRAWN
        for state in (_DRAFT, _RETURNED, _SUBMITTED, _VOTED, _DISCLOSURE, _SENT, _APPRAISING)
    },
}
#: Without votes, by the simplified procedure for ad hoc awards (`simplified.l22`).
SIMPLIFIED: Mapping[tuple[ProposalState, ProposalMove], ProposalState] = {
    (_SUBMITTED, ProposalMove.SEND): _SENT
}
EDITABLE = frozenset({_DRAFT, _RETURNED})
#: A proposal in one of these no longer stands in the way of another one.
ENDED = frozenset({ProposalState.WITHDRAWN, ProposalState.NOT_GRANTED, ProposalState.REVOKED})
#: Sent upward: a decision is awaited, for months as a rule (handbook 3).
AWAITED = frozenset({_SENT, _APPRAISING})
#: Moves that the register of decisions makes, together with the decision they rest on.
BY_DECISION = frozenset({ProposalMove.DECIDE, ProposalMove.CONFER, ProposalMove.REVOKE})
#: The move that opening a public consultation makes, for all its proposals together.
BY_CONSULTATION = frozenset({ProposalMove.DISCLOSE})
WITH_REASON = frozenset({ProposalMove.RETURN, ProposalMove.WITHDRAW, ProposalMove.REFUSE, ProposalMove.CUT})
#: Moves whose reason is the outcome.
OUTCOMES = frozenset({ProposalMove.REFUSE, ProposalMove.CUT})
#: The facts a move needs, by the names of the record's fields.
FACTS: Mapping[ProposalMove, tuple[str, ...]] = {
    ProposalMove.SEND: ("sent_on", "sent_to", "sent_number"),
    ProposalMove.APPRAISE: ("received_on",),
}
#: Facts with their words, as messages name them; the days of votes come from their polls.
WORDS = {
    "cluster_vote_on": N_("Ngày bỏ phiếu của cụm"),
    "council_vote_on": N_("Ngày bỏ phiếu của Hội đồng"),
    "sent_on": N_("Ngày trình"),
    "sent_to": N_("Nơi nhận tờ trình"),
    "sent_number": N_("Số tờ trình"),
    "received_on": N_("Ngày tiếp nhận hồ sơ"),
    "signed_on": N_("Ngày ký quyết định"),
    "conferred_on": N_("Ngày trao tặng"),
    "achieved_on": N_("Ngày đạt thành tích"),
    "recovered_on": N_("Ngày thu hồi"),
    "revoked_on": N_("Ngày hủy bỏ"),
}
#: The order in which dates follow each other; equal days are fine (L04).
ORDER: tuple[tuple[str, ...], ...] = (
    ("cluster_vote_on", "sent_on", "received_on", "signed_on", "conferred_on"),
    ("council_vote_on", "sent_on"),
    ("signed_on", "revoked_on", "recovered_on"),
    ("achieved_on", "signed_on"),
)


def is_simplified(kind: AwardKind) -> bool:
    """Whether the simplified procedure is open to an award: those for a deed outside plans (handbook 8)."""
    return kind is AwardKind.AD_HOC


def next_state(state: ProposalState, move: ProposalMove, kind: AwardKind = AwardKind.MERIT) -> ProposalState:
    """Where a move leads. Raises DomainError when it is not possible from here."""
    following = TABLE.get((state, move)) or (SIMPLIFIED.get((state, move)) if is_simplified(kind) else None)
    if following is None:
        message = N_("Đề nghị đang ở trạng thái “%(state)s” nên không làm được việc này.")
        raise DomainError(message, state=state.label)
    return following


def moves_from(state: ProposalState, kind: AwardKind = AwardKind.MERIT) -> list[ProposalMove]:
    """The moves that are possible from a state, in the order of the workflow."""
    also = SIMPLIFIED if is_simplified(kind) else {}
    return [move for move in ProposalMove if (state, move) in TABLE or (state, move) in also]


def check_editable(state: ProposalState) -> None:
    """Only drafts and returned proposals are written to."""
    if state not in EDITABLE:
        message = N_("Đề nghị đang ở trạng thái “%(state)s” nên không sửa được. Cần được trả lại trước.")
        raise DomainError(message, state=state.label)


def check_merit(
    *,
    is_ranked: bool,
    eligibility: EligibilityState,
    reason: str = "",
    kind: AwardKind = AwardKind.MERIT,
    has_campaign: bool = False,
    is_concluded: bool = False,
    is_registered: bool = False,
    achieved_on: date | None = None,
    deed: str = "",
) -> None:
    """No proposal without what it rests on (handbook A07), none for a member that is not considered (L12).

    Merit rests on a frozen ranking row; thematic on a concluded movement that the member joined; all others on a
    deed with its day, outside the plans that were scored (handbook 8).
    """
    if kind is AwardKind.MERIT and not is_ranked:
        message = N_("Đơn vị chưa có điểm đã khóa trong năm này nên chưa đề nghị khen thưởng được.")
        raise DomainError(message, field="member")
    if kind is AwardKind.THEMATIC:
        _check_campaign(has_campaign, is_concluded, is_registered)
    elif kind is not AwardKind.MERIT:
        if achieved_on is None:
            raise DomainError(N_("Nhập %(label)s."), field="achieved_on", label=N_("ngày đạt thành tích"))
        if not deed.strip():
            raise DomainError(N_("Nhập %(label)s."), field="merit", label=N_("thành tích"))
    if eligibility is not EligibilityState.ELIGIBLE:
        message = N_("Đơn vị đang ở diện “%(state)s” nên không đề nghị khen thưởng được. Lý do: %(reason)s")
        raise DomainError(message, field="member", state=eligibility.label, reason=reason or "–")


def _check_campaign(has_campaign: bool, is_concluded: bool, is_registered: bool) -> None:
    if not has_campaign:
        raise DomainError(N_("Chọn %(label)s."), field="campaign", label=N_("phong trào, chuyên đề"))
    if not is_concluded:
        message = N_("Phong trào chưa tổng kết nên chưa đề nghị khen thưởng được.")
        raise DomainError(message, field="campaign")
    if not is_registered:
        message = N_("Đơn vị chưa có đăng ký được duyệt trong phong trào này.")
        raise DomainError(message, field="campaign")


def check_facts(move: ProposalMove, facts: Mapping[str, object]) -> None:
    """Every fact that the move needs is there (message 4)."""
    for name in FACTS.get(move, ()):
        if facts.get(name) in (None, ""):
            raise DomainError(N_("Nhập %(label)s."), field=name, label=WORDS[name].lower())


def check_dates(dates: Mapping[str, date | None], today: date | None = None) -> None:
    """Vote ≤ sending ≤ receipt ≤ decision ≤ conferral; the message names both (message 10, L04).

    With `today`, no date lies in the future.
    """
    for name, day in dates.items():
        if today is not None and day is not None and day > today:
            message = N_("%(label)s không thể sau hôm nay (%(day)s).")
            raise DomainError(message, field=name, label=WORDS[name], day=f"{today:%d/%m/%Y}")
    for chain in ORDER:
        for earlier, later in combinations(chain, 2):
            before, after = dates.get(earlier), dates.get(later)
            if before is not None and after is not None and after < before:
                raise DomainError(
                    N_("%(later)s phải sau %(earlier)s (%(day)s)."),
                    field=later,
                    later=WORDS[later],
                    earlier=WORDS[earlier].lower(),
                    day=f"{before:%d/%m/%Y}",
                )


def is_duplicate(nominee: str, award_form: str, others: Iterable[tuple[str, str, ProposalState]]) -> bool:
    """Whether the same nominee already has a living proposal of this form. `others`: (nominee, form, state)."""
    return any(
        form == award_form and fold(name) == fold(nominee) and state not in ENDED
        for name, form, state in others
    )


def other_forms(nominee: str, award_form: str, others: Iterable[tuple[str, str, ProposalState]]) -> list[str]:
    """The other forms proposed for the same nominee and year: one achievement, one form (L11, `one_form.l22`)."""
    return [
        form
        for name, form, state in others
        if form != award_form and fold(name) == fold(nominee) and state not in ENDED
    ]


def lead_days(since: date | None, until: date) -> int | None:
    """Days from sending to the decision, or to today while it is awaited; None before sending."""
    return None if since is None else (until - since).days
