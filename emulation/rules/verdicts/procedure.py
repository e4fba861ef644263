"""Consultation, filing, minutes and the order of days (handbook 5.1, 5.2, 10 L04 L05 L14)."""

import re
from datetime import date

from emulation.rules.disclosures import HEROES, USUAL, is_declined
from emulation.rules.proposals import check_dates
from emulation.rules.verdicts.book import Found, Narrowed, Rule
from emulation.rules.verdicts.case import Case
from emulation.rules.verdicts.finding import Finding, among, of_rule, value_of
from emulation.vocabulary.award_kinds import NomineeKind, Verdict
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.numbers import find_whole
from emulation.vocabulary.proposal_facts import Window
from emulation.vocabulary.states import DisclosureState
from emulation.vocabulary.vietnamese import fold
from emulation.vocabulary.words import N_

PASSED, FAILED, NEEDS = Verdict.PASSED, Verdict.FAILED, Verdict.NEEDS_PERSON
HERO_FORM = "hero"
FINISHED = frozenset({DisclosureState.CLOSED, DisclosureState.ANSWERED, DisclosureState.REPORTED})
_BEFORE = re.compile(r"(truoc )?(\d{1,2})/(\d{1,2})", re.ASCII)


def disclosure(case: Case) -> list[Finding]:
    """Whether the nominee has to be made public, and whether the window is over and answered (L14)."""
    found, window = _asked(case), case.facts.window
    if found.row is None:
        return [among("disclosure", found)] if found.rows else []
    if window is None:
        return [_undisclosed(found.row)]
    if window.state not in FINISHED or window.closes_on >= case.today:
        sentence = N_("Chưa hết thời gian lấy ý kiến (đến hết ngày %(day)s).")
        return [of_rule("disclosure", found.row, FAILED, sentence, day=format_date(window.closes_on))]
    if window.unanswered:
        sentence = N_("Còn %(number)s ý kiến chưa được trả lời.")
        return [of_rule("disclosure", found.row, FAILED, sentence, number=window.unanswered)]
    return [_long_enough(found.row, window)]


def _asked(case: Case) -> Found:
    """The row that counts for this nominee; what is only offered holds where nothing is asked."""
    found, facts = case.book.of("disclosure"), case.facts
    if found.row is not None and found.row.code not in (USUAL, HEROES):
        return found
    rows = [row for row in found.rows if row.code != HEROES or facts.form_code == HERO_FORM]
    if facts.nominee_kind is not NomineeKind.MEMBER:
        rows = [row for row in rows if row.code != USUAL]
    asked = tuple(row for row in rows if row.code != USUAL) or tuple(rows)
    return Narrowed(asked)


def _undisclosed(row: Rule) -> Finding:
    if row.code == USUAL or is_declined(row.value):
        return of_rule("disclosure", row, PASSED, N_("Chưa lấy ý kiến rộng rãi; việc này không bắt buộc."))
    verdict = FAILED if row.confirmed else NEEDS
    return of_rule("disclosure", row, verdict, N_("Chưa công khai, lấy ý kiến về người được đề nghị."))


def _long_enough(row: Rule, window: Window) -> Finding:
    least, day = find_whole(row.value), format_date(window.closes_on)
    if least is not None and window.working_days < least:
        sentence = N_("Chỉ lấy ý kiến %(days)s ngày làm việc, cần %(least)s ngày.")
        verdict = FAILED if row.confirmed and row.code != USUAL else NEEDS
        return of_rule("disclosure", row, verdict, sentence, days=window.working_days, least=least)
    sentence = N_("Đã lấy ý kiến %(days)s ngày làm việc, đến hết ngày %(day)s; mọi ý kiến đã được trả lời.")
    return of_rule("disclosure", row, PASSED, sentence, days=window.working_days, day=day)


def filing_flag(case: Case) -> list[Finding]:
    """The day until which the flag's dossier has to arrive."""
    return _filing(case, "filing_flag")


def filing_indiv(case: Case) -> list[Finding]:
    """The day until which dossiers of persons have to arrive."""
    return _filing(case, "filing_indiv")


def _filing(case: Case, head: str) -> list[Finding]:
    found = case.book.of(head)
    if found.row is None:
        return [among(head, found)] if found.rows else []
    read = _BEFORE.fullmatch(fold(found.row.value))
    if read is None:
        sentence = N_("Cần đối chiếu ngày nộp với hạn “%(value)s”.")
        return [of_rule(head, found.row, NEEDS, sentence, value=found.row.value or "–")]
    due = _due(case.facts.year + 1, int(read[2]), int(read[3]))
    if due is None:
        return [
            of_rule(
                head,
                found.row,
                NEEDS,
                N_("Cần đối chiếu ngày nộp với hạn “%(value)s”."),
                value=found.row.value,
            )
        ]
    day = case.book.day
    values: dict[str, str | int] = {"day": format_date(day), "due": value_of(found.row), "year": due.year}
    if day < due or (day == due and not read[1]):
        sentence = N_("Ngày %(day)s còn trong hạn %(due)s/%(year)s.")
        return [of_rule(head, found.row, PASSED, sentence, **values)]
    verdict = FAILED if found.row.confirmed else NEEDS
    return [of_rule(head, found.row, verdict, N_("Ngày %(day)s đã quá hạn %(due)s/%(year)s."), **values)]


def _due(year: int, day: int, month: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def minutes_cluster(case: Case) -> list[Finding]:
    """The council's minutes name the cluster that the unit leads; once they lie in the dossier, it is checked there."""
    found = case.book.of("minutes_cluster")
    if found.row is None:
        return [among("minutes_cluster", found)] if found.rows else []
    if case.facts.has_minutes:
        return []
    sentence = N_("Hồ sơ chưa có biên bản họp Hội đồng; biên bản phải ghi tên cụm mà đơn vị dẫn đầu.")
    return [of_rule("minutes_cluster", found.row, NEEDS, sentence)]


def dates(case: Case) -> list[Finding]:
    """Vote ≤ sending ≤ receipt (L04); told only when it is wrong."""
    facts = case.facts
    known = {
        "cluster_vote_on": facts.cluster_vote.held_on if facts.cluster_vote else None,
        "council_vote_on": facts.council_vote.held_on if facts.council_vote else None,
        "sent_on": facts.sent_on,
        "received_on": facts.received_on,
    }
    try:
        check_dates(known)
    except DomainError as error:
        values = {name: str(value) for name, value in error.values.items()}
        return [Finding("dates", FAILED, error.message, values)]
    return []
