"""Who is asked for what: role × phase × state of a paper, as a table written by hand (handbook 3 and 4)."""

from datetime import date

import pytest

from emulation.rules import cluster_work, work
from emulation.vocabulary.actor import Actor, Capacity
from emulation.vocabulary.desk import Desk, Paper, PaperKind, Seat
from emulation.vocabulary.kinds import Role
from emulation.vocabulary.states import Phase, PledgeState, ProposalState, ReportState, SheetState

CLUSTER, HN, HP, DN = 1, 2, 3, 4
TODAY = date(2025, 10, 15)
HERE = frozenset({CLUSTER})


def _person(role: Role, member_id: int | None, post: str = "") -> Actor:
    chair, vice = (HERE if post == name else frozenset[int]() for name in ("chair", "vice"))
    clusters = HERE if role is not Role.ADMIN else frozenset[int]()
    return Actor(7, "A", TODAY, (Capacity(role, member_id, None, clusters, chair, vice),))


#: Everybody who may look at the paper of HP; HN is chair and DN vice-chair.
PEOPLE = {
    "officer": _person(Role.MEMBER_OFFICER, HP),
    "leader": _person(Role.MEMBER_LEADER, HP),
    "secretary": _person(Role.SECRETARIAT, HP),
    "other officer": _person(Role.MEMBER_OFFICER, DN, "vice"),
    "chair": _person(Role.SECRETARIAT, HN, "chair"),
    "vice": _person(Role.SECRETARIAT, DN, "vice"),
    "chair's leader": _person(Role.MEMBER_LEADER, HN, "chair"),
    "vice's leader": _person(Role.MEMBER_LEADER, DN, "vice"),
    "council": _person(Role.COUNCIL_MEMBER, HP),
    "teller": _person(Role.TELLER, None),
    "auditor": _person(Role.AUDITOR, None),
    "admin": _person(Role.ADMIN, None),
    "no role": Actor(7, "A", TODAY),
}
PLEDGING = "planning pledging first_half"
MID = "mid_year second_half"
OPEN_YEAR = (
    "planning pledging first_half mid_year second_half self_scoring cross_checking explaining totals "
    "conference awarding"
)
SCORING = "self_scoring cross_checking explaining totals"
#: (kind, state) → who → (verb, phases in which they are asked). Whoever is not named is never asked.
TABLE: dict[tuple[PaperKind, str], dict[str, tuple[str, str]]] = {
    (PaperKind.PLEDGE, PledgeState.DRAFT): {"officer": ("Soạn giao ước", PLEDGING)},
    (PaperKind.PLEDGE, PledgeState.AWAITING_APPROVAL): {"leader": ("Duyệt và nộp giao ước", PLEDGING)},
    (PaperKind.PLEDGE, PledgeState.RETURNED): {"officer": ("Sửa giao ước", PLEDGING)},
    (PaperKind.PLEDGE, PledgeState.SUBMITTED): {"chair": ("Thống nhất giao ước", PLEDGING)},
    (PaperKind.PLEDGE, PledgeState.ACCEPTED): {"chair": ("Ghi lễ ký kết", PLEDGING)},
    (PaperKind.PLEDGE, PledgeState.SIGNED): {},
    (PaperKind.PLEDGE, PledgeState.WITHDRAWN): {"officer": ("Mở lại giao ước", PLEDGING)},
    (PaperKind.REPORT, ReportState.DRAFT): {"officer": ("Nhập kết quả", MID)},
    (PaperKind.REPORT, ReportState.AWAITING_APPROVAL): {"leader": ("Duyệt và nộp kết quả", MID)},
    (PaperKind.REPORT, ReportState.RETURNED): {"officer": ("Nhập kết quả", MID)},
    (PaperKind.REPORT, ReportState.SUBMITTED): {
        "chair": ("Tiếp nhận kết quả", OPEN_YEAR),
        "vice": ("Tiếp nhận kết quả", OPEN_YEAR),
    },
    (PaperKind.REPORT, ReportState.ACCEPTED): {},
    (PaperKind.SHEET, SheetState.DRAFT): {"officer": ("Tự chấm điểm", SCORING)},
    (PaperKind.SHEET, SheetState.AWAITING_APPROVAL): {"leader": ("Ký duyệt và nộp", SCORING)},
    (PaperKind.SHEET, SheetState.RETURNED): {"officer": ("Tự chấm điểm", SCORING)},
    (PaperKind.SHEET, SheetState.SUBMITTED): {
        "chair": ("Thẩm định điểm", SCORING),
        "vice": ("Thẩm định điểm", SCORING),
    },
    (PaperKind.SHEET, SheetState.REVIEWED): {"chair": ("Khóa điểm", "totals")},
    (PaperKind.PROPOSAL, ProposalState.DRAFT): {"leader": ("Duyệt và gửi đề nghị", OPEN_YEAR)},
    (PaperKind.PROPOSAL, ProposalState.SUBMITTED): {"chair": ("Xử lý đề nghị", OPEN_YEAR)},
    (PaperKind.PROPOSAL, ProposalState.RETURNED): {
        "officer": ("Bổ sung đề nghị", "totals conference awarding")
    },
    (PaperKind.PROPOSAL, ProposalState.VOTED): {"chair": ("Trình lên cấp trên", OPEN_YEAR)},
    (PaperKind.PROPOSAL, ProposalState.SENT): {},
}
#: What is asked whatever papers there are, and what a member owes that has none of a kind.
BESIDE = {
    *("Mở năm thi đua", "Chuyển giai đoạn", "Soạn bảng tiêu chí", "Ghi nhiệm kỳ", "Ghi hội nghị"),
    "Đóng năm thi đua",
}
OF_KIND = {
    PaperKind.PLEDGE: {"Soạn giao ước"},
    PaperKind.REPORT: {"Nhập kết quả"},
    PaperKind.SHEET: {"Tự chấm điểm"},
    PaperKind.PROPOSAL: set[str](),
}


