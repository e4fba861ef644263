"""The seed against the handbook, row by row: what is typed here was read from its sections 5.1, 5.2, 8 and 10."""

from datetime import date

import pytest

from emulation.gateways import seeds
from emulation.rules import rulebook as rules

#: Days at which the law changed.
OCT17, JAN24, JUL25, MAR27 = date(2017, 10, 1), date(2024, 1, 1), date(2025, 7, 1), date(2027, 3, 1)
R1, R2, R3 = (OCT17, JAN24), (JAN24, JUL25), (JUL25, MAR27)
FROM24, OPEN = (JAN24, None), (None, None)
FEB24, AUG25, SEP23 = date(2024, 2, 24), date(2025, 8, 5), date(2023, 9, 5)
REQUIRED, LOOK = "bắt buộc", "kiểm tra"

#: code → comparator, value, (from, to), confirmed, article (a question mark in the handbook stands in the note).
RULES: dict[str, tuple[str, str, tuple[date | None, date | None], bool, str]] = {
    # 5.2
    "scope.l22": ("", "", FROM24, True, "Điều 16, Điều 89"),
    "who_proposes.l22": ("", "", FROM24, True, "Điều 83"),
    "campaign_launch.t01": ("=", "4", (FEB24, AUG25), True, ""),
    "chair_choice.hd": ("=", "1", (date(2011, 6, 30), None), False, ""),
    "vice_count.practice": ("", "1", OPEN, True, ""),
    "chair_bar.sector": ("", "không được giới thiệu", OPEN, False, ""),
    "flag_lead.n91": ("", "được xét, không có tỷ lệ", R1, True, "Điều 11 khoản 2"),
    "flag_lead.l22": ("", "được xét, không có tỷ lệ", FROM24, True, "Điều 25 khoản 2"),
    "flag_criteria.l22": ("", "đủ tất cả", FROM24, True, "Điều 25 khoản 1"),
    "flag_quota_own.n91": ("≤", "20", R1, True, "Điều 11 khoản 1"),
    "flag_quota_own.cv5007": ("≤", "20", (SEP23, None), True, ""),
    "flag_thematic_years.n91": ("≥", "5", R1, True, "Điều 11 khoản 3"),
    "flag_thematic_years.l22": ("≥", "5", FROM24, True, "Điều 25 khoản 3"),
    "flag_slots.five": ("=", "2", OPEN, False, ""),
    "flag_slots.six": ("=", "", (date(2025, 1, 1), None), False, ""),
    "pmcert_slots.practice": ("=", "2", OPEN, False, ""),
    "flag_prov.n91": ("", "bắt buộc", R1, True, "Điều 12"),
    "flag_prov.l22": ("", "", FROM24, True, "Điều 26"),
    "minutes_cluster.cv5007": ("", "nội dung bắt buộc", (SEP23, None), True, ""),
    "ballot_base.n91": ("", "tất cả; người vắng được lấy ý kiến bằng văn bản", R1, True, "Điều 45 khoản 8"),
    "ballot_base.n98": ("", "tất cả; người vắng bỏ phiếu bằng văn bản", R2, True, ""),
    "ballot_indiv.n91": ("≥", "90", R1, True, "Điều 45 khoản 8"),
    "ballot_indiv.n152": ("≥", "90", R3, False, "Điều 45"),
    "ballot_flag.ktnn_a": (">", "50", (date(2014, 1, 1), None), False, ""),
    "ballot_flag.ktnn_b": ("≥", "50", (date(2014, 1, 1), None), False, ""),
    "ballot_flag.other": ("≥", "2/3", OPEN, False, ""),
    "ballot_flag.n98": ("≥", "80", R2, False, ""),
    "ballot_flag.n152": ("≥", "80", R3, False, "Điều 33 khoản 5"),
    "ballot_pmcert.n98": ("≥", "80", R2, True, ""),
    "ballot_pmcert.n152": ("≥", "80", R3, False, ""),
    "ballot_order.a": ("≥", "80", OPEN, False, ""),
    "ballot_order.b": ("≥", "90", OPEN, False, ""),
    "ballot_sector.edu": ("≥", "70", (date(2015, 1, 1), None), False, ""),
    "ballot_sector.env": ("≥", "90", (date(2019, 1, 1), None), False, ""),
    "quorum_central.n152": ("≥", "2/3", R3, False, "Điều 45"),
    "central_vote.q500": ("", "đa số", (date(2024, 6, 12), None), True, ""),
    "cluster_vote.own": ("≥", "", OPEN, False, ""),
    "disclosure.n91": ("", "có, không nêu số ngày", R1, True, "Điều 45 khoản 10"),
    "disclosure.hero98": ("=", "10", R2, True, "Điều 46 khoản 1"),
    "disclosure.n152": ("", "có", R3, False, "Điều 44"),
    "disclosure.city": ("=", "10", OPEN, False, ""),
    "filing_flag.n91": ("", "trước 31/3", R1, False, "Điều 48"),
    "filing_flag.later": ("", "31/3", FROM24, False, ""),
    "filing_indiv.n91": ("", "5/1–28/2 năm đại hội; trước 31/10", R1, True, "Điều 48"),
    "term_central.old": (
        "",
        "10 ngày (20 ngày nếu hiệp y); 10 ngày; 10 ngày làm việc",
        (date(2012, 1, 1), None),
        False,
        "",
    ),
    "term_prov.old": ("", "10; 10; 15; 30", OPEN, False, ""),
    "copies.old_a": ("=", "03 công trạng, 02 chuyên đề", OPEN, False, ""),
    "copies.old_b": ("=", "02 bản chính cho cờ", OPEN, False, ""),
    "copies.n98": ("=", "02", R2, True, ""),
    "copies.now": ("=", "01 và tệp điện tử, trừ nội dung mật", OPEN, False, ""),
    "one_form.l22": ("", "không được", FROM24, True, "Nguyên tắc khen thưởng"),
    "lower_prereq.n152": ("", "không bắt buộc", R3, True, "Nguyên tắc khen thưởng"),
    "pmcert_merit.n65": (
        "",
        "bằng khen cấp bộ, tỉnh và 5 năm liên tục xuất sắc, trong đó có một cờ",
        (date(2014, 1, 1), None),
        False,
        "Điều 23 khoản 3 điểm c",
    ),
    "not_counted.n152": ("", "không tính", R3, True, "Nguyên tắc khen thưởng"),
    "suspend.n152": ("", "chưa đề nghị, chưa khen thưởng", R3, True, "Nguyên tắc khen thưởng"),
    "inelig.local": ("", "không xét", OPEN, False, ""),
    "inelig.more": (">", "", OPEN, False, ""),
    "simplified.l22": ("", "được phép", FROM24, True, "Điều 85"),
    "revoke.l22": ("", "hủy bỏ quyết định, thu hồi hiện vật và tiền thưởng", FROM24, True, "Chương VII"),
    "dissolved.t15": ("", "không khen thưởng", (AUG25, None), True, ""),
    "transition.l26": ("", "", (date(2026, 10, 1), None), False, ""),
    "base_salary": ("=", "2340000", FROM24, True, ""),
    # 8: prizes
    "factor_flag_gov.n98": ("=", "12.0", R2, True, "Điều 54"),
    "factor_pm_certificate_individual.n152": ("=", "3.5", R3, False, ""),
    "factor_pm_certificate_collective.n98": ("=", "7.0", R2, False, "Điều 54"),
    "factor_flag_prov.n98": ("=", "8.0", R2, False, "Điều 54"),
    "factor_cstd_national.n98": ("=", "4.5", R2, True, "Điều 54"),
    "factor_cstd_prov.n98": ("=", "3.0", R2, True, "Điều 54"),
    "factor_cstd_base.n98": ("=", "1.0", R2, True, "Điều 54"),
    "factor_ldtt.n98": ("=", "0.3", R2, True, "Điều 54"),
    "factor_ttldxs.n98": ("=", "1.5", R2, True, "Điều 54"),
    "factor_ttldtt.n98": ("=", "0.8", R2, True, "Điều 54"),
    "factor_commune.n98": ("=", "2.0", R2, True, "Điều 54"),
    "factor_hamlet.n98": ("=", "1.5", R2, True, "Điều 54"),
    # 5.1
    "regime.r1": ("", "R1", R1, True, ""),
    "regime.r2": ("", "R2", R2, True, ""),
    "regime.r3": ("", "R3", R3, True, ""),
    "parent_law.l03": ("", "", (None, JAN24), True, ""),
    "parent_law.l22": ("", "", FROM24, True, ""),
    "amending_law.l26": ("", "", (date(2026, 10, 1), None), False, ""),
    "circular.t08": ("", "", (OCT17, date(2019, 11, 4)), True, ""),
    "circular.t12": ("", "", (date(2019, 11, 4), JAN24), True, ""),
    "circular_repeal.t05": ("", "", (date(2020, 1, 1), JAN24), False, ""),
    "circular.t01": ("", "", (FEB24, AUG25), True, ""),
    "circular.t15": ("", "", (AUG25, None), True, ""),
}
#: 10: kind of paper → what R1, R2 and R3 say, and whether each is confirmed.
PAPERS: dict[str, tuple[tuple[str, str, str], tuple[bool, bool, bool]]] = {
    "submission": ((REQUIRED, REQUIRED, REQUIRED), (True, True, False)),
    "achievement_report": (("Mẫu số 01", "Mẫu số 02", ""), (True, True, False)),
    "achievement_report_person": (("Mẫu số 02", "Mẫu số 03", ""), (True, True, False)),
    "council_minutes": ((REQUIRED, REQUIRED, REQUIRED), (True, True, False)),
    "council_ballot": ((REQUIRED, REQUIRED, REQUIRED), (True, True, False)),
    "obligations": ((LOOK, LOOK, LOOK), (True, False, False)),
    "consultation": ((REQUIRED, LOOK, LOOK), (True, False, False)),
    "cluster_submission": ((REQUIRED, REQUIRED, REQUIRED), (False, False, False)),
    "score_table": ((REQUIRED, REQUIRED, REQUIRED), (False, False, False)),
    "preparatory_minutes": ((REQUIRED, REQUIRED, REQUIRED), (False, False, False)),
    "conference_minutes": ((REQUIRED, REQUIRED, REQUIRED), (False, False, False)),
    "cluster_ballot": ((REQUIRED, REQUIRED, REQUIRED), (False, False, False)),
    "disclosure_summary": ((LOOK, LOOK, LOOK), (False, False, False)),
}


