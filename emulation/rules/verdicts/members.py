"""Whether the member may be considered at all: suspended, not considered, no member any more (handbook 6.4, L12)."""

from datetime import date

from emulation.rules.verdicts.case import Case
from emulation.rules.verdicts.finding import Finding, of_rule
from emulation.vocabulary.award_kinds import Verdict
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.states import EligibilityState
from emulation.vocabulary.words import N_

_STATES = {
    EligibilityState.SUSPENDED: N_("%(member)s đang tạm dừng xét từ ngày %(day)s. Lý do: %(reason)s"),
    EligibilityState.INELIGIBLE: N_("%(member)s thuộc diện không xét từ ngày %(day)s. Lý do: %(reason)s"),
}
_LIFTED = N_("%(member)s đã được gỡ tạm dừng xét ngày %(day)s.")
_FREE = N_("%(member)s không bị tạm dừng xét và không thuộc diện không xét.")


def suspend(case: Case) -> list[Finding]:
    """What was decided about the member in the year holds under every regime, with its own ground."""
    fitness, found = case.facts.fitness, case.book.of("suspend")
    day = format_date(fitness.decided_on) if fitness.decided_on else "–"
    values: dict[str, str | int] = {"member": case.facts.member}
    if fitness.state in _STATES:
        values |= {"day": day, "reason": fitness.reason or "–"}
        rule = found.row if fitness.state is EligibilityState.SUSPENDED else None
        sentence = _STATES[fitness.state]
        return [Finding("suspend", Verdict.FAILED, sentence, values, rule, fitness.basis)]
    if fitness.decided_on:
        rule = found.row
        values["day"] = day
        return [Finding("suspend", Verdict.PASSED, _LIFTED, values, rule, fitness.basis)]
    return [of_rule("suspend", found.row, Verdict.PASSED, _FREE, **values)] if found.row else []


def dissolved(case: Case) -> list[Finding]:
    """A unit that was no member at the end of the year gets nothing; one that left later needs a person."""
    facts, found = case.facts, case.book.of("dissolved")
    verdict, sentence = _standing(facts.left_on, facts.year, case.book.day)
    values: dict[str, str | int] = {"member": facts.member}
    if facts.left_on is not None:
        values["day"] = format_date(facts.left_on)
    if found.row:
        return [of_rule("dissolved", found.row, verdict, sentence, **values)]
    return [] if verdict is Verdict.PASSED else [Finding("dissolved", verdict, sentence, values)]


def _standing(left_on: date | None, year: int, day: date) -> tuple[Verdict, str]:
    if left_on is None or left_on > day:
        return Verdict.PASSED, N_("%(member)s đang là thành viên của cụm.")
    if left_on <= date(year, 12, 31):
        return Verdict.FAILED, N_("%(member)s không còn là thành viên của cụm từ ngày %(day)s.")
    return Verdict.NEEDS_PERSON, N_(
        "%(member)s là thành viên trong năm xét nhưng đã rời cụm từ ngày %(day)s: cần xem đơn vị còn tồn tại không."
    )
