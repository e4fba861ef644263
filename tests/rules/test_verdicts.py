"""Every rule against literals of handbook 5, 8, 9: the verdict, and the numbers in the sentence."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from emulation.queries.rulebook import RuleRow
from emulation.vocabulary.award_kinds import AwardKind, NomineeKind, Verdict
from emulation.vocabulary.proposal_facts import Fitness, Ground, Place, ProposalFacts, Vote, Window
from emulation.vocabulary.states import CampaignState, DisclosureState, EligibilityState, ProposalState
from tests.support.verdicts import FACTS, book, judge, rule

R1, R2, R3, NONE = date(2023, 12, 31), date(2025, 3, 20), date(2025, 7, 1), date(2027, 3, 1)
CERTIFICATE = {"form_code": "pm_certificate", "form": "Bằng khen của Thủ tướng Chính phủ"}
DONE = Ground("Phòng, chống dịch", CampaignState.CONCLUDED, date(2020, 1, 1), date(2024, 12, 31))
RUNNING = replace(DONE, state=CampaignState.LAUNCHED)
MERIT, AD_HOC, THEMATIC = AwardKind.MERIT, AwardKind.AD_HOC, AwardKind.THEMATIC
MEMBER, COLLECTIVE, PERSON = NomineeKind.MEMBER, NomineeKind.COLLECTIVE, NomineeKind.PERSON


def facts(**more: Any) -> ProposalFacts:
    """Hải Phòng, second of five in 2024, proposed for the Government's flag."""
    return replace(FACTS, **more)


def another(number: int = 2, **more: Any) -> ProposalFacts:
    """A proposal for another member."""
    values: dict[str, Any] = {"id": number, "member_id": 10 + number, "nominee": f"Đơn vị {number}"}
    return replace(FACTS, **(values | more))


def held(votes_for: int, members: int) -> Vote:
    """A vote of 10/3/2025."""
    return Vote(date(2025, 3, 10), 1, members, votes_for)


@pytest.mark.parametrize(
    ("day", "verdict", "regime", "document"),
    [
        (date(2023, 12, 31), "passed", "R1", "Nghị định 91/2017/NĐ-CP"),
        (date(2024, 1, 1), "passed", "R2", "Nghị định 98/2023/NĐ-CP"),
        (date(2025, 6, 30), "passed", "R2", "Nghị định 98/2023/NĐ-CP"),
        (date(2025, 7, 1), "passed", "R3", "Nghị định 152/2025/NĐ-CP"),
        (date(2027, 3, 1), "needs_person", None, ""),
    ],
)
def test_the_regime_is_that_of_the_day(day: date, verdict: str, regime: str | None, document: str) -> None:
    """Handbook 5.1, decisions 10. Red when `regime` answers a day without a row with PASSED."""
    found = judge(facts(), book(day))["regime"]
    assert (found.verdict.value, found.values.get("regime"), found.document) == (verdict, regime, document)
    if regime is None:
        assert "không có chế độ nào có hiệu lực" in found.text


@pytest.mark.parametrize(
    ("more", "verdict", "words"),
    [
        ({}, "passed", "hạng 2/5"),
        ({"place": Place(None, 0, 5)}, "passed", "điểm đã khóa của năm 2024"),
        ({"place": None}, "failed", "Chưa có điểm đã khóa của năm 2024"),
        ({"place": None, "campaign": DONE}, "passed", "“Phòng, chống dịch” đã tổng kết"),
        ({"place": None, "campaign": RUNNING}, "failed", "chưa tổng kết"),
        ({"kind": THEMATIC}, "failed", "Chưa có điểm đã khóa"),
        ({"kind": THEMATIC, "campaign": RUNNING}, "failed", "chưa tổng kết"),
        ({"kind": THEMATIC, "campaign": DONE, "place": None}, "passed", "đã tổng kết"),
        ({"kind": AD_HOC, "place": None}, "failed", "chưa nêu ngày lập thành tích"),
        ({"kind": AD_HOC, "achieved_on": date(2024, 9, 8)}, "passed", "08/09/2024"),
        ({"kind": AwardKind.DIPLOMATIC, "achieved_on": date(2024, 9, 8)}, "passed", "08/09/2024"),
    ],
)
def test_nothing_is_proposed_without_a_frozen_score_a_campaign_or_a_deed(
    more: dict[str, Any], verdict: str, words: str
) -> None:
    """Handbook 15, A07. Red when `_ground_of` takes a running campaign."""
    found = judge(facts(**more), book(R2))["merit"]
    assert (found.verdict.value, words in found.text) == (verdict, True), found.text
    assert "09/4/2021" in found.document


