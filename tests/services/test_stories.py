"""The story of a published year, from the rows of two years and the sheets behind them."""

from decimal import Decimal

from sqlalchemy.orm import Session

from emulation.queries.membership import members_over_time
from emulation.queries.rankings import published_rankings
from emulation.rules.stories import Topic
from emulation.services.stories import story
from tests.factories import ledgers as made
from tests.factories import rankings
from tests.factories.world import World
from tests.support.told import plain


def told(session: Session, world: World, year: int) -> dict[Topic, list[str]]:
    found = published_rankings(session, world.cluster_id, year=year)
    sentences = story(
        session,
        cluster_id=world.cluster_id,
        ranking=found[-1],
        earlier=found[-2] if len(found) > 1 else None,
        members=members_over_time(session, world.cluster_id),
    )
    by_topic: dict[Topic, list[str]] = {}
    for one in sentences:
        by_topic.setdefault(one.topic, []).append(plain(one.sentence))
    return by_topic


def test_causes_are_the_criteria_that_both_years_score_alike(session: Session, world: World) -> None:
    """I.01 is 64.75 now, before 68 (HN), 69 (HCM), 67 (DN), 66 (HP), 65 (CT): only losses, so risers name none.

    Red when `_parts` takes the wrong year.
    """
    made.published(session, world)
    made.last_year(session, world)
    found = told(session, world, 2025)
    assert found[Topic.MOVES] == [
        "Hà Nội tăng 1 bậc so với năm 2024, từ hạng 2 lên hạng 1; tổng điểm tăng 109.75.",
        "TP. Hồ Chí Minh giảm 1 bậc so với năm 2024, từ hạng 1 xuống hạng 2, "
        "do Tốc độ tăng GRDP giảm 4.25 điểm; tổng điểm tăng 102.25.",
        "Giữ nguyên hạng so với năm 2024: Đà Nẵng, Hải Phòng, Cần Thơ.",
    ]
    assert found[Topic.TIES] == [
        "Đà Nẵng, Hải Phòng cùng 164.75 điểm; thứ tự được phân định theo: Điểm nội dung I cao hơn."
    ]
    assert found[Topic.GAP] == [
        "Khoảng cách nhỏ nhất giữa hai hạng liền nhau là 6.50 điểm, giữa Hà Nội và TP. Hồ Chí Minh."
    ]
    assert found[Topic.FIRMNESS][0].startswith("Qua 45 phép thử đổi trọng số, ")


def test_a_criterion_with_another_maximum_is_no_cause(session: Session, world: World) -> None:
    """70 points now, 80 before: not scored alike. Red when `_common` compares codes alone."""
    made.published(session, world)
    made.last_year(session, world, most="80")
    assert told(session, world, 2025)[Topic.MOVES][1] == (
        "TP. Hồ Chí Minh giảm 1 bậc so với năm 2024, từ hạng 1 xuống hạng 2; tổng điểm tăng 102.25."
    )


def test_a_bonus_that_changes_a_place_is_told(session: Session, world: World) -> None:
    """HP gets 6 points of bonus: 170.75 stands before DN (164.75); without it the tie is parted for DN."""
    ranking = made.frozen(session, world)
    made.line_of(session, world, "HP", "B").claimed = Decimal(6)
    rows = {row.member_id: row for row in ranking.rows}
    hp, dn = rows[world.members["HP"]], rows[world.members["DN"]]
    hp.total, hp.bonus, hp.rank, dn.rank = Decimal("170.75"), Decimal(6), 3, 4
    hp.tie_rule = dn.tie_rule = None
    session.flush()
    ranking.state = ranking.state.PUBLISHED
    session.flush()
    found = told(session, world, 2025)
    assert found[Topic.EXTRAS] == [
        "Nếu không tính điểm thưởng: Đà Nẵng hạng 3 thay vì hạng 4, Hải Phòng hạng 4 thay vì hạng 3."
    ]


def test_newcomers_and_new_maps_are_the_ground_of_the_comparison(session: Session, world: World) -> None:
    rankings.ranking(session, world, 2024, {"HN": (1, "900"), "HCM": (2, "890")})
    rankings.hue_joins(session, world)
    rankings.ranking(session, world, 2025, {"HN": (1, "910"), "HUE": (2, "905"), "HCM": (3, "880")})
    found = told(session, world, 2025)
    assert found[Topic.GROUND] == [
        "Huế mới tham gia, xếp hạng 2.",
        "Có 3 thành viên, năm 2024 có 2: thứ hạng hai năm không so ngang nhau.",
        "Địa giới thay đổi: TP. Hồ Chí Minh; kết quả hai năm đo trên hai địa giới khác nhau.",
    ]
    assert Topic.FIRMNESS not in found and Topic.EXTRAS not in found, "there are no sheets"
