"""Proposals for members, collectives and persons, resting on a score, a movement or a deed."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.awards import Proposal
from emulation.models.campaigns import Campaign
from emulation.models.cycles import Cycle
from emulation.services import proposals
from emulation.services.nominees import ProposalDraft
from emulation.vocabulary.award_kinds import AwardKind, NomineeKind
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.moves import CampaignMove, ProposalMove
from emulation.vocabulary.states import Phase
from tests.factories import awards as made
from tests.factories import campaigns
from tests.factories.world import World

COLLECTIVE: dict[str, Any] = {
    "nominee_kind": NomineeKind.COLLECTIVE,
    "nominee": "Tổ Một cửa phường Hồng Bàng",
}
PERSON: dict[str, Any] = {
    "nominee_kind": NomineeKind.PERSON,
    "nominee": "Nguyễn Thị Minh Họa",
    "nominee_post": "Công nhân, Công ty Môi trường đô thị",
}
DEED: dict[str, Any] = {
    "kind": AwardKind.AD_HOC,
    "achieved_on": date(2025, 9, 9),
    "merit": "Cứu 12 người trong bão.",
}
THEMATIC: dict[str, Any] = {"kind": AwardKind.THEMATIC}


@pytest.fixture
def cycle(session: Session, world: World) -> Cycle:
    """2024, in the phase awarding, with its ranking frozen."""
    return made.ground(session, world)


def movement(session: Session, world: World, *, joined: bool = True, concluded: bool = True) -> int:
    """A movement of the cluster that Hải Phòng has joined."""
    row = campaigns.launched(session, world)
    if joined:
        campaigns.approved(session, world, row)
    if concluded:
        campaigns.step(session, world, row, CampaignMove.CONCLUDE, "Báo cáo nộp sau hội nghị.")
    return row.id


@pytest.mark.parametrize(
    ("form", "more", "kept"),
    [
        ("flag_gov", {}, ("member", "Hải Phòng", "", False, False, date(2024, 12, 31))),
        ("flag_gov", {"nominee": "hai phong"}, ("member", "Hải Phòng", "", False, False, date(2024, 12, 31))),
        (
            "ttldtt",
            COLLECTIVE | {"is_small_collective": True, "nominee_post": "bỏ đi"},
            ("collective", "Tổ Một cửa phường Hồng Bàng", "", False, True, date(2024, 12, 31)),
        ),
        (
            "cstd_base",
            PERSON | {"is_direct_worker": True, "achieved_on": date(2024, 6, 30)},
            (
                "person",
                "Nguyễn Thị Minh Họa",
                "Công nhân, Công ty Môi trường đô thị",
                True,
                False,
                date(2024, 6, 30),
            ),
        ),
        (
            "ad_hoc",
            PERSON | DEED,
            (
                "person",
                "Nguyễn Thị Minh Họa",
                "Công nhân, Công ty Môi trường đô thị",
                False,
                False,
                date(2025, 9, 9),
            ),
        ),
    ],
    ids=["the member", "its own name", "a small collective", "a direct worker", "a deed"],
)
def test_every_kind_of_nominee_is_kept(
    session: Session, world: World, cycle: Cycle, form: str, more: dict[str, Any], kept: tuple[Any, ...]
) -> None:
    """Red when `_checked` keeps the post of a collective, or forgets the last day of the year."""
    row = made.draft(session, world, cycle, form=form, **more)
    found = (row.nominee_kind.value, row.nominee, row.nominee_post, row.is_direct_worker)
    assert (*found, row.is_small_collective, row.achieved_on) == kept


@pytest.mark.parametrize(
    ("form", "more", "field", "message"),
    [
        ("flag_gov", {"nominee": "Sở Nội vụ"}, "nominee", "để trống ô này"),
        ("ttldtt", COLLECTIVE | {"nominee": ""}, "nominee", "tên tập thể"),
        ("cstd_base", PERSON | {"nominee": ""}, "nominee", "họ và tên cá nhân"),
        ("cstd_base", PERSON | {"nominee_post": ""}, "nominee_post", "chức vụ, công việc"),
        ("ttldtt", COLLECTIVE | {"is_direct_worker": True}, "is_direct_worker", "Chỉ cá nhân"),
        ("cstd_base", PERSON | {"is_small_collective": True}, "is_small_collective", "Chỉ tập thể"),
        ("flag_gov", PERSON, "award_form", "không dùng cho loại “Cá nhân”"),
        ("cstd_base", COLLECTIVE, "award_form", "không dùng cho loại “Tập thể”"),
        ("ttldtt", COLLECTIVE | DEED, "award_form", "không dùng cho loại “Đột xuất”"),
        ("flag_gov", {"achieved_on": date(2025, 1, 1)}, "achieved_on", "trong năm thi đua 2024"),
        ("ad_hoc", PERSON | DEED | {"achieved_on": date(2025, 10, 16)}, "achieved_on", "sau hôm nay"),
        ("ad_hoc", PERSON | DEED | {"achieved_on": None}, "achieved_on", "ngày đạt thành tích"),
        ("ad_hoc", PERSON | DEED | {"merit": "  "}, "merit", "thành tích"),
        ("thematic", PERSON | THEMATIC, "campaign", "phong trào, chuyên đề"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(
    session: Session,
    world: World,
    cycle: Cycle,
    form: str,
    more: dict[str, Any],
    field: str,
    message: str,
) -> None:
    """Red when `_checked` leaves out one of its checks."""
    with pytest.raises(DomainError) as error:
        made.draft(session, world, cycle, form=form, **more)
    told = error.value.message % error.value.values
    assert (error.value.field, message in told) == (field, True), told
    assert session.scalars(select(Proposal)).all() == []


def test_a_movement_counts_once_it_is_concluded_and_joined(
    session: Session, world: World, cycle: Cycle
) -> None:
    """Red when check_merit does not ask whether the movement is concluded, or the member is in it."""
    number = movement(session, world)
    row = made.draft(session, world, cycle, form="thematic", campaign_id=number, **PERSON, **THEMATIC)
    assert row.campaign_id == number
    with pytest.raises(DomainError, match="chưa có đăng ký được duyệt") as error:
        made.draft(session, world, cycle, "CT", "thematic", campaign_id=number, **PERSON, **THEMATIC)
    assert error.value.field == "campaign"


def test_a_movement_that_runs_is_not_rewarded_yet(session: Session, world: World, cycle: Cycle) -> None:
    number = movement(session, world, concluded=False)
    with pytest.raises(DomainError, match="chưa tổng kết"):
        made.draft(session, world, cycle, form="thematic", campaign_id=number, **PERSON, **THEMATIC)


def test_a_movement_of_another_cluster_is_not_there(session: Session, world: World, cycle: Cycle) -> None:
    """Red when check_merit does not compare the clusters."""
    number = movement(session, world)
    session.get_one(Campaign, number).cluster_id = world.cluster_id + 1
    session.flush()
    with pytest.raises(NotFound):
        made.draft(session, world, cycle, form="thematic", campaign_id=number, **PERSON, **THEMATIC)


def test_a_movement_is_kept_by_thematic_awards_only(session: Session, world: World, cycle: Cycle) -> None:
    """Chosen beside a merit it is dropped: it would say that the award rests on it."""
    row = made.draft(session, world, cycle, campaign_id=77)
    assert row.campaign_id is None


@pytest.mark.parametrize(
    ("phase", "more", "allowed"),
    [
        (Phase.PLEDGING, PERSON | DEED, False),
        (Phase.FIRST_HALF, PERSON | DEED, True),
        (Phase.FIRST_HALF, {}, False),
        (Phase.CROSS_CHECKING, {}, False),
        (Phase.TOTALS, {}, True),
        (Phase.CLOSED, PERSON | DEED, False),
    ],
)
def test_a_deed_is_honoured_in_time_and_merit_after_the_totals(
    session: Session, world: World, cycle: Cycle, phase: Phase, more: dict[str, Any], allowed: bool
) -> None:
    """Red when `_check_phase` in services/proposals.py gives merit and deeds the same phases."""
    cycle.phase = phase
    session.flush()
    form = "ad_hoc" if more else "flag_gov"
    if allowed:
        assert made.draft(session, world, cycle, form=form, **more).id
    else:
        with pytest.raises(DomainError):
            made.draft(session, world, cycle, form=form, **more)


def test_two_deeds_are_two_achievements_and_one_is_one(session: Session, world: World, cycle: Cycle) -> None:
    """The same form for the same person and another name pass; twice the same does not."""
    made.draft(session, world, cycle, form="ad_hoc", **PERSON, **DEED)
    made.draft(session, world, cycle, form="ad_hoc", **PERSON | {"nominee": "Trần Văn Ví Dụ"}, **DEED)
    with pytest.raises(DomainError, match="đã có đề nghị"):
        made.draft(session, world, cycle, form="ad_hoc", **PERSON, **DEED)


def test_a_draft_changes_its_nominee_and_the_trail_tells(
    session: Session, world: World, cycle: Cycle
) -> None:
    """From a person to the member itself: the post goes with the person. Red when `edit` keeps it."""
    row = made.draft(session, world, cycle, form="pm_certificate", **PERSON)
    proposals.edit(
        session,
        actor=world.actor(session, "officer.hp"),
        now=world.now,
        proposal=row,
        version=row.version,
        draft=ProposalDraft(row.member_id, row.award_form_id, discovered_by="Sở Nội vụ"),
    )
    assert (row.nominee, row.nominee_post, row.nominee_kind.value) == ("Hải Phòng", "", "member")
    event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert event.changes["nominee"] == ["Nguyễn Thị Minh Họa", "Hải Phòng"]


def test_an_error_of_a_list_names_its_row(session: Session, world: World, cycle: Cycle) -> None:
    """The conference's list: errors of the nominee stand in its row. Red when `checked` forgets the prefix."""
    conference = made.held(session, world, cycle)
    form, member = made.form_id(session, "cstd_base"), world.members["HP"]
    rows = {
        "others-0-": ProposalDraft(member, form, discovered_by="Sở", **PERSON),
        "others-1-": ProposalDraft(member, form, discovered_by="Sở", **PERSON | {"nominee_post": ""}),
    }
    with pytest.raises(DomainError) as error:
        proposals.draft_from_conference(
            session,
            actor=world.actor(session, made.SECRETARY),
            now=world.now,
            cycle=cycle,
            conference=conference,
            proposals=rows,
        )
    assert error.value.field == "others-1-nominee_post"


def test_without_a_finder_it_is_not_sent_to_the_chair(session: Session, world: World, cycle: Cycle) -> None:
    """Handbook 15, A08. Red when check_submit forgets check_told."""
    row = made.draft(session, world, cycle, discovered_by="")
    with pytest.raises(DomainError, match="Chưa gửi được") as error:
        made.step(session, world, row, ProposalMove.SUBMIT)
    assert error.value.field == "discovered_by"