FIVE = rule("flag_slots.five")
SIX = rule("flag_slots.six", value="3")
OWN = rule("flag_slots.tptw", value="4", cluster_id=1)


@pytest.mark.parametrize(
    ("members", "instead", "place", "slots", "lead"),
    [
        (5, [], Place(1, 1, 5), "passed", "passed"),
        (5, [], Place(2, 2, 5), "passed", "passed"),
        (5, [], Place(3, 3, 5), "passed", "needs_person"),
        (5, [], Place(2, 3, 5), "passed", "needs_person"),  # two share the second place
        (6, [], Place(1, 1, 6), "needs_person", "passed"),
        (6, [], Place(2, 2, 6), "needs_person", "needs_person"),
        (6, [SIX], Place(3, 3, 6), "passed", "passed"),
        (6, [SIX], Place(4, 4, 6), "passed", "needs_person"),
        (6, [OWN], Place(4, 4, 6), "passed", "passed"),
        (7, [], Place(1, 1, 7), "needs_person", "passed"),
        (5, [], Place(None, 0, 5), "passed", "needs_person"),
        (5, [], None, "passed", "needs_person"),
    ],
)
def test_flags_go_to_the_first_places_by_the_size_of_the_cluster(
    members: int, instead: list[RuleRow], place: Place | None, slots: str, lead: str
) -> None:
    """Handbook 5.2 `flag_slots`, `flag_lead`. Red when slot_row ignores the cluster's own row or its size."""
    found = judge(facts(member_count=members, place=place), book(R2, *instead))
    assert (found["flag_slots"].verdict.value, found["flag_lead"].verdict.value) == (slots, lead)


def test_an_empty_quota_asks_for_its_value() -> None:
    found = judge(facts(member_count=6), book(R2))["flag_slots"]
    assert found.verdict is Verdict.NEEDS_PERSON and "chưa có giá trị, phải nhập" in found.text
    assert found.rule is not None and found.rule.code == "flag_slots.six" and found.is_unconfirmed
    found = judge(facts(member_count=7), book(R2))["flag_slots"]
    assert found.verdict is Verdict.NEEDS_PERSON and "7 thành viên" in found.text and found.is_unconfirmed


@pytest.mark.parametrize(
    ("own", "others", "verdict", "words"),
    [
        ("submitted", [], "passed", "Mới có 0 đề nghị được bỏ phiếu thông qua trên 2"),
        ("submitted", ["voted"], "passed", "Mới có 1"),
        ("submitted", ["voted", "sent"], "failed", "Đã có 2 đề nghị"),
        ("submitted", ["voted", "withdrawn"], "passed", "Mới có 1"),
        ("submitted", ["voted", "returned"], "passed", "Mới có 1"),
        ("submitted", ["conferred", "decided"], "failed", "Đã có 2"),
        ("submitted", ["revoked", "not_granted", "draft", "submitted"], "passed", "Mới có 0"),
        ("sent", ["voted"], "passed", "có 2 trên 2"),
        ("sent", ["voted", "appraising"], "failed", "Đã có 2"),
    ],
)
def test_the_quota_counts_what_passed_the_vote_and_lives(
    own: str, others: list[str], verdict: str, words: str
) -> None:
    """Red when HOLDING takes in an ended state or loses one."""
    rivals = [another(n, state=ProposalState(state)) for n, state in enumerate(others, start=2)]
    found = judge(facts(state=ProposalState(own)), book(R2), *rivals)["flag_slots"]
    assert (found.verdict.value, words in found.text) == (verdict, True), found.text


