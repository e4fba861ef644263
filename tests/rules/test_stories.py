"""The story of a year: what each topic says, and when it keeps silent."""

from dataclasses import replace
from decimal import Decimal

from emulation.rules.robustness import Verdict
from emulation.rules.stories import Topic, by_topic, tell
from emulation.rules.story_facts import Place, Year
from emulation.vocabulary.kinds import TieRule
from tests.rules.test_differences import Named
from tests.support.told import plain


def place(letter: str, rank: int | None, total: str | None, **more: object) -> Place:
    return replace(Place(letter, Named(letter), rank, total=Decimal(total) if total else None), **more)  # type: ignore[arg-type]


def told(year: Year, topic: Topic) -> list[str]:
    return [plain(one.sentence) for one in tell(year, causes=2) if one.topic is topic]


def year(*places: Place, **more: object) -> Year:
    return replace(Year(2024, len(places), places, False), **more)  # type: ignore[arg-type]


def test_order_names_those_on_the_best_rank_together() -> None:
    found = year(
        place("A", 1, "900.00"), place("B", 1, "900.00"), place("C", 3, "880.50"), place("D", None, "870.00")
    )
    assert told(found, Topic.ORDER) == [
        "A, B dẫn đầu năm 2024 trong 4 thành viên với 900.00 điểm.",
        "Tiếp theo: C hạng 3 (880.50 điểm).",
        "Không có thứ hạng trong bảng: D.",
    ]


def test_a_tie_says_the_rule_that_parted_it_or_that_none_did() -> None:
    """Handbook 6.3. Red when members that share a rank are told as parted."""
    found = year(
        place("A", 1, "912.40", tie_rule=TieRule.CONTENT_ONE),
        place("B", 2, "912.40", tie_rule=TieRule.CONTENT_ONE),
        place("C", 3, "900.00", is_tied=True),
        place("D", 3, "900.00", is_tied=True),
    )
    assert told(found, Topic.TIES) == [
        "A, B cùng 912.40 điểm; thứ tự được phân định theo: Điểm nội dung I cao hơn.",
        "Đồng hạng 3: C, D.",
    ]
    assert told(found, Topic.GAP) == [
        "Khoảng cách nhỏ nhất giữa hai hạng liền nhau là 12.40 điểm, giữa B và C."
    ]


def test_bonus_and_penalty_are_told_only_where_they_change_a_place() -> None:
    found = year(
        place("A", 1, "900.00", without_bonus=2, without_penalty=1),
        place("B", 2, "899.00", without_bonus=1, without_penalty=2),
    )
    assert told(found, Topic.EXTRAS) == [
        "Nếu không tính điểm thưởng: A hạng 2 thay vì hạng 1, B hạng 1 thay vì hạng 2."
    ]


def test_firmness_counts_the_firm_and_names_the_others() -> None:
    firm, loose = Verdict.FIRM, Verdict.SENSITIVE
    found = year(
        place("A", 1, "9.00", best=1, worst=1, verdict=firm),
        place("B", 2, "8.00", best=2, worst=3, verdict=loose),
        tried=45,
    )
    assert told(found, Topic.FIRMNESS) == [
        "Qua 45 phép thử đổi trọng số, 1/2 thứ hạng vững; nhạy: B hạng 2–3."
    ]
    calm = year(found.places[0], tried=45)
    assert told(calm, Topic.FIRMNESS) == ["Qua 45 phép thử đổi trọng số, 1/1 thứ hạng vững."]
    assert told(year(place("A", 1, "9.00")), Topic.FIRMNESS) == []


def test_the_ground_of_a_comparison_is_said() -> None:
    found = year(
        place("A", 1, None, has_new_map=True), place("B", 2, None, has_joined=True), before=2023, of_before=1
    )
    assert told(found, Topic.GROUND) == [
        "B mới tham gia, xếp hạng 2.",
        "Có 2 thành viên, năm 2023 có 1: thứ hạng hai năm không so ngang nhau.",
        "Địa giới thay đổi: A; kết quả hai năm đo trên hai địa giới khác nhau.",
    ]


def test_what_is_made_up_says_so() -> None:
    """Decisions 7. Red when the two templates of `_origin` are exchanged."""
    known = year(place("A", 1, None))
    assert told(known, Topic.ORIGIN) == ["Bảng xếp hạng năm 2024 đã được công bố."]
    made_up = replace(known, is_illustrative=True)
    assert told(made_up, Topic.ORIGIN) == [
        "Bảng xếp hạng năm 2024 là minh họa, không phải kết quả chính thức."
    ]


def test_ranks_without_points_tell_only_the_order() -> None:
    found = tell(year(place("A", 1, None), place("B", 2, None)), causes=2)
    assert [topic for topic, _sentences in by_topic(found)] == [Topic.ORDER, Topic.ORIGIN]
    assert told(year(place("A", 1, None), place("B", 2, None)), Topic.ORDER) == [
        "A dẫn đầu năm 2024 trong 2 thành viên.",
        "Tiếp theo: B hạng 2.",
    ]
    assert told(year(place("A", None, None)), Topic.ORDER) == ["Không có thứ hạng trong bảng: A."]
