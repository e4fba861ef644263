"""Tasks of those who lead a cluster."""

from datetime import date

import pytest

from emulation.rules import cluster_work
from emulation.vocabulary.actor import Actor, Capacity
from emulation.vocabulary.desk import Desk, Paper, PaperKind, Seat
from emulation.vocabulary.kinds import Role
from emulation.vocabulary.states import Phase, PledgeState, ProposalState, RankingState, SheetState

CLUSTER, HN, HP = 1, 2, 3
SEATS = (Seat(HN, "HN", "Hà Nội"), Seat(HP, "HP", "Hải Phòng"))
TODAY = date(2025, 10, 15)


def person(role: Role, *, post: str = "chair", member_id: int | None = HN, user_id: int = 7) -> Actor:
    here = frozenset({CLUSTER})
    chair_of, vice_of = (here if post == name else frozenset[int]() for name in ("chair", "vice"))
    return Actor(user_id, "A", TODAY, (Capacity(role, member_id, None, here, chair_of, vice_of),))


SECRETARY = person(Role.SECRETARIAT)


def desk(phase: Phase, *papers: Paper, **more: object) -> Desk:
    values = {"scorecard_issued": True, "seats": SEATS, "chairs": frozenset({2025, 2026})} | more
    return Desk(CLUSTER, "tptw", True, 2025, cycle_id=1, year=2025, phase=phase, papers=papers, **values)  # type: ignore[arg-type]


def paper(kind: PaperKind, state: str, member_id: int = HP, **more: object) -> Paper:
    return Paper(kind, 1, 1, member_id, state, 1, **more)  # type: ignore[arg-type]


def said(actor: Actor, found: Desk, today: date = TODAY) -> list[str]:
    return [task.sentence() for task in cluster_work.cluster_tasks(actor, found, today)]


def test_pledges_to_agree_to_confirm_and_to_sign() -> None:
    submitted = paper(PaperKind.PLEDGE, PledgeState.SUBMITTED)
    copied = paper(PaperKind.PLEDGE, PledgeState.SUBMITTED, on_behalf=True)
    agreed = paper(PaperKind.PLEDGE, PledgeState.ACCEPTED)
    assert said(SECRETARY, desk(Phase.PLEDGING, submitted)) == ["Thống nhất giao ước của Hải Phòng năm 2025"]
    assert said(SECRETARY, desk(Phase.PLEDGING, copied)) == [
        "Xác nhận giao ước nhập thay của Hải Phòng năm 2025"
    ]
    assert said(person(Role.SECRETARIAT, user_id=1), desk(Phase.PLEDGING, copied)) == []
    assert said(SECRETARY, desk(Phase.PLEDGING, agreed)) == ["Ghi lễ ký kết giao ước năm 2025"]
    assert said(person(Role.SECRETARIAT, post="vice"), desk(Phase.PLEDGING, submitted, copied, agreed)) == []


def test_the_chair_does_not_appraise_its_own_sheet_alone() -> None:
    own, other = (
        paper(PaperKind.SHEET, SheetState.SUBMITTED, HN),
        paper(PaperKind.SHEET, SheetState.SUBMITTED),
    )
    assert said(SECRETARY, desk(Phase.SELF_SCORING, own)) == ["Mở năm thi đua 2026"]
    assert said(SECRETARY, desk(Phase.SELF_SCORING, other))[1] == "Thẩm định điểm của Hải Phòng năm 2025"


MOVE = "Chuyển năm 2025 sang giai đoạn tiếp theo: việc của “{}” đã xong"
REVIEWED = paper(PaperKind.SHEET, SheetState.REVIEWED)


@pytest.mark.parametrize(
    ("role", "phase", "ranking", "sentence"),
    [
        (Role.SECRETARIAT, Phase.TOTALS, None, "Khóa điểm năm 2025"),
        (Role.MEMBER_LEADER, Phase.TOTALS, RankingState.FROZEN, ""),
        (Role.SECRETARIAT, Phase.TOTALS, RankingState.FROZEN, "Chỉ định người chốt điểm năm 2025"),
        (Role.SECRETARIAT, Phase.TOTALS, RankingState.FINALISED, MOVE.format("Tổng hợp, họp trù bị")),
        (Role.MEMBER_LEADER, Phase.TOTALS, RankingState.FINALISED, ""),
        (Role.SECRETARIAT, Phase.CONFERENCE, RankingState.FINALISED, "Công bố bảng xếp hạng năm 2025"),
        (Role.MEMBER_LEADER, Phase.CONFERENCE, RankingState.FINALISED, "Công bố bảng xếp hạng năm 2025"),
        (Role.SECRETARIAT, Phase.CONFERENCE, RankingState.PUBLISHED, MOVE.format("Hội nghị tổng kết")),
        (Role.SECRETARIAT, Phase.AWARDING, RankingState.PUBLISHED, "Đóng năm thi đua 2025"),
    ],
)
def test_freeze_finalise_publish_close_each_by_whom_and_when(
    role: Role, phase: Phase, ranking: RankingState | None, sentence: str
) -> None:
    found = said(person(role), desk(phase, REVIEWED, ranking=ranking, has_year_end=True))
    steps = [words for words in found if not words.startswith("Mở năm")]
    assert steps == ([sentence] if sentence else [])