def test_other_forms_kinds_and_nominees_leave_the_quota_alone() -> None:
    """Red when `taken` compares the form alone."""
    sent = {"state": ProposalState.SENT}
    others = [
        another(2, **CERTIFICATE, **sent),
        another(3, kind=THEMATIC, **sent),
        another(4, nominee_kind=COLLECTIVE, **sent),
    ]
    assert "Mới có 0" in judge(facts(), book(R2), *others)["flag_slots"].text
    certificate = judge(facts(**CERTIFICATE), book(R2), *others)["pmcert_slots"]
    assert "Mới có 1 đề nghị được bỏ phiếu thông qua trên 2" in certificate.text


@pytest.mark.parametrize(
    ("form", "nominee", "is_listed"),
    [
        ("flag_gov", MEMBER, False),
        ("flag_gov", COLLECTIVE, True),
        ("flag_prov", MEMBER, True),
        ("flag_prov", COLLECTIVE, True),
        ("pm_certificate", MEMBER, False),
    ],
)
def test_the_cap_of_twenty_percent_is_only_for_own_clusters(
    form: str, nominee: NomineeKind, is_listed: bool
) -> None:
    """Handbook 5.1: never for a member that leads a cluster of the Central Council. Red when ABOUT_CASE lists it."""
    found = judge(facts(form_code=form, nominee_kind=nominee), book(R1))
    assert ("flag_quota_own" in found) is is_listed
    if is_listed:
        told = found["flag_quota_own"]
        assert told.verdict is Verdict.NEEDS_PERSON
        assert {row.code for row in told.alternatives} == {"flag_quota_own.cv5007", "flag_quota_own.n91"}


@pytest.mark.parametrize(
    ("votes_for", "members", "value", "unit", "comparator", "verdict", "words"),
    [
        (8, 9, "80", "%", "≥", "passed", "8/9 phiếu (88,89 %)"),
        (10, 13, "80", "%", "≥", "failed", "thiếu 1 phiếu"),
        (18, 20, "90", "%", "≥", "passed", "(90,00 %)"),
        (17, 20, "90", "%", "≥", "failed", "thiếu 1 phiếu"),
        (9, 11, "80", "%", "≥", "passed", "9/11 phiếu (81,82 %)"),
        (5, 10, "50", "%", "≥", "passed", "cần ≥ 50 %"),
        (5, 10, "50", "%", ">", "failed", "cần > 50 %"),
        (8, 12, "2/3", "", "≥", "passed", "(66,67 %)"),
        (5, 9, "", "%", "≥", "needs_person", "chưa có giá trị, phải nhập"),
        (5, 9, "đa số", "", "", "needs_person", "“đa số”"),
    ],
)
def test_the_councils_vote_is_whole_numbers_against_the_row(
    votes_for: int, members: int, value: str, unit: str, comparator: str, verdict: str, words: str
) -> None:
    """Handbook 9, worked examples 1 to 6."""
    row = rule("ballot_pmcert.n98", value=value, unit=unit, comparator=comparator)
    found = judge(facts(**CERTIFICATE, council_vote=held(votes_for, members)), book(R2, row))["ballot_pmcert"]
    assert (found.verdict.value, words in found.text) == (verdict, True), found.text


@pytest.mark.parametrize(
    ("form", "head", "day"),
    [
        ("flag_gov", "ballot_flag", R2),
        ("pm_certificate", "ballot_pmcert", R2),
        ("order", "ballot_order", R2),
        ("cstd_national", "ballot_indiv", R3),
        ("cstd_prov", "ballot_indiv", R1),
    ],
)
def test_without_a_recorded_vote_the_ballot_is_failed(form: str, head: str, day: date) -> None:
    found = judge(facts(form_code=form), book(day))
    assert (found[head].verdict, found["cluster_vote"].verdict) == (Verdict.FAILED, Verdict.FAILED)
    assert "Chưa có kết quả bỏ phiếu của Hội đồng" in found[head].text
    assert "Chưa có kết quả bỏ phiếu của cụm" in found["cluster_vote"].text
    assert "ballot_base" not in found
    others = {"ballot_flag", "ballot_pmcert", "ballot_order", "ballot_indiv"} - {head}
    assert not others & set(found)


