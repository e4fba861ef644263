"""Terms: recording, rights by date, exceptions, overlaps, vacancy, the board."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.scoring import Eligibility
from emulation.models.terms import Term
from emulation.queries.accounts import get_actor
from emulation.queries.terms import terms_of
from emulation.rules.access import may
from emulation.services import rotation, terms
from emulation.services.clusters import subject_of
from emulation.services.members import Joining
from emulation.services.terms import TermEdit, TermsDraft
from emulation.vocabulary.actions import Action
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError, NotAllowed, Stale
from emulation.vocabulary.kinds import Post, Provenance, RotationRule
from emulation.vocabulary.states import EligibilityState
from tests.factories import clusters as made
from tests.factories.world import World


def _next(world: World, **more: Any) -> TermsDraft:
    """The posts of 2026 in turn: HCM as chair, HP and DN as vice-chairs."""
    values: dict[str, Any] = {
        "year": 2026,
        "starts_on": date(2026, 3, 1),
        "chair_id": world.members["HCM"],
        "vice_ids": (world.members["HP"], world.members["DN"]),
        "decision": "Biên bản hội nghị",
    }
    return TermsDraft(**(values | more))


def test_chair_and_two_vice_chairs_are_recorded(session: Session, world: World) -> None:
    made.record(session, world, made.of_world(session, world), _next(world))
    rows = [row for row in terms_of(session, world.cluster_id) if row.year == 2026]
    assert [(row.post, row.code) for row in rows] == [
        (Post.CHAIR, "HCM"),
        (Post.VICE_CHAIR, "HP"),
        (Post.VICE_CHAIR, "DN"),
    ]


def test_the_first_term_is_the_administrators_and_the_second_is_not(session: Session, world: World) -> None:
    cluster = made.new_cluster(session, world)
    stays = [Joining(date(2024, 1, 1), world.members[city]) for city in ("HN", "HCM", "HP")]
    made.join(session, world, cluster, *stays)
    first = TermsDraft(2025, date(2025, 1, 1), world.members["HP"], (world.members["HN"],))
    made.record(session, world, cluster, first, who="admin")
    second = TermsDraft(2026, date(2026, 1, 1), world.members["HN"])
    with pytest.raises(NotAllowed):
        made.record(session, world, cluster, second, who="admin")


@pytest.mark.parametrize("who", ["admin", "secretary.hcm", "leader.hcm", "officer.hn", "auditor", "outsider"])
def test_only_the_chair_records_the_next_term(session: Session, world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        made.record(session, world, made.of_world(session, world), _next(world), who=who)


def test_rights_move_at_midnight_of_the_first_day(session: Session, world: World) -> None:
    """00:00 of 01/03/2026 in Asia/Ho_Chi_Minh is 17:00 UTC of the day before."""
    made.record(session, world, made.of_world(session, world), _next(world))
    session.flush()
    seen = []
    for moment in (datetime(2026, 2, 28, 16, 59, tzinfo=UTC), datetime(2026, 2, 28, 17, 0, tzinfo=UTC)):
        today = local_date(moment)
        for name in ("secretary.hn", "secretary.hcm"):
            user = session.get(User, world.users[name])
            assert user is not None
            subject = subject_of(session, world.cluster_id, today)
            seen.append(may(get_actor(session, user, today), Action.MEMBER_EDIT, subject))
    assert seen == [True, False, False, True]


@pytest.mark.parametrize(
    ("more", "message", "field"),
    [
        ({"starts_on": date(2026, 2, 28)}, "trùng với nhiệm kỳ Cụm trưởng của Hà Nội", "starts_on"),
        ({"ends_on": date(2026, 3, 1)}, "phải sau ngày bắt đầu", "ends_on"),
        ({"chair_id": None, "vice_ids": ()}, "Chọn Cụm trưởng hoặc", "chair"),
        ({"year": 2025}, "đã giữ một chức vụ của cụm trong năm 2025", "chair"),
    ],
)
def test_terms_that_do_not_fit_are_refused(
    session: Session, world: World, more: dict[str, Any], message: str, field: str
) -> None:
    with pytest.raises(DomainError, match=message) as error:
        made.record(session, world, made.of_world(session, world), _next(world, **more))
    assert error.value.field == field


def test_one_member_never_holds_both_posts(session: Session, world: World) -> None:
    """Red when `check_posts` is not called."""
    both = _next(world, vice_ids=(world.members["HCM"],))
    with pytest.raises(DomainError, match="không thể vừa là Cụm trưởng vừa là Cụm phó"):
        made.record(session, world, made.of_world(session, world), both)


def test_a_member_that_has_not_joined_holds_no_post(session: Session, world: World) -> None:
    cluster = made.of_world(session, world)
    (stay,) = made.join(
        session, world, cluster, made.newcomer("HUE", "Huế", date(2026, 6, 1)), who="secretary.hn"
    )
    late = _next(world, vice_ids=(stay.member_id,))
    with pytest.raises(DomainError, match="Vào ngày 01/03/2026 thành viên này không thuộc cụm") as error:
        made.record(session, world, cluster, late)
    assert error.value.field == "vices"


def test_a_choice_outside_the_turn_carries_its_reason(session: Session, world: World) -> None:
    cluster = made.of_world(session, world)
    other = _next(world, chair_id=world.members["CT"])
    with pytest.raises(DomainError, match="Nhập lý do"):
        made.record(session, world, cluster, other)
    chair, *vices = made.record(session, world, cluster, replace(other, exception_reason="Năm du lịch"))
    assert chair.exception_reason == "Năm du lịch"
    assert all(vice.exception_reason == "" for vice in vices)


def test_history_needs_no_reason(session: Session, world: World) -> None:
    old = TermsDraft(2018, date(2018, 1, 1), world.members["HP"], (), date(2019, 1, 1))
    published = replace(old, provenance=Provenance.PUBLISHED, source="Báo")
    made.record(session, world, made.of_world(session, world), published)
    assert terms_of(session, world.cluster_id)[0].source == "Báo"


def test_who_was_not_considered_last_year_is_passed_over(session: Session, world: World) -> None:
    cluster = made.of_world(session, world)
    cluster.skip_not_considered = True
    values = {"reason": "Vi phạm", "decided_by": "Cụm", "decided_on": date(2025, 9, 1)}
    session.add(
        Eligibility(
            cycle_id=world.cycle_id,
            member_id=world.members["HCM"],
            state=EligibilityState.INELIGIBLE,
            **values,
        )
    )
    session.flush()
    knowing = _board(session, world, knows_all=True).next
    public = _board(session, world).next
    assert knowing is not None and knowing.member is not None and public is not None
    assert (knowing.member.code, [who.code for who in knowing.skipped]) == ("HP", ["HCM"])
    assert public.member is not None and public.member.code == "HCM"  # not public before the ranking is
    with pytest.raises(DomainError, match="Nhập lý do"):
        made.record(session, world, cluster, _next(world))


def _board(session: Session, world: World, *, knows_all: bool = False) -> rotation.Board:
    return rotation.board(
        session,
        cluster=made.of_world(session, world),
        running_year=2025,
        today=date(2025, 10, 15),
        knows_all=knows_all,
    )


def test_the_board_says_what_is_known_and_no_more(session: Session, world: World) -> None:
    cluster = made.of_world(session, world)
    cluster.rotation_rule = RotationRule.LONGEST_WAIT
    old = TermsDraft(2018, date(2018, 1, 1), world.members["HP"], (), date(2019, 1, 1))
    made.record(session, world, cluster, replace(old, provenance=Provenance.PUBLISHED))
    made.join(session, world, cluster, made.newcomer("HUE", "Huế", date(2025, 1, 1)), who="secretary.hn")
    board = _board(session, world)
    assert (board.years[0], board.years[-1]) == (2011, 2025)
    by_code = {line.member.code: line for line in board.lines}
    cells = {cell.year: cell for cell in by_code["HN"].cells}
    assert (cells[2018].is_sourced, cells[2019].is_sourced, cells[2025].is_sourced) == (False, False, True)
    assert [cell.belongs for cell in by_code["HUE"].cells] == [False] * 14 + [True]
    assert (by_code["HP"].waited, by_code["HN"].waited, by_code["DN"].waited) == (7, 0, None)
    codes = [turn.member.code for turn in board.turns if turn.member]
    assert codes == ["HCM", "DN", "CT", "HP", "HUE", "HN", "HCM", "DN", "CT", "HP"]
    assert board.chair_today is not None and board.chair_today.code == "HN"


def _edit(session: Session, world: World, term: Term, **more: Any) -> Term:
    values: dict[str, Any] = {
        "member_id": term.member_id,
        "starts_on": term.starts_on,
        "ends_on": term.ends_on,
    }
    version = more.pop("version", term.version)
    return terms.edit(
        session,
        actor=world.actor(session, more.pop("who", "secretary.hn")),
        now=world.now,
        cluster=made.of_world(session, world),
        term=term,
        version=version,
        draft=TermEdit(**(values | more)),
    )


def _chair(session: Session, world: World) -> Term:
    row = next(row for row in terms_of(session, world.cluster_id) if row.post is Post.CHAIR)
    term = session.get(Term, row.id)
    assert term is not None
    return term


def test_ending_the_chairs_term_leaves_a_vacancy_that_the_administrator_can_fill(
    session: Session, world: World
) -> None:
    _edit(session, world, _chair(session, world), ends_on=date(2025, 10, 1), note="Từ nhiệm")
    assert _board(session, world).chair_today is None
    cluster = made.of_world(session, world)
    draft = _next(world, starts_on=date(2025, 10, 1))
    with pytest.raises(NotAllowed):
        made.record(session, world, cluster, draft)
    made.record(session, world, cluster, draft, who="admin")


def test_an_edit_is_checked_like_a_new_term(session: Session, world: World) -> None:
    made.record(session, world, made.of_world(session, world), _next(world))
    term = _chair(session, world)
    for more, message in (
        ({"ends_on": date(2026, 3, 2)}, "trùng với nhiệm kỳ Cụm trưởng của TP. Hồ Chí Minh"),
        ({"ends_on": date(2024, 3, 2)}, "phải sau ngày bắt đầu"),
        ({"starts_on": date(2010, 1, 1)}, "không thuộc cụm"),
        ({"member_id": world.members["HCM"]}, "đã giữ một chức vụ"),
    ):
        with pytest.raises(DomainError, match=message):
            _edit(session, world, term, **more)
    with pytest.raises(Stale):
        _edit(session, world, term, version=9)
    with pytest.raises(NotAllowed):
        _edit(session, world, term, who="secretary.hp")


def test_posts_that_nobody_ended_are_handed_over_on_the_day_the_next_begin(
    session: Session, world: World
) -> None:
    """Handbook 4, rule 7: rights move at 00:00 of the start. Red without `_hand_over` in services/terms.py."""
    for term in session.query(Term):
        term.ends_on = None
    session.flush()
    made.record(session, world, made.of_world(session, world), _next(world))
    ends = {row.code: row.ends_on for row in terms_of(session, world.cluster_id) if row.year == 2025}
    assert ends == {"HN": date(2026, 3, 1), "HCM": date(2026, 3, 1)}