def _asked(who: str, phase: Phase, kind: PaperKind, state: str) -> set[str]:
    """The verbs that a person reads because of this paper."""
    detail = "mid_year" if kind is PaperKind.REPORT else ""
    paper = Paper(kind, 5, 1, HP, state, 1, detail=detail)
    desk = Desk(
        *(CLUSTER, "tptw", True, 2025),
        cycle_id=1,
        year=2025,
        phase=phase,
        scorecard_issued=True,
        chairs=frozenset({2025, 2026}),
        seats=(Seat(HP, "HP", "Hải Phòng"),),
        papers=(paper,),
    )
    actor = PEOPLE[who]
    tasks = [*work.member_tasks(actor, desk), *cluster_work.cluster_tasks(actor, desk, TODAY)]
    if kind is PaperKind.REPORT:
        tasks = [task for task in tasks if task.period is None or task.period.value == detail]
    owed = set[str]().union(*(verbs for other, verbs in OF_KIND.items() if other is not kind))
    return {task.verb for task in tasks} - BESIDE - owed


@pytest.mark.parametrize(("kind", "state"), TABLE, ids=lambda value: getattr(value, "value", value))
def test_who_is_asked_for_what_in_every_phase(kind: PaperKind, state: str) -> None:
    """Red when a line of APPROVALS or REVIEWS is left out, and when one asks an action that others hold too."""
    expected = TABLE[kind, state]
    for who in PEOPLE:
        verb, phases = expected.get(who, ("", ""))
        for phase in Phase:
            if phase is not Phase.CLOSED:  # a closed year lies on no desk
                wanted = {verb} if phase.value in phases.split() else set()
                assert _asked(who, phase, kind, state) == wanted, (who, phase.value)


def test_the_table_names_every_state_that_waits_for_somebody() -> None:
    named = {state for kind, state in TABLE if kind is PaperKind.PLEDGE}
    assert named == set(PledgeState)
    assert {state for kind, state in TABLE if kind is PaperKind.REPORT} == set(ReportState)


def test_every_task_has_a_verb_for_its_button() -> None:
    """Red when a task is made without one."""
    for (kind, state), people in TABLE.items():
        for who in people:
            for phase in Phase:
                assert "" not in _asked(who, phase, kind, state)
