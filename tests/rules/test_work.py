"""Tasks of a member's people: what follows from the papers on the desk."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from emulation.rules import work
from emulation.vocabulary.actor import Actor, Capacity
from emulation.vocabulary.desk import Desk, Paper, PaperKind, Seat
from emulation.vocabulary.kinds import Role
from emulation.vocabulary.states import Phase, PledgeState, ProposalState, ReportState, SheetState

CLUSTER, HP, DN = 1, 3, 4
SEATS = (Seat(HP, "HP", "Hải Phòng"), Seat(DN, "DN", "Đà Nẵng"))
DEADLINES = {Phase.PLEDGING: date(2025, 3, 31), Phase.MID_YEAR: date(2025, 7, 31)}


def person(role: Role, member_id: int | None = HP, user_id: int = 7) -> Actor:
    capacity = Capacity(role, member_id, None, frozenset({CLUSTER}))
    return Actor(user_id, "A", date(2025, 10, 15), (capacity,))


def desk(phase: Phase, *papers: Paper, **more: object) -> Desk:
    values = {"scorecard_issued": True, "seats": SEATS, "deadlines": DEADLINES} | more
    return Desk(CLUSTER, "tptw", True, 2025, cycle_id=1, year=2025, phase=phase, papers=papers, **values)  # type: ignore[arg-type]


def paper(kind: PaperKind, state: str, member_id: int = HP, entered_by: int = 1, detail: str = "") -> Paper:
    return Paper(kind, 1, 1, member_id, state, entered_by, detail=detail)


def said(actor: Actor, found: Desk) -> list[str]:
    return [task.sentence() for task in work.member_tasks(actor, found)]


#: What an officer of a member that has done nothing is asked for in each phase.
FROM_NOTHING = {
    "planning": ["Soạn giao ước của Hải Phòng năm 2025"],
    "pledging": ["Soạn giao ước của Hải Phòng năm 2025"],
    "first_half": [
        "Soạn giao ước của Hải Phòng năm 2025",
        "Nhập kết quả Quý I của Hải Phòng năm 2025",
    ],
    "mid_year": ["Nhập kết quả 6 tháng của Hải Phòng năm 2025"],
    "second_half": [
        "Nhập kết quả 6 tháng của Hải Phòng năm 2025",
        "Nhập kết quả 9 tháng của Hải Phòng năm 2025",
    ],
    "self_scoring": [
        "Nhập kết quả Cả năm của Hải Phòng năm 2025",
        "Tự chấm điểm của Hải Phòng năm 2025",
    ],
    "cross_checking": [
        "Nhập kết quả Cả năm của Hải Phòng năm 2025",
        "Tự chấm điểm của Hải Phòng năm 2025",
    ],
    "explaining": [
        "Nhập kết quả Cả năm của Hải Phòng năm 2025",
        "Tự chấm điểm của Hải Phòng năm 2025",
    ],
    "totals": [
        "Nhập kết quả Cả năm của Hải Phòng năm 2025",
        "Tự chấm điểm của Hải Phòng năm 2025",
    ],
    "conference": [],
    "awarding": [],
    "closed": [],
}


@pytest.mark.parametrize("phase", list(Phase))
def test_an_officer_who_has_done_nothing_in_every_phase(phase: Phase) -> None:
    assert said(person(Role.MEMBER_OFFICER), desk(phase)) == FROM_NOTHING[phase.value]


def test_deadlines_come_from_the_phase_and_late_is_still_accepted() -> None:
    (task,) = work.member_tasks(person(Role.MEMBER_OFFICER), desk(Phase.MID_YEAR))
    assert (task.due_on, task.keeps_open, task.member) == (date(2025, 7, 31), True, "HP")


def test_without_an_issued_scorecard_nobody_scores() -> None:
    found = said(person(Role.MEMBER_OFFICER), desk(Phase.SELF_SCORING, scorecard_issued=False))
    assert found == ["Nhập kết quả Cả năm của Hải Phòng năm 2025"]


def test_what_was_returned_comes_back_and_what_was_sent_waits() -> None:
    officer = person(Role.MEMBER_OFFICER)
    returned = desk(Phase.PLEDGING, paper(PaperKind.PLEDGE, PledgeState.RETURNED))
    assert said(officer, returned) == ["Sửa giao ước của Hải Phòng năm 2025: đã bị trả lại"]
    sent = desk(Phase.PLEDGING, paper(PaperKind.PLEDGE, PledgeState.SUBMITTED))
    assert said(officer, sent) == []
    assert [task.sentence() for task in work.waiting_tasks(officer, sent)] == [
        "Giao ước năm 2025 chờ Cụm trưởng thống nhất."
    ]


@pytest.mark.parametrize(
    ("kind", "state", "detail", "sentence"),
    [
        (PaperKind.PLEDGE, PledgeState.AWAITING_APPROVAL, "", "Duyệt và nộp giao ước của Hải Phòng năm 2025"),
        (
            PaperKind.REPORT,
            ReportState.AWAITING_APPROVAL,
            "mid_year",
            "Duyệt và nộp kết quả 6 tháng của Hải Phòng năm 2025",
        ),
        (
            PaperKind.SHEET,
            SheetState.AWAITING_APPROVAL,
            "",
            "Ký duyệt và nộp phiếu tự chấm của Hải Phòng năm 2025",
        ),
        (
            PaperKind.PROPOSAL,
            ProposalState.DRAFT,
            "",
            "Duyệt và gửi đề nghị khen thưởng của Hải Phòng năm 2025",
        ),
    ],
)
def test_a_leader_is_asked_to_approve_unless_they_wrote_it(
    kind: PaperKind, state: str, detail: str, sentence: str
) -> None:
    """Red when tasks do not ask the access table with `entered_by`."""
    phases = {PaperKind.PLEDGE: Phase.PLEDGING, PaperKind.REPORT: Phase.MID_YEAR}
    found = desk(phases.get(kind, Phase.TOTALS), paper(kind, state, detail=detail))
    assert said(person(Role.MEMBER_LEADER), found) == [sentence]
    assert said(person(Role.MEMBER_LEADER, user_id=1), found) == []
    assert said(person(Role.MEMBER_LEADER, DN), found) == []


@given(some.sampled_from(Phase), some.sampled_from(PledgeState))
def test_an_auditor_has_no_tasks_and_nobody_sees_anothers_papers(phase: Phase, state: PledgeState) -> None:
    found = desk(phase, paper(PaperKind.PLEDGE, state, DN))
    assert said(person(Role.AUDITOR, None), found) == []
    for role in (Role.MEMBER_OFFICER, Role.MEMBER_LEADER):
        tasks = [*work.member_tasks(person(role, HP), found), *work.waiting_tasks(person(role, HP), found)]
        assert all(task.member in ("", "HP") for task in tasks)


def test_a_paper_whose_phase_is_over_is_nobodys_task() -> None:
    late = desk(Phase.MID_YEAR, paper(PaperKind.PLEDGE, PledgeState.AWAITING_APPROVAL))
    assert said(person(Role.MEMBER_LEADER), late) == []