def test_alternatives_of_a_head_are_named_until_one_is_chosen() -> None:
    """Handbook 5, schema: somebody has to pick. Red when `ballot` takes the first of several rows."""
    voted = facts(council_vote=held(8, 11))
    found = judge(voted, book(R2))["ballot_flag"]
    assert found.verdict is Verdict.NEEDS_PERSON
    for words in ("8/11", "≥ 80 %", "> 50 %", "≥ 2/3", "Nghị định 98/2023/NĐ-CP"):
        assert words in found.text
    assert found.is_unconfirmed and len(found.alternatives) == 4
    assert judge(voted, book(R2, chosen=("ballot_flag.n98",)))["ballot_flag"].verdict is Verdict.FAILED
    assert judge(voted, book(R2, chosen=("ballot_flag.other",)))["ballot_flag"].verdict is Verdict.PASSED


def test_the_cluster_votes_with_all_its_members() -> None:
    """Handbook 9, example 8: of six members five are needed for 80 %."""
    row = rule("cluster_vote.own", value="80")
    for votes_for, verdict in ((5, Verdict.PASSED), (4, Verdict.FAILED)):
        case = facts(member_count=6, cluster_vote=held(votes_for, 6))
        assert judge(case, book(R2, row))["cluster_vote"].verdict is verdict
    told = judge(facts(member_count=6, cluster_vote=held(5, 5)), book(R2, row))["cluster_vote"]
    assert told.verdict is Verdict.FAILED and "5 thành viên; cụm có 6" in told.text
    assert judge(facts(cluster_vote=held(5, 5)), book(R2))["cluster_vote"].verdict is Verdict.NEEDS_PERSON


def test_the_base_of_the_council_is_everybody() -> None:
    found = judge(facts(council_vote=held(8, 9)), book(R2))["ballot_base"]
    assert found.verdict is Verdict.PASSED and "tất cả 9 thành viên" in found.text


@pytest.mark.parametrize(
    ("fitness", "day", "verdict", "words", "document"),
    [
        (
            Fitness(),
            R3,
            "passed",
            "không bị tạm dừng xét",
            "Nghị định 152/2025/NĐ-CP, Nguyên tắc khen thưởng",
        ),
        (
            Fitness(EligibilityState.SUSPENDED, "Đang thanh tra", "Công văn 12", date(2025, 3, 1)),
            R2,
            "failed",
            "tạm dừng xét từ ngày 01/03/2025. Lý do: Đang thanh tra",
            "Công văn 12",
        ),
        (
            Fitness(EligibilityState.SUSPENDED, "Đang thanh tra", "", date(2025, 3, 1)),
            R3,
            "failed",
            "Đang thanh tra",
            "Nghị định 152/2025/NĐ-CP, Nguyên tắc khen thưởng",
        ),
        (
            Fitness(EligibilityState.INELIGIBLE, "Không nộp báo cáo", "Quy chế", date(2025, 3, 1)),
            R3,
            "failed",
            "không xét từ ngày 01/03/2025",
            "Quy chế",
        ),
        (
            Fitness(EligibilityState.ELIGIBLE, "Đã kết luận", "Kết luận 5", date(2025, 4, 1)),
            R2,
            "passed",
            "gỡ tạm dừng xét ngày 01/04/2025",
            "Kết luận 5",
        ),
    ],
)
def test_a_suspended_or_unconsidered_member_fails_with_its_reason(
    fitness: Fitness, day: date, verdict: str, words: str, document: str
) -> None:
    """Handbook 6.4, 10 L12."""
    found = judge(facts(fitness=fitness), book(day))["suspend"]
    assert (found.verdict.value, words in found.text, found.document) == (verdict, True, document), found.text


def test_under_the_older_regimes_an_eligible_member_has_no_such_rule() -> None:
    assert "suspend" not in judge(facts(), book(R2))