def seeded() -> dict[str, rules.RuleSeed]:
    return {row.code: row for row in (rules.parse(raw) for raw in seeds.legal_rules())}


def test_every_row_of_the_handbook_is_in_the_seed_and_says_the_same() -> None:
    """Red when any value, comparator, bound, status or article of config/rulebook differs from the handbook."""
    found = seeded()
    told = {
        code: (row.comparator, row.value, (row.valid_from, row.valid_to), row.confirmed, row.article)
        for code, row in found.items()
        if not code.startswith(("data_", "paper_"))
    }
    assert told == RULES


def test_every_paper_of_the_handbook_has_a_row_for_each_regime() -> None:
    """Red when a paper lacks a row for a regime, or says it is confirmed where handbook 10 does not."""
    wanted = {
        f"paper_{kind}.{law}": (values[position], validity, confirmed[position])
        for kind, (values, confirmed) in PAPERS.items()
        for position, (law, validity) in enumerate((("n91", R1), ("n98", R2), ("n152", R3)))
    }
    told = {
        code: (row.value, (row.valid_from, row.valid_to), row.confirmed)
        for code, row in seeded().items()
        if code.startswith("paper_")
    }
    assert told == wanted


@pytest.mark.parametrize(
    "code",
    [
        "ballot_indiv.n152",
        "ballot_flag.n152",
        "quorum_central.n152",
        "disclosure.n152",
        "paper_disclosure_summary.n152",
    ],
)
def test_an_article_with_a_question_mark_says_that_nobody_has_checked_it(code: str) -> None:
    assert "Chưa đối chiếu số điều." in seeded()[code].note


def test_a_confirmed_row_of_law_names_its_document() -> None:
    """Practice, our own promise and the base salary aside, nothing is confirmed without a text behind it."""
    without = {code for code, row in seeded().items() if row.confirmed and not row.document}
    assert without == {
        "base_salary",
        "data_answer.own",
        "data_complete_export.own",
        "data_complete_rectify.own",
        "data_complete_restrict.own",
        "data_complete_erase.own",
    }


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        (date(2017, 9, 30), []),
        (date(2017, 10, 1), ["R1"]),
        (date(2023, 12, 31), ["R1"]),
        (date(2024, 1, 1), ["R2"]),
        (date(2025, 6, 30), ["R2"]),
        (date(2025, 7, 1), ["R3"]),
        (date(2027, 2, 28), ["R3"]),
        (date(2027, 3, 1), []),
    ],
)
def test_one_regime_at_most_applies_on_a_day(day: date, wanted: list[str]) -> None:
    """The days of acceptance 2 and the edges of each decree; from 01/03/2027 a person decides."""
    found = [
        row.value
        for row in seeded().values()
        if row.code.startswith("regime.") and rules.is_in_force(row.valid_from, row.valid_to, day)
    ]
    assert found == wanted