@pytest.mark.parametrize(
    ("approvers", "leader", "secretary"),
    [
        ({7: False}, ["Chốt điểm năm 2025"], []),
        ({7: True, 8: False}, [], []),
        ({8: False}, [], []),
        ({}, [], ["Chỉ định người chốt điểm năm 2025"]),
    ],
)
def test_only_a_named_leader_is_asked_to_approve(
    approvers: dict[int, bool], leader: list[str], secretary: list[str]
) -> None:
    """The leader is person 7. Red when the task no longer asks who was named."""
    found = desk(Phase.TOTALS, REVIEWED, ranking=RankingState.FROZEN, approvers=approvers)
    assert said(person(Role.MEMBER_LEADER), found) == leader
    assert [words for words in said(SECRETARY, found) if "chốt" in words] == secretary


def test_freezing_waits_for_every_sheet() -> None:
    open_sheet = paper(PaperKind.SHEET, SheetState.RETURNED, HN)
    assert "Khóa điểm năm 2025" not in said(SECRETARY, desk(Phase.TOTALS, REVIEWED, open_sheet))


def test_the_conference_and_next_years_terms_are_asked_for() -> None:
    found = desk(Phase.CONFERENCE, ranking=RankingState.PUBLISHED, chairs=frozenset({2025}))
    assert said(SECRETARY, found)[1:] == [
        "Ghi Cụm trưởng, Cụm phó năm 2026",
        "Ghi hội nghị tổng kết năm 2025",
    ]


@pytest.mark.parametrize(
    ("phase", "today", "asked"),
    [
        (Phase.SECOND_HALF, date(2025, 11, 30), False),
        (Phase.SECOND_HALF, date(2025, 12, 1), True),
        (Phase.SELF_SCORING, TODAY, True),
        (Phase.AWARDING, TODAY, True),
    ],
)
def test_the_next_year_is_opened_late_in_the_newest(phase: Phase, today: date, asked: bool) -> None:
    opening = "Mở năm thi đua 2026"
    assert (opening in said(SECRETARY, desk(phase), today)) is asked
    already = Desk(CLUSTER, "tptw", True, 2026, cycle_id=1, year=2025, phase=phase)
    assert "Mở năm thi đua 2027" not in said(SECRETARY, already, today)


def test_the_administrator_opens_the_first_year_of_a_cluster_without_a_chair() -> None:
    admin = Actor(9, "X", TODAY, (Capacity(Role.ADMIN),))
    assert said(admin, Desk(CLUSTER, "moi", False, None)) == ["Mở năm thi đua 2025"]
    assert said(admin, Desk(CLUSTER, "moi", True, None)) == []


def test_a_phase_past_its_last_day_asks_to_move_on() -> None:
    found = desk(Phase.FIRST_HALF, deadlines={Phase.FIRST_HALF: date(2025, 6, 30)})
    (words,) = said(SECRETARY, found)
    assert words == "Chuyển năm 2025 sang giai đoạn tiếp theo: “Thực hiện 6 tháng đầu năm” đã hết hạn"
    assert said(SECRETARY, found, date(2025, 6, 30)) == []


def test_open_proposals_wait_for_a_decision_and_hold_the_closing_back() -> None:
    sent = paper(PaperKind.PROPOSAL, ProposalState.SENT)
    found = desk(Phase.AWARDING, sent, ranking=RankingState.PUBLISHED)
    assert "Đóng năm thi đua 2025" not in said(SECRETARY, found)
    assert [task.sentence() for task in cluster_work.awaited_tasks(SECRETARY, found)] == [
        "1 đề nghị khen thưởng năm 2025 chờ quyết định của cấp trên."
    ]


def test_the_secretariat_sees_how_many_are_missing() -> None:
    found = desk(Phase.PLEDGING, paper(PaperKind.PLEDGE, PledgeState.SUBMITTED))
    assert [task.sentence() for task in cluster_work.awaited_tasks(SECRETARY, found)] == [
        "1/2 thành viên chưa nộp giao ước năm 2025."
    ]
    assert not list(cluster_work.awaited_tasks(person(Role.SECRETARIAT, post=""), found))
