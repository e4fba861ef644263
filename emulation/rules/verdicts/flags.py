"""Flags and certificates of a cluster: who leads, how many may be proposed, the cap of 20 % (handbook 5.1, 5.2, 8)."""

from emulation.rules.rule_heads import SLOTS
from emulation.rules.verdicts.case import HOLDING, Case
from emulation.rules.verdicts.finding import Finding, among, of_rule, value_of
from emulation.rules.verdicts.slots import slot_row
from emulation.vocabulary.award_kinds import Verdict
from emulation.vocabulary.numbers import find_whole
from emulation.vocabulary.words import N_

PASSED, FAILED, NEEDS = Verdict.PASSED, Verdict.FAILED, Verdict.NEEDS_PERSON
EMPTY = N_("Quy tắc chưa có giá trị, phải nhập.")


def slots(case: Case) -> list[Finding]:
    """How many proposals of this form the cluster may send in the year."""
    head = SLOTS[case.facts.form_code]
    if not case.book.of(head).rows:
        return []
    members = case.facts.member_count
    found = slot_row(case.book.of(head), members)
    if found.row is None and found.rows:
        return [among(head, found)]
    if found.row is None:
        sentence = N_("Chưa có quy tắc cho cụm có %(members)s thành viên, phải nhập.")
        rows = case.book.of(head).rows
        return [Finding(head, NEEDS, sentence, {"members": members}, None, "", tuple(rows))]
    most, taken = find_whole(found.row.value), case.taken()
    if most is None:
        return [of_rule(head, found.row, NEEDS, EMPTY)]
    values = {"taken": taken, "slots": most}
    if taken + 1 > most:
        sentence = N_("Đã có %(taken)s đề nghị được bỏ phiếu thông qua trên %(slots)s được phép.")
        return [of_rule(head, found.row, FAILED, sentence, **values)]
    if case.facts.state in HOLDING:
        sentence = N_("Cùng với đề nghị này có %(number)s trên %(slots)s được phép.")
        return [of_rule(head, found.row, PASSED, sentence, number=taken + 1, slots=most)]
    sentence = N_("Mới có %(taken)s đề nghị được bỏ phiếu thông qua trên %(slots)s được phép.")
    return [of_rule(head, found.row, PASSED, sentence, **values)]


def flag_lead(case: Case) -> list[Finding]:
    """A leader of the cluster: among the first places of the frozen ranking, as many as there are flags."""
    found, place = case.book.of("flag_lead"), case.facts.place
    if found.row is None:
        return [among("flag_lead", found)] if found.rows else []
    if place is None or place.rank is None:
        sentence = N_("Đơn vị chưa có thứ hạng đã khóa: cần xem có phải đơn vị dẫn đầu cụm không.")
        return [of_rule("flag_lead", found.row, NEEDS, sentence)]
    row = slot_row(case.book.of("flag_slots"), case.facts.member_count).row
    most = find_whole(row.value) if row else None
    values: dict[str, str | int] = {"rank": place.rank, "of": place.of}
    if most is None and (place.rank, place.up_to) == (1, 1):
        sentence = N_("Đơn vị đứng đầu bảng xếp hạng đã khóa (hạng %(rank)s/%(of)s).")
        return [of_rule("flag_lead", found.row, PASSED, sentence, **values)]
    if most is None:
        sentence = N_("Đơn vị xếp hạng %(rank)s/%(of)s; chưa biết cụm có bao nhiêu đơn vị dẫn đầu.")
        return [of_rule("flag_lead", found.row, NEEDS, sentence, **values)]
    if place.up_to <= most:
        sentence = N_("Đơn vị xếp hạng %(rank)s/%(of)s, thuộc %(slots)s đơn vị dẫn đầu.")
        return [of_rule("flag_lead", found.row, PASSED, sentence, slots=most, **values)]
    sentence = N_("Đơn vị xếp hạng %(rank)s/%(of)s, không thuộc hẳn %(slots)s đơn vị dẫn đầu theo điểm.")
    return [of_rule("flag_lead", found.row, NEEDS, sentence, slots=most, **values)]


def flag_criteria(case: Case) -> list[Finding]:
    """Three criteria that no figure decides."""
    sentence = N_(
        "Cần xem đủ ba tiêu chuẩn: vượt chỉ tiêu; đoàn kết, trong sạch, vững mạnh; dẫn đầu về tiết kiệm và chống lãng "
        "phí, tham nhũng."
    )
    return _for_people(case, "flag_criteria", sentence)


def flag_quota_own(case: Case) -> list[Finding]:
    """The cap on flags from own clusters; their number is not held here."""
    sentence = N_("Cần đối chiếu số cờ đơn vị đề nghị từ cụm, khối của mình với mức %(value)s.")
    return _for_people(case, "flag_quota_own", sentence)


def flag_prov(case: Case) -> list[Finding]:
    """The flag of a ministry or province comes out of comparing within its own clusters."""
    sentence = N_("Cần xem kết quả bình xét, so sánh trong cụm, khối của đơn vị.")
    return _for_people(case, "flag_prov", sentence)


def _for_people(case: Case, head: str, sentence: str) -> list[Finding]:
    found = case.book.of(head)
    if found.row is None:
        return [among(head, found)] if found.rows else []
    values = {"value": value_of(found.row)} if "%(value)s" in sentence else {}
    return [of_rule(head, found.row, NEEDS, sentence, **values)]


def flag_thematic_years(case: Case) -> list[Finding]:
    """A flag for a movement needs years of it, at an interim or final review."""
    found, ground = case.book.of("flag_thematic_years"), case.facts.campaign
    if found.row is None:
        return [among("flag_thematic_years", found)] if found.rows else []
    least = find_whole(found.row.value)
    if least is None:
        return [of_rule("flag_thematic_years", found.row, NEEDS, EMPTY)]
    if ground is None:
        sentence = N_("Đề nghị chưa dẫn phong trào nào; cần phong trào kéo dài từ %(years)s năm.")
        return [of_rule("flag_thematic_years", found.row, FAILED, sentence, years=least)]
    until = ground.ends_on or case.book.day
    lasted = (
        until.year
        - ground.starts_on.year
        - ((until.month, until.day) < (ground.starts_on.month, ground.starts_on.day))
    )
    verdict = PASSED if lasted >= least else FAILED
    sentence = N_("Phong trào “%(name)s” đã kéo dài %(lasted)s năm, cần từ %(years)s năm.")
    values: dict[str, str | int] = {"name": ground.name, "lasted": lasted, "years": least}
    return [of_rule("flag_thematic_years", found.row, verdict, sentence, **values)]
