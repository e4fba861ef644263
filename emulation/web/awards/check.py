"""What the rules say about a proposal, ready for pages and paper: sentences in the reader's language."""

from dataclasses import dataclass

from flask_babel import gettext

from emulation.queries.proposals import ProposalPage, get_proposal
from emulation.rules import access
from emulation.rules.verdicts.finding import NO_TEXT
from emulation.rules.verdicts.judged import Check, Judged
from emulation.services import verdicts
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Subject
from emulation.vocabulary.award_kinds import Verdict
from emulation.vocabulary.states import Phase
from emulation.web.shell import here
from emulation.web.shell.filters import day, label, moment


@dataclass(frozen=True)
class Line:
    """One rule as it is shown. `ruling` is the sentence about what a person decided, empty without."""

    judged: Judged
    title: str
    sentence: str
    basis: str
    ruling: str


@dataclass(frozen=True)
class Shown:
    """The check of a proposal with its sentences. `may_rule`: whether the reader answers what rules leave open."""

    check: Check
    head: str
    counts: str
    unconfirmed: str
    lines: tuple[Line, ...]
    may_rule: bool

    def find(self, head: str) -> Line | None:
        """The line of a rule."""
        return next((line for line in self.lines if line.judged.head == head), None)


def shown_of(page: ProposalPage, subject: Subject) -> Shown | None:
    """The check of a proposal; None when nothing is judged or kept about it. `subject` names its writers."""
    check = verdicts.find_check(here.session(), get_proposal(here.session(), page.id), here.today())
    if check is None:
        return None
    is_open = check.kept_at is None and subject.phase is not Phase.CLOSED
    return Shown(
        check,
        _head(check),
        _counts(check),
        _unconfirmed(check),
        tuple(map(_line, check.urgent_first())),
        is_open and access.may(here.actor(), Action.PROPOSAL_RULE, subject),
    )


def _head(check: Check) -> str:
    """Regime and the day whose rules were read, in one or two sentences."""
    values = {"day": day(check.on_date), "regime": check.regime, "document": check.regime_document}
    if check.kept_at is not None:
        kept = gettext("Ghi lại lúc %(moment)s khi có quyết định.", moment=moment(check.kept_at))
        if check.regime:
            told = gettext("Theo quy tắc ngày %(day)s – chế độ %(regime)s, %(document)s.", **values)
        else:
            told = gettext("Theo quy tắc ngày %(day)s; không có chế độ nào có hiệu lực.", **values)
        return f"{kept} {told}"
    values["why"] = label(check.day_kind)
    if check.regime:
        told = gettext("Áp dụng quy tắc ngày %(day)s (%(why)s) – chế độ %(regime)s, %(document)s.", **values)
    else:
        told = gettext("Áp dụng quy tắc ngày %(day)s (%(why)s); không có chế độ nào có hiệu lực.", **values)
    return str(told)


def _counts(check: Check) -> str:
    told = gettext(
        "%(passed)s đạt, %(failed)s không đạt, %(asked)s cần người quyết định.",
        passed=check.count(Verdict.PASSED),
        failed=check.count(Verdict.FAILED),
        asked=check.count(Verdict.NEEDS_PERSON),
    )
    return str(told)


def _unconfirmed(check: Check) -> str:
    if not check.unconfirmed:
        return ""
    told = gettext(
        "Trong đó %(number)s quy tắc chưa xác nhận: chưa được đối chiếu với văn bản chính thức.",
        number=check.unconfirmed,
    )
    return str(told)


def _line(one: Judged) -> Line:
    sentence = gettext(one.sentence, **one.values) if one.values else gettext(one.sentence)
    return Line(one, gettext(one.title), sentence, _basis(one), _ruling(one))


def _basis(one: Judged) -> str:
    """Document and article; of several alternatives all of them."""
    known = [one.document] if one.document else [row.document for row in one.rows]
    if not any(known):
        return str(gettext("Chưa có văn bản"))
    told = dict.fromkeys(gettext(document or NO_TEXT) for document in known)
    return str(gettext("Căn cứ: %(basis)s", basis="; ".join(told)))


def _ruling(one: Judged) -> str:
    if one.ruling is None:
        return ""
    told = gettext(
        "%(verdict)s theo quyết định của %(who)s lúc %(moment)s. Lý do: %(reason)s",
        verdict=label(one.ruling.verdict),
        who=one.ruling.by,
        moment=moment(one.ruling.at),
        reason=one.ruling.reason,
    )
    if one.ruling.is_outdated:
        return str(gettext("Không còn tính vì đề nghị đã được sửa sau đó: %(ruling)s", ruling=told))
    return str(told)