@pytest.mark.parametrize(
    ("left_on", "day", "verdict"),
    [
        (None, date(2025, 8, 5), "passed"),
        (date(2026, 1, 1), date(2025, 8, 5), "passed"),
        (date(2024, 12, 31), date(2025, 8, 5), "failed"),
        (date(2025, 7, 1), date(2025, 8, 5), "needs_person"),
        (date(2024, 7, 1), R2, "failed"),  # before the circular of 05/8/2025, on no text
        (None, R2, None),
    ],
)
def test_a_unit_that_is_gone_gets_nothing(left_on: date | None, day: date, verdict: str | None) -> None:
    found = judge(facts(left_on=left_on), book(day)).get("dissolved")
    assert (found.verdict.value if found else None) == verdict


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({}, "failed"),
        ({"nominee": "hai phong"}, "failed"),
        ({"nominee": "HẢI PHÒNG"}, "failed"),
        ({"member_id": 99}, "passed"),
        ({"state": ProposalState.WITHDRAWN}, "passed"),
        ({"state": ProposalState.REVOKED}, "passed"),
        ({"kind": AD_HOC, "achieved_on": date(2024, 9, 8)}, "passed"),
        ({"kind": THEMATIC, "campaign_id": 4}, "passed"),
        ({"form_code": "flag_gov"}, "passed"),  # twice the same form is refused where it is written
    ],
)
def test_one_achievement_one_form(more: dict[str, Any], verdict: str) -> None:
    """Handbook 10, L11. Red when `_is_same` does not look at the achievement or the state."""
    values = {"nominee": FACTS.nominee, "member_id": FACTS.member_id, **CERTIFICATE} | more
    found = judge(facts(), book(R2), another(2, **values))
    assert found["one_form"].verdict.value == verdict, found["one_form"].text
    assert "one_form" not in judge(facts(), book(R1), another(2, **values))


def test_two_forms_for_one_deed_or_one_campaign_fail() -> None:
    deed = {"kind": AD_HOC, "achieved_on": date(2024, 9, 8), "member_id": 3, "nominee": "Hải Phòng"}
    own = facts(kind=AD_HOC, achieved_on=date(2024, 9, 8))
    assert judge(own, book(R2), another(2, **CERTIFICATE, **deed))["one_form"].verdict is Verdict.FAILED
    later = deed | {"achieved_on": date(2024, 9, 9)}
    assert judge(own, book(R2), another(2, **CERTIFICATE, **later))["one_form"].verdict is Verdict.PASSED


@pytest.mark.parametrize(
    ("more", "day", "verdict"),
    [
        ({"campaign": DONE, "campaign_id": 4}, R1, None),
        ({"campaign": DONE, "campaign_id": 4}, R2, None),
        ({"campaign": DONE, "campaign_id": 4}, R3, "failed"),
        ({"place": None, "achieved_on": date(2024, 9, 8)}, R3, "failed"),
        ({}, R3, "passed"),
        ({"kind": THEMATIC, "campaign": DONE, "campaign_id": 4}, R3, None),
    ],
)
def test_ad_hoc_and_thematic_awards_are_not_counted_for_merit_under_r3(
    more: dict[str, Any], day: date, verdict: str | None
) -> None:
    """Handbook 8, warnings. Red when not_counted judges without a row."""
    found = judge(facts(**more), book(day)).get("not_counted")
    assert (found.verdict.value if found else None) == verdict


@pytest.mark.parametrize(
    ("day", "merit", "prereq"),
    [(R1, "needs_person", None), (R2, "needs_person", None), (R3, "passed", "passed")],
)
def test_the_old_condition_of_the_certificate_gives_way_where_no_lower_award_is_asked(
    day: date, merit: str, prereq: str | None
) -> None:
    found = judge(facts(**CERTIFICATE), book(day))
    assert found["pmcert_merit"].verdict.value == merit
    assert (found["lower_prereq"].verdict.value if "lower_prereq" in found else None) == prereq


WINDOW = Window(DisclosureState.REPORTED, date(2025, 3, 19), 10, 0)


