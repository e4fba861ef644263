"""Members of a cluster: joining, leaving, changes, profile; every refusal."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from emulation.models.clusters import Member, Membership
from emulation.queries.changes import changes_of
from emulation.queries.members import members_with_posts, memberships_of
from emulation.services import changes, members
from emulation.services.changes import ChangeDraft
from emulation.services.members import Joining, Profile
from emulation.vocabulary.errors import DomainError, NotAllowed, Stale
from emulation.vocabulary.kinds import ChangeKind
from tests.factories import clusters as made
from tests.factories.world import World


def test_new_and_known_members_join_together(session: Session, world: World) -> None:
    cluster = made.new_cluster(session, world)
    known = Joining(valid_from=date(2024, 1, 1), member_id=world.members["HN"])
    made.join(session, world, cluster, made.newcomer("BTC", "Bộ Tài chính"), known)
    rows = members_with_posts(session, cluster.id, 2025)
    assert [(row.code, row.name_vi) for row in rows] == [("HN", "Hà Nội"), ("BTC", "Bộ Tài chính")]
    member = session.query(Member).filter_by(code="BTC").one()
    assert member.protocol_order == 6  # after the five cities


def test_a_year_has_the_members_of_its_last_day(session: Session, world: World) -> None:
    cluster = made.of_world(session, world)
    hue = made.newcomer("HUE", "Huế", date(2025, 1, 1))
    made.join(session, world, cluster, hue, who="secretary.hn")
    assert len(members_with_posts(session, cluster.id, 2024)) == 5
    assert [row.code for row in members_with_posts(session, cluster.id, 2025)][-1] == "HUE"


@pytest.mark.parametrize(
    ("joining", "message", "field"),
    [
        (made.newcomer("hn"), "Mã thành viên chỉ gồm", "members-3-code"),
        (made.newcomer("HN"), "“HN” đã có thành viên dùng", "members-3-code"),
        (made.newcomer(""), "Nhập mã thành viên", "members-3-code"),
        (made.newcomer("BTC", ""), "Nhập tên thành viên", "members-3-name_vi"),
    ],
)
def test_a_faulty_newcomer_is_refused(
    session: Session, world: World, joining: Joining, message: str, field: str
) -> None:
    cluster = made.new_cluster(session, world)
    faulty = Joining(**{**vars(joining), "prefix": "members-3-"})
    with pytest.raises(DomainError, match=message) as error:
        made.join(session, world, cluster, faulty)
    assert error.value.field == field


def test_a_member_does_not_join_twice_at_a_time(session: Session, world: World) -> None:
    cluster = made.new_cluster(session, world)
    again = Joining(valid_from=date(2024, 1, 1), member_id=world.members["HN"])
    made.join(session, world, cluster, again)
    with pytest.raises(DomainError, match="đã thuộc cụm từ 01/01/2024"):
        made.join(session, world, cluster, Joining(date(2025, 1, 1), world.members["HN"]))


def test_nobody_joins_without_a_row(session: Session, world: World) -> None:
    with pytest.raises(DomainError, match="ít nhất một thành viên"):
        made.join(session, world, made.new_cluster(session, world))


@pytest.mark.parametrize("who", ["admin", "secretary.hcm", "leader.hn", "officer.hp", "outsider"])
def test_only_the_chairs_secretariat_writes_once_there_is_a_chair(
    session: Session, world: World, who: str
) -> None:
    with pytest.raises(NotAllowed):
        made.join(session, world, made.of_world(session, world), made.newcomer("HUE"), who=who)


def test_a_stale_cluster_version_is_refused(session: Session, world: World) -> None:
    cluster = made.of_world(session, world)
    made.join(session, world, cluster, made.newcomer("HUE"), who="secretary.hn", version=1)
    with pytest.raises(Stale):
        made.join(session, world, cluster, made.newcomer("KH"), who="secretary.hn", version=1)


def _stay(session: Session, world: World, city: str) -> Membership:
    (row,) = memberships_of(session, world.cluster_id, world.members[city])
    stay = session.get(Membership, row.id)
    assert stay is not None
    return stay


def _leave(session: Session, world: World, city: str, on: date, **more: Any) -> Membership:
    stay = _stay(session, world, city)
    values: dict[str, Any] = {"version": stay.version, "decision": "QĐ 9"} | more
    return changes.leave(
        session,
        actor=world.actor(session, "secretary.hn"),
        now=world.now,
        cluster=made.of_world(session, world),
        membership=stay,
        left_on=on,
        **values,
    )


def test_leaving_ends_the_stay_and_stands_in_the_history(session: Session, world: World) -> None:
    _leave(session, world, "CT", date(2025, 7, 1))
    assert len(members_with_posts(session, world.cluster_id, 2025)) == 4
    newest = changes_of(session, world.cluster_id)[0]
    assert (newest.kind, newest.code, newest.decision) == (ChangeKind.LEFT, "CT", "QĐ 9")
    both = changes_of(session, world.cluster_id, world.members["CT"])
    assert [change.kind for change in both] == [ChangeKind.LEFT, ChangeKind.JOINED]


def test_leaving_is_refused_before_joining_with_a_post_and_when_stale(session: Session, world: World) -> None:
    with pytest.raises(DomainError, match="phải sau ngày tham gia"):
        _leave(session, world, "CT", date(2010, 1, 1))
    with pytest.raises(DomainError, match="còn giữ nhiệm kỳ đến 01/03/2026"):
        _leave(session, world, "HN", date(2025, 7, 1))
    with pytest.raises(Stale):
        _leave(session, world, "CT", date(2025, 7, 1), version=7)


def _change(session: Session, world: World, version: int = 1, **more: Any) -> None:
    values: dict[str, Any] = {
        "kind": ChangeKind.BOUNDARY,
        "effective_on": date(2025, 7, 1),
        "description": "Hợp nhất tỉnh Hải Dương",
    }
    member = session.get(Member, world.members["HP"])
    assert member is not None
    changes.record_change(
        session,
        actor=world.actor(session, "secretary.hn"),
        now=world.now,
        cluster=made.of_world(session, world),
        member=member,
        version=version,
        draft=ChangeDraft(**(values | more)),
    )


def test_a_boundary_change_is_dated_and_leaves_the_name(session: Session, world: World) -> None:
    _change(session, world)
    newest = changes_of(session, world.cluster_id)[0]
    assert (newest.on, newest.kind, newest.name_vi) == (date(2025, 7, 1), ChangeKind.BOUNDARY, "Hải Phòng")


def test_two_changes_of_one_day_both_stay(session: Session, world: World) -> None:
    _change(session, world)
    _change(session, world, version=2, description="Đặc khu Bạch Long Vĩ")
    assert [c.kind for c in changes_of(session, world.cluster_id)][:2] == [ChangeKind.BOUNDARY] * 2


def test_renaming_gives_the_new_name_and_refuses_a_stale_form(session: Session, world: World) -> None:
    _change(session, world, kind=ChangeKind.RENAMED, new_name_vi="Thành phố Cảng")
    assert session.get(Member, world.members["HP"]).name_vi == "Thành phố Cảng"  # type: ignore[union-attr]
    with pytest.raises(Stale):
        _change(session, world)


def test_the_profile_is_edited_with_its_version(session: Session, world: World) -> None:
    member = session.get(Member, world.members["HP"])
    assert member is not None
    arguments: dict[str, Any] = {
        "actor": world.actor(session, "secretary.hn"),
        "now": world.now,
        "cluster": made.of_world(session, world),
        "member": member,
    }
    members.edit(
        session, version=1, profile=Profile("Hải Phòng", phone="0225 3", protocol_order=3), **arguments
    )
    assert (member.phone, member.search_text) == ("0225 3", "hai phong hp")
    with pytest.raises(Stale):
        members.edit(session, version=1, profile=Profile("X"), **arguments)
