"""The “Vì sao?” sheet: every sentence carries the stored score, and the way of a line is told in order."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from emulation.rules import why
from emulation.rules.why import By, Check, Settled, Stage
from emulation.vocabulary.kinds import ExplanationOutcome, Operator, RuleType
from tests.support.lines import Line, random_lines
from tests.support.reading import points_of

D = Decimal
AT = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
GROWTH = Line(RuleType.RATIO_CAP, D(70), operator=Operator.EQ, low=D(8), actual=D("7.4"), computed=D("64.75"))
LINES = 10_000


def test_sentences_of_random_lines_recompute_to_the_stored_score() -> None:
    """Acceptance 3: ten thousand lines of all 13 rule types, read with a pencil (tests/support/reading).

    Red when a percentage in a formula is rounded (33,33/3 × 0,5) or a band's points are left out of its words.
    """
    seen: dict[RuleType, int] = {}
    for line in random_lines(20260120, LINES):
        worked = why.recompute(line)
        assert worked.agrees, line
        stored = why.final_points(line) if worked.is_judged else line.computed
        assert stored is not None, line
        assert points_of(worked.sentence) == Fraction(stored), worked.sentence
        seen[line.rule_type] = seen.get(line.rule_type, 0) + 1
    assert set(seen) == set(RuleType)
    assert min(seen.values()) > LINES // 14


@pytest.mark.parametrize(
    ("sentence", "points"),
    [
        ("60 × (97/95), tối đa 60 → 60,00", "60"),
        ("70 × 7,4/8 = 64,75", "64.75"),
        ("60 × 55.900/52.000 = 64,50 (vượt chuẩn)", "64.5"),
        ("30 + 0,5 × 18, phần cộng tối đa 5 → 35,00", "35"),
        ("8 × 1,5 = 12, trừ tối đa 10 → −10,00", "-10"),
        ("Đạt 84% kế hoạch (100 × 83,999/100), đủ 20 lần 4%: 20 × 1 = 20,00", "20"),
    ],
)
def test_the_reader_reads_as_a_person_does(sentence: str, points: str) -> None:
    assert points_of(sentence) == Fraction(points)


@pytest.mark.parametrize(
    "sentence",
    [
        "70 × 7,4/8 = 64,76",
        "25 × 0,5/0,64 = 19,53",
        "5 thuộc bậc “1–3”, bậc này 16 điểm → 16,00",
        "Đạt 84% kế hoạch, đủ 20 lần 4%: 20 × 1 = 20,00",
        "2 × 6 + 4 × 3 = 25, tối đa 20 → 20,00",
        "64,75",
    ],
)
def test_the_reader_is_not_fooled(sentence: str) -> None:
    with pytest.raises(AssertionError):
        points_of(sentence)


def test_a_percentage_just_below_a_step_says_why_the_step_is_not_full() -> None:
    line = replace(
        GROWTH,
        rule_type=RuleType.PER_PCT,
        params={"step": "4", "pts": "1", "whole_steps": True},
        low=D(100),
        actual=D("83.999"),
        computed=D("20.00"),
    )
    expected = "Đạt 84% kế hoạch (100 × 83,999/100), đủ 20 lần 4%: 20 × 1 = 20,00"
    assert why.recompute(line).sentence == expected


@pytest.mark.parametrize(
    "moved",
    [
        {"computed": D("64.76")},
        {"actual": D("7.5")},
        {"low": D(9)},
        {"max_points": D(71)},
        {"computed": None},
    ],
)
def test_a_line_whose_ground_moved_does_not_agree(moved: dict[str, Decimal | None]) -> None:
    """Red when `agrees` compares nothing."""
    assert why.recompute(GROWTH).agrees
    assert not why.recompute(replace(GROWTH, **moved)).agrees  # type: ignore[arg-type]


def test_a_hole_in_the_table_is_told_and_not_raised() -> None:
    bands = {"whole": True, "bands": [{"from": "0", "to": "3", "pts": "5"}]}
    worked = why.recompute(Line(RuleType.BAND, D(5), bands, actual=D(9)))
    assert (worked.points, worked.sentence, worked.agrees) == (None, "", True)
    assert "nằm ngoài mọi bậc" in worked.gap


def test_a_judged_line_tells_the_points_that_count() -> None:
    line = Line(RuleType.MANUAL, D(40), claimed=D("36.5"), claim_reason="Theo báo cáo")
    assert why.recompute(line).sentence == "Chấm theo đánh giá 36,5, tối đa 40 → 36,50"
    line = replace(line, appraised=D(35), appraisal_reason="Thiếu một minh chứng")
    assert why.recompute(line).sentence == "Chấm theo đánh giá 35, tối đa 40 → 35,00"
    assert why.recompute(line).is_judged
    assert not why.recompute(replace(line, appraised=D(41))).agrees
    assert why.recompute(Line(RuleType.MANUAL, D(40))).gap == "Người thẩm định chưa cho điểm."


def test_a_line_that_was_not_assigned_has_neither_points_nor_story() -> None:
    line = replace(GROWTH, not_assigned=True, computed=None)
    assert why.recompute(line).agrees
    assert (why.recompute(line).points, why.final_points(line), why.story(line, {})) == (None, None, [])


def test_the_story_tells_every_station_in_order() -> None:
    line = replace(
        GROWTH,
        claimed=D(66),
        claim_reason="Số ước tháng 12",
        appraised=D("65.50"),
        appraisal_reason="Đủ minh chứng một phần",
    )
    checks = [
        Check(By("Đà Nẵng", AT), D("64.75"), "Theo số chính thức"),
        Check(By("Cần Thơ", AT), D("65.00"), "Theo báo cáo"),
    ]
    settled = Settled(ExplanationOutcome.PARTLY, D("65.50"), "Có văn bản của Cục Thống kê", By("Tổ thư ký"))
    steps = why.story(line, {Stage.CLAIMED: By("Hải Phòng", AT)}, checks, settled)
    assert [(step.stage, str(step.points)) for step in steps] == [
        (Stage.COMPUTED, "64.75"),
        (Stage.CLAIMED, "66"),
        (Stage.CROSS, "64.88"),  # (64,75 + 65,00) / 2 = 64,875, half up
        (Stage.EXPLANATION, "65.50"),
        (Stage.APPRAISED, "65.50"),
        (Stage.FINAL, "65.50"),
    ]
    assert steps[1].by == By("Hải Phòng", AT)
    assert steps[1].reason == "Số ước tháng 12"
    assert steps[2].by == By("Đà Nẵng, Cần Thơ", AT)
    assert (steps[3].outcome, steps[3].reason) == (ExplanationOutcome.PARTLY, "Có văn bản của Cục Thống kê")
    assert steps[4].reason == "Đủ minh chứng một phần"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Theo ông Nguyễn Văn An, Giám đốc Sở", "Theo ông […], Giám đốc Sở"),
        ("theo nguyen van an và NGUYỄN VĂN AN", "theo […] và […]"),
        ("Nguyễn Văn Anh là người khác", "Nguyễn Văn Anh là người khác"),
        ("Hỏi an.nguyen@hanoi.gov.vn hoặc 0912 345 678", "Hỏi […] hoặc […]"),
        ("Gọi +84 24 3825 3536.", "Gọi […]."),
        ("Công văn 0123/UBND-TH, thu 14.800,5 tỷ đồng", "Công văn 0123/UBND-TH, thu 14.800,5 tỷ đồng"),
        ("Số liệu đến 31/12/2025 là 1.234.567.890 đồng", "Số liệu đến 31/12/2025 là 1.234.567.890 đồng"),
    ],
)
def test_texts_for_the_public_hide_people(text: str, shown: str) -> None:
    assert why.without_people(text, {"Nguyễn Văn An", ""}) == shown
