"""What a proposal stands on: the regime of its day, its merit, what else is proposed (handbook 5, 8, 15 A07)."""

from emulation.rules.verdicts.case import Case
from emulation.rules.verdicts.finding import Finding, among, of_rule, value_of
from emulation.vocabulary.award_kinds import AwardKind, Verdict
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.proposal_facts import ProposalFacts
from emulation.vocabulary.states import CampaignState
from emulation.vocabulary.vietnamese import fold
from emulation.vocabulary.words import N_

PASSED, FAILED, NEEDS = Verdict.PASSED, Verdict.FAILED, Verdict.NEEDS_PERSON
#: Handbook 15, A07: what the members asked for, as the press told it. No text of law is held.
_ASKED = N_("Kết luận của hội nghị ngày 09/4/2021 theo tin đã đăng")
_RANKED = N_("Đơn vị có điểm đã khóa, hạng %(rank)s/%(of)s.")
_SCORED = N_("Đơn vị có điểm đã khóa của năm %(year)s.")
_CAMPAIGN = N_("Phong trào “%(name)s” đã tổng kết.")
_NOT_CONCLUDED = N_("Phong trào “%(name)s” chưa tổng kết nên chưa làm căn cứ được.")
_NOTHING = N_("Chưa có điểm đã khóa của năm %(year)s hoặc phong trào đã tổng kết làm căn cứ.")
_DEED = N_("Thành tích lập ngày %(day)s.")
_NO_DEED = N_("Đề nghị chưa nêu ngày lập thành tích.")


def regime(case: Case) -> list[Finding]:
    """The regime of the day; a day without one needs a person, never a silent choice (decisions 10)."""
    found, day = case.book.of("regime"), format_date(case.book.day)
    if found.row:
        sentence = N_("Ngày %(day)s thuộc chế độ %(regime)s.")
        return [of_rule("regime", found.row, PASSED, sentence, day=day, regime=found.row.value)]
    if found.rows:
        return [among("regime", found)]
    return [Finding("regime", NEEDS, N_("Ngày %(day)s không có chế độ nào có hiệu lực."), {"day": day})]


def merit(case: Case) -> list[Finding]:
    """No proposal without a frozen score or a campaign result; an ad hoc one has its deed instead (A07)."""
    verdict, sentence, values = _ground_of(case.facts)
    return [Finding("merit", verdict, sentence, values, case.book.of("merit").row, _ASKED)]


def _ground_of(facts: ProposalFacts) -> tuple[Verdict, str, dict[str, str | int]]:
    if facts.kind is AwardKind.MERIT and facts.place is not None:
        if facts.place.rank is None:
            return PASSED, _SCORED, {"year": facts.year}
        return PASSED, _RANKED, {"rank": facts.place.rank, "of": facts.place.of}
    if facts.kind in (AwardKind.MERIT, AwardKind.THEMATIC):
        if facts.campaign is None:
            return FAILED, _NOTHING, {"year": facts.year}
        is_done = facts.campaign.state is CampaignState.CONCLUDED
        return (
            (PASSED if is_done else FAILED),
            (_CAMPAIGN if is_done else _NOT_CONCLUDED),
            {"name": facts.campaign.name},
        )
    if facts.achieved_on is None:
        return FAILED, _NO_DEED, {}
    return PASSED, _DEED, {"day": format_date(facts.achieved_on)}


def simplified(case: Case) -> list[Finding]:
    """Ad hoc awards go by the simplified procedure."""
    found = case.book.of("simplified")
    if found.row is None:
        return [among("simplified", found)] if found.rows else []
    sentence = N_("Được làm theo thủ tục đơn giản; không cần bỏ phiếu và lấy ý kiến.")
    return [of_rule("simplified", found.row, PASSED, sentence)]


def who_proposes(case: Case) -> list[Finding]:
    """From the grass roots upward."""
    found = case.book.of("who_proposes")
    if found.row is None:
        return [among("who_proposes", found)] if found.rows else []
    sentence = N_("Đề nghị đi từ %(member)s lên Cụm trưởng, rồi được trình cấp trên.")
    return [of_rule("who_proposes", found.row, PASSED, sentence, member=case.facts.member)]


