"""What stands outside the papers: the frozen table, other proposals, eligibility, consultation (L08, L11, L12 …)."""

from collections.abc import Iterator

from emulation.rules.lint import wording
from emulation.rules.lint.facts import DossierFacts, PaperFacts
from emulation.rules.lint.findings import Finding, blocks, warns
from emulation.vocabulary.numbers import format_number
from emulation.vocabulary.states import DisclosureState, EligibilityState
from emulation.vocabulary.words import N_

#: A consultation in one of these still takes comments, or has not begun.
RUNNING = frozenset({DisclosureState.DRAFT, DisclosureState.OPEN})


def as_frozen(facts: DossierFacts) -> Iterator[Finding]:
    """L08: a paper tells another score or rank than the frozen table."""
    for paper in facts.papers:
        if paper.kind.tells_place:
            yield from _rank(facts, paper)
            yield from _total(facts, paper)


def _rank(facts: DossierFacts, paper: PaperFacts) -> Iterator[Finding]:
    rank, count = facts.place.rank, facts.place.member_count
    told = wording.ranks(paper.text, facts.year)
    if rank is None or not told:
        return
    if not any(one == rank and of in (None, count) for one, of in told):
        words = "/".join(str(number) for number in told[0] if number is not None)
        message = N_("“%(paper)s” ghi hạng %(told)s; bảng đã khóa là hạng %(rank)s/%(count)s.")
        yield blocks("L08", message, paper.kind.code, paper=paper.kind, told=words, rank=rank, count=count)


def _total(facts: DossierFacts, paper: PaperFacts) -> Iterator[Finding]:
    total = facts.place.total
    told = wording.totals(paper.text, facts.year)
    if total is not None and told and total not in told:
        message = N_("“%(paper)s” ghi tổng điểm %(told)s; bảng đã khóa là %(total)s.")
        words = format_number(told[0], 2)
        yield blocks(
            "L08", message, paper.kind.code, paper=paper.kind, told=words, total=format_number(total, 2)
        )


def one_form(facts: DossierFacts) -> Iterator[Finding]:
    """L11: another form is proposed for the same unit and year (rule `one_form.l22`)."""
    for form in facts.other_forms:
        message = N_("Cùng đơn vị, cùng năm còn đề nghị “%(form)s”. Căn cứ: %(basis)s.")
        basis = "; ".join(rule.basis for rule in facts.one_form_rules) or "–"
        yield warns("L11", message, form=form, basis=basis)


def considered(facts: DossierFacts) -> Iterator[Finding]:
    """L12: the unit is suspended, not considered, or was dissolved."""
    if facts.eligibility is not EligibilityState.ELIGIBLE:
        message = N_("Đơn vị đang ở diện “%(state)s”. Lý do: %(reason)s")
        reason = facts.eligibility_reason or "–"
        yield blocks("L12", message, field="eligibility", state=facts.eligibility.label, reason=reason)
    if facts.dissolved_on is not None and facts.dissolved_on <= facts.day:
        message = N_("Đơn vị đã giải thể hoặc hợp nhất từ ngày %(day)s nên không được đề nghị.")
        yield blocks("L12", message, field="eligibility", day=f"{facts.dissolved_on:%d/%m/%Y}")


def consulted(facts: DossierFacts) -> Iterator[Finding]:
    """L14: the consultation is not over, comments wait for an answer, or none was held where a rule asks for one."""
    held = facts.consultation
    if held is None:
        if facts.disclosure_rules:
            message = N_("Chưa lấy ý kiến công khai về đơn vị, cá nhân được đề nghị. Căn cứ: %(basis)s.")
            basis = "; ".join(rule.basis for rule in facts.disclosure_rules)
            is_sure = any(rule.confirmed for rule in facts.disclosure_rules)
            yield (blocks if is_sure else warns)("L14", message, field="disclosure", basis=basis)
    elif held.state in RUNNING or held.closes_on >= facts.today:
        message = N_("Chưa hết thời gian lấy ý kiến (đến hết ngày %(day)s).")
        yield blocks("L14", message, field="disclosure", day=f"{held.closes_on:%d/%m/%Y}")
    elif held.unanswered:
        message = N_("Còn %(n)s ý kiến chưa được trả lời.")
        yield blocks("L14", message, field="disclosure", n=held.unanswered)


def confirmed(facts: DossierFacts) -> Iterator[Finding]:
    """L15: rules that the dossier rests on were not checked against the official text: the badge is printed."""
    unsure = [rule for rule in facts.used_rules if not rule.confirmed]
    if unsure:
        message = N_(
            "%(n)s quy tắc đã dùng chưa được xác nhận; danh mục in kèm hồ sơ ghi rõ “Chưa xác nhận”."
        )
        yield warns("L15", message, n=len(unsure))