@pytest.mark.parametrize(
    ("more", "day", "verdict", "words"),
    [
        ({}, R1, "failed", "Chưa công khai"),
        ({}, R2, "passed", "không bắt buộc"),
        ({}, R3, "needs_person", "Chưa công khai"),  # the row is unconfirmed
        ({"window": WINDOW}, R3, "passed", "10 ngày làm việc, đến hết ngày 19/03/2025"),
        ({"window": replace(WINDOW, state=DisclosureState.OPEN)}, R3, "failed", "Chưa hết thời gian"),
        ({"window": replace(WINDOW, closes_on=R3)}, R3, "failed", "đến hết ngày 01/07/2025"),
        ({"window": replace(WINDOW, unanswered=2)}, R3, "failed", "Còn 2 ý kiến"),
        ({"window": replace(WINDOW, working_days=3)}, R2, "needs_person", "Chỉ lấy ý kiến 3 ngày"),
        ({"nominee_kind": PERSON, "form_code": "cstd_prov"}, R2, None, ""),
        ({"nominee_kind": PERSON, "form_code": "cstd_prov"}, R3, "needs_person", "Chưa công khai"),
        ({"kind": AD_HOC, "achieved_on": R2}, R3, None, ""),
    ],
)
def test_the_nominee_is_made_public_where_the_law_asks(
    more: dict[str, Any], day: date, verdict: str | None, words: str
) -> None:
    """Handbook 5.1, 10 L14."""
    found = judge(facts(**more), book(day)).get("disclosure")
    assert (found.verdict.value if found else None) == verdict
    assert found is None or words in found.text


@pytest.mark.parametrize(
    ("day", "instead", "verdict"),
    [
        (date(2025, 3, 31), [], "passed"),
        (date(2025, 4, 1), [], "needs_person"),
        (date(2025, 4, 1), [rule("filing_flag.later", confirmed=True)], "failed"),
        (date(2025, 4, 1), [rule("filing_flag.later", value="cuối quý I")], "needs_person"),
        (date(2025, 3, 31), [rule("filing_flag.later", value="trước 31/3")], "needs_person"),
        (date(2025, 3, 30), [rule("filing_flag.later", value="trước 31/3")], "passed"),
        (date(2025, 3, 30), [rule("filing_flag.later", value="31/2")], "needs_person"),
    ],
)
def test_the_flag_is_filed_in_time(day: date, instead: list[RuleRow], verdict: str) -> None:
    found = judge(facts(received_on=day), book(day, *instead))["filing_flag"]
    assert found.verdict.value == verdict, found.text


@pytest.mark.parametrize(("day", "is_listed"), [(date(2026, 9, 30), False), (date(2026, 10, 1), True)])
def test_the_change_of_the_law_is_for_people(day: date, is_listed: bool) -> None:
    found = judge(facts(), book(day)).get("transition")
    assert (found is not None) is is_listed
    assert found is None or (found.verdict is Verdict.NEEDS_PERSON and found.is_unconfirmed)


def test_minutes_are_asked_for_until_they_lie_in_the_dossier() -> None:
    assert judge(facts(), book(R2))["minutes_cluster"].verdict is Verdict.NEEDS_PERSON
    assert "minutes_cluster" not in judge(facts(has_minutes=True), book(R2))


def test_days_out_of_order_fail() -> None:
    """L04: the message names both."""
    wrong = facts(council_vote=held(8, 9), sent_on=date(2025, 3, 9))
    found = judge(wrong, book(R2))["dates"]
    assert found.verdict is Verdict.FAILED and "phải sau" in found.text and "10/03/2025" in found.text
    assert "dates" not in judge(facts(council_vote=held(8, 9), sent_on=date(2025, 3, 10)), book(R2))


def test_an_ad_hoc_award_goes_by_the_simplified_procedure() -> None:
    """Law 06/2022/QH15, article 85: no votes, no consultation, no quota."""
    found = judge(
        facts(**CERTIFICATE, kind=AD_HOC, achieved_on=date(2024, 9, 8), nominee_kind=PERSON), book(R3)
    )
    assert list(found) == ["regime", "merit", "who_proposes", "suspend", "one_form", "simplified"]
    assert {one.verdict for one in found.values()} == {Verdict.PASSED}


@pytest.mark.parametrize(
    ("ground", "verdict"),
    [
        (DONE, "failed"),  # four years and 365 days
        (replace(DONE, ends_on=date(2025, 1, 1)), "passed"),
        (replace(DONE, starts_on=date(2020, 3, 20), ends_on=None), "passed"),
        (None, "failed"),
    ],
)
def test_a_flag_for_a_movement_needs_five_years(ground: Ground | None, verdict: str) -> None:
    found = judge(facts(kind=THEMATIC, campaign=ground), book(R2))["flag_thematic_years"]
    assert found.verdict.value == verdict, found.text