def one_form(case: Case) -> list[Finding]:
    """One achievement, one form (L11): the same nominee, year and achievement with another living form."""
    found = case.book.of("one_form")
    if found.row is None:
        return [among("one_form", found)] if found.rows else []
    forms = sorted({other.form for other in case.living if _is_same(case.facts, other)})
    if not forms:
        sentence = N_("%(nominee)s không có đề nghị hình thức khác cho cùng thành tích năm %(year)s.")
        return [
            of_rule("one_form", found.row, PASSED, sentence, nominee=case.facts.nominee, year=case.facts.year)
        ]
    sentence = N_("%(nominee)s đã có đề nghị “%(forms)s” cho cùng thành tích năm %(year)s.")
    values = {"nominee": case.facts.nominee, "forms": "; ".join(forms)}
    return [of_rule("one_form", found.row, FAILED, sentence, year=case.facts.year, **values)]


def _is_same(own: ProposalFacts, other: ProposalFacts) -> bool:
    return (
        own.form_code != other.form_code
        and own.member_id == other.member_id
        and fold(own.nominee) == fold(other.nominee)
        and _achievement(own) == _achievement(other)
    )


def _achievement(facts: ProposalFacts) -> tuple[object, ...]:
    """What the award is for: the year, one campaign, or the deed of a day."""
    if facts.kind is AwardKind.THEMATIC:
        return facts.kind, facts.campaign_id
    if facts.kind is AwardKind.AD_HOC:
        return facts.kind, facts.achieved_on
    return (facts.kind,)


def not_counted(case: Case) -> list[Finding]:
    """An ad hoc or thematic award is no ground of one for merit, where the rulebook says so (R3)."""
    found = case.book.of("not_counted")
    if found.row is None:
        return [among("not_counted", found)] if found.rows else []
    facts = case.facts
    if facts.campaign is not None:
        sentence = N_("Đề nghị theo công trạng nhưng lấy kết quả phong trào “%(name)s” làm căn cứ.")
        return [of_rule("not_counted", found.row, FAILED, sentence, name=facts.campaign.name)]
    if facts.place is None and facts.achieved_on is not None:
        sentence = N_("Đề nghị theo công trạng nhưng lấy thành tích đột xuất ngày %(day)s làm căn cứ.")
        day = format_date(facts.achieved_on)
        return [of_rule("not_counted", found.row, FAILED, sentence, day=day)]
    sentence = N_("Đề nghị không lấy khen thưởng đột xuất, chuyên đề làm căn cứ.")
    return [of_rule("not_counted", found.row, PASSED, sentence)]


def transition(case: Case) -> list[Finding]:
    """Which law holds around a change of the law is for people (handbook 5.2, `transition.l26`)."""
    found = case.book.of("transition")
    if found.row is None:
        return [among("transition", found)] if found.rows else []
    sentence = N_("Luật mới có hiệu lực từ %(day)s: cần xem luật nào áp dụng và quy định nào có lợi hơn.")
    since = format_date(found.row.valid_from) if found.row.valid_from else format_date(case.book.day)
    return [of_rule("transition", found.row, NEEDS, sentence, day=since)]


def lower_prereq(case: Case) -> list[Finding]:
    """Whether a lower award has to come first."""
    found = case.book.of("lower_prereq")
    if found.row is None:
        return [among("lower_prereq", found)] if found.rows else []
    sentence = N_("Hình thức thấp hơn làm điều kiện: %(value)s.")
    return [of_rule("lower_prereq", found.row, PASSED, sentence, value=value_of(found.row))]


def pmcert_merit(case: Case) -> list[Finding]:
    """The older condition of the PM Certificate; where no lower award is required any more both are shown."""
    found = case.book.of("pmcert_merit")
    if found.row is None:
        return [among("pmcert_merit", found)] if found.rows else []
    value = value_of(found.row)
    if case.book.of("lower_prereq").row is not None:
        sentence = N_("Tiêu chuẩn cũ “%(value)s” không bắt buộc vì không còn yêu cầu hình thức thấp hơn.")
        return [of_rule("pmcert_merit", found.row, PASSED, sentence, value=value)]
    sentence = N_("Cần xem đơn vị có đủ “%(value)s” không.")
    return [of_rule("pmcert_merit", found.row, NEEDS, sentence, value=value)]
