"""A dossier held against the rules of its day: its task list, its faults, and whether it may be sent (features A5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from sqlalchemy.orm import Session

from emulation.models.awards import Proposal
from emulation.queries import dossier_facts as known
from emulation.queries import dossiers as queries
from emulation.queries import polls as votes
from emulation.queries import proposals, rulebook, standings
from emulation.queries.dossier_facts import DossierPlace
from emulation.queries.dossiers import PaperRow, WaiverRow
from emulation.queries.rulebook import RuleRow
from emulation.rules import dossiers as rules
from emulation.rules import lint, polls
from emulation.rules import proposals as workflow
from emulation.rules.disclosures import HEROES, USUAL, is_declined
from emulation.rules.dossiers import REPORT, Need, PaperKind, Rule
from emulation.rules.lint.facts import Consultation, DossierFacts, PaperFacts, Place, Vote
from emulation.rules.rule_heads import CLUSTER_VOTE, DISCLOSURE, REGIME, ballot_head, heads_for
from emulation.rules.rulebook import rules_day
from emulation.services import dossier_kinds
from emulation.vocabulary.award_kinds import AwardKind, NomineeKind, PaperOrigin, PollBody
from emulation.vocabulary.dossiers import TaskState
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.words import N_

LIMIT_MB = 1024
IN_MINUTES, ONE_FORM = "minutes_cluster", "one_form"
COPIES = "copies"


@dataclass(frozen=True)
class Task:
    """A kind of paper in the task list: what is asked, what is there, how far it is."""

    need: Need
    papers: tuple[PaperRow, ...]
    waiver: WaiverRow | None
    findings: tuple[lint.Finding, ...]
    state: TaskState

    @property
    def kind(self) -> PaperKind:
        """The kind of paper."""
        return self.need.kind


@dataclass(frozen=True)
class Dossier:
    """A dossier as its page shows it. `missing` of `required` papers are not there yet; `copies` is a hint."""

    place: DossierPlace
    day: date
    regime: tuple[RuleRow, ...]
    tasks: tuple[Task, ...]
    findings: tuple[lint.Finding, ...]
    missing: int
    required: int
    copies: tuple[RuleRow, ...]
    used: tuple[RuleRow, ...]

    @property
    def blocking(self) -> list[lint.Finding]:
        """What stands in the way of sending."""
        return [finding for finding in self.findings if finding.is_blocking]

    def get_task(self, code: str) -> Task | None:
        """The task of a kind of paper, None when it does not belong to this dossier."""
        return next((task for task in self.tasks if task.kind.code == code), None)


def examine(
    session: Session,
    *,
    proposal_id: int,
    today: date,
    limit_mb: int = LIMIT_MB,
    sent_on: date | None = None,
) -> Dossier:
    """The dossier of a proposal today. `sent_on` stands in for a day that is not written yet. Raises NotFound."""
    place = known.get_place(session, proposal_id)
    day, _kind = rules_day(place, today)
    book = rulebook.rules_for(session, day, place.cluster_id)
    rows = [row for head in _heads(place) for row in book.of(head).standing]
    papers = queries.papers_of(session, proposal_id)
    waivers = queries.waivers_of(session, proposal_id)
    facts = _facts(session, place, rows, papers, waivers, (day, today))
    facts = replace(facts, limit_mb=limit_mb, sent_on=sent_on or place.sent_on)
    findings = tuple(lint.examine(facts))
    missing, required = lint.counted(facts)
    return Dossier(
        place,
        day,
        _with_head(rows, REGIME),
        tuple(_task(need, papers, waivers, findings, facts) for need in facts.needs),
        findings,
        missing,
        required,
        _with_head(rows, COPIES),
        tuple(row for row in rows if row.code in {rule.code for rule in facts.used_rules}),
    )


def require_sendable(session: Session, *, proposal: Proposal, today: date, sent_on: date | None) -> None:
    """Raise DomainError while a fault of the dossier stands in the way (handbook A11).

    A waiver answers for a missing paper (L01) and for nothing else.
    """
    found = examine(session, proposal_id=proposal.id, today=today, sent_on=sent_on).blocking
    if found:
        codes = ", ".join(dict.fromkeys(finding.code for finding in found))
        message = N_("Hồ sơ còn %(n)s lỗi phải sửa trước khi trình (%(codes)s). Xem trang “Hồ sơ đề nghị”.")
        raise DomainError(message, n=len(found), codes=codes)


def _heads(place: DossierPlace) -> list[str]:
    papers = [kind.head(place.nominee_kind) for kind in dossier_kinds.kinds()]
    own = [head for head in heads_for(place.form_code) if head != "ballot_base"]
    return list(dict.fromkeys([*papers, *own, CLUSTER_VOTE, IN_MINUTES, ONE_FORM, REGIME, COPIES]))


def _facts(
    session: Session,
    place: DossierPlace,
    rows: Sequence[RuleRow],
    papers: Sequence[PaperRow],
    waivers: dict[str, WaiverRow],
    days: tuple[date, date],
) -> DossierFacts:
    """Everything the lint looks at, read in a fixed number of statements. `days`: whose rules hold, and today."""
    standing = standings.standing_of(session, place.cycle_id, place.member_id)
    others = proposals.proposed_for(session, place.cycle_id, place.member_id, but=place.id)
    talk = known.consultation_about(session, place.id)
    facts = _rules_of(place, rows, days)
    other_forms = tuple(workflow.other_forms(place.nominee, place.form_vi, others))
    one_form = _plain(_with_head(rows, ONE_FORM)) if other_forms else ()
    return replace(
        facts,
        papers=tuple(_paper(row) for row in papers),
        waived=frozenset(kind for kind, waiver in waivers.items() if waiver.is_approved),
        sections=_sections(session, place.id),
        votes=_votes(session, place.id),
        place=Place(standing.rank, standing.member_count, standing.total),
        received_on=place.received_on,
        consultation=Consultation(*talk) if talk else None,
        other_forms=other_forms,
        one_form_rules=one_form,
        eligibility=standing.eligibility,
        eligibility_reason=standing.reason,
        dissolved_on=known.dissolved_on(session, place.cluster_id, place.member_id),
        used_rules=tuple(dict.fromkeys((*facts.used_rules, *one_form))),
    )


def _votes(session: Session, proposal_id: int) -> tuple[Vote, ...]:
    """The last round of each body about the nominee."""
    found = votes.votes_of(session, [proposal_id]).get(proposal_id, {})
    names = [one.name for one in fields(Vote)]
    return tuple(Vote(**{name: getattr(line, name) for name in names}) for line in found.values())


def _rules_of(place: DossierPlace, rows: Sequence[RuleRow], days: tuple[date, date]) -> DossierFacts:
    """What the rules of the day ask of this proposal, and which rows that were."""
    needs, thresholds = _needs(place, rows), _thresholds(place, rows)
    in_minutes = _plain(_with_head(rows, IN_MINUTES)) if place.form_code.startswith("flag") else ()
    asked = _plain(row for row in _with_head(rows, DISCLOSURE) if _asks(row))
    used = [rule for need in needs for rule in need.rules]
    used += [rule for _body, own in thresholds for rule in own]
    return DossierFacts(
        year=place.year,
        day=days[0],
        today=days[1],
        cluster_names=(place.cluster_vi,),
        needs=needs,
        report_forms=rules.report_forms(needs, place.kind),
        thresholds=thresholds,
        disclosure_rules=asked,
        cluster_in_minutes=in_minutes,
        used_rules=tuple(dict.fromkeys((*used, *in_minutes, *asked))),
    )


def _sections(session: Session, proposal_id: int) -> tuple[tuple[str, str, str], ...]:
    """Code, title and words of the sections of the report."""
    parts = queries.parts_of(session, proposal_id)
    return tuple(
        (one.code, one.title, parts[one.code].text if one.code in parts else "")
        for one in dossier_kinds.sections()
    )


def _needs(place: DossierPlace, rows: Sequence[RuleRow]) -> tuple[Need, ...]:
    own = [
        kind
        for kind in dossier_kinds.kinds()
        if rules.is_for(kind, place.form_code, place.nominee_kind, place.kind)
    ]
    return rules.needs_of(own, _plain(rows), place.nominee_kind)


def _thresholds(
    place: DossierPlace, rows: Sequence[RuleRow]
) -> tuple[tuple[PollBody, tuple[Rule, ...]], ...]:
    """Which bodies must have voted, with the rows that say how; ad hoc awards go the simplified way."""
    if place.kind is AwardKind.AD_HOC:
        return ()
    found = []
    if head := ballot_head(place.form_code):
        own = [row for row in _with_head(rows, head) if _tells_share(row)]
        found.append((PollBody.CITY_COUNCIL, _plain(own)))
    if place.nominee_kind is NomineeKind.MEMBER:
        own = [row for row in _with_head(rows, CLUSTER_VOTE) if _tells_share(row)]
        found.append((PollBody.CLUSTER, _plain(own)))
    return tuple(found)


def _tells_share(row: RuleRow) -> bool:
    return polls.threshold_of(row.value, row.unit, row.comparator) is not None


def _asks(row: RuleRow) -> bool:
    """Whether a row asks for a consultation about everybody: a city's own is optional, no Heroes are proposed here."""
    return row.code not in (USUAL, HEROES) and not is_declined(row.value)


def _with_head(rows: Sequence[RuleRow], head: str) -> tuple[RuleRow, ...]:
    return tuple(row for row in rows if row.head == head)


def _plain(rows: Iterable[RuleRow]) -> tuple[Rule, ...]:
    return tuple(Rule(row.code, row.value, row.basis, row.confirmed) for row in rows)


def _paper(row: PaperRow) -> PaperFacts:
    told = row.facts.get("sections") or {}
    return PaperFacts(
        id=row.id,
        kind=dossier_kinds.get_kind(row.kind),
        is_made=row.origin is PaperOrigin.MADE,
        sections=tuple((str(code), str(text)) for code, text in told.items()),
        **{name: getattr(row, name) for name in _SAME},
    )


_SAME = (
    *("title", "number", "dated_on", "work_year", "signer", "capacity", "report_form"),
    *("is_signed", "is_readable", "text", "file_name", "size", "sha256"),
)


def _task(
    need: Need,
    papers: Sequence[PaperRow],
    waivers: dict[str, WaiverRow],
    findings: Sequence[lint.Finding],
    facts: DossierFacts,
) -> Task:
    code = need.kind.code
    own = tuple(row for row in papers if row.kind == code)
    about = tuple(finding for finding in findings if finding.kind == code)
    waiver = waivers.get(code)
    is_begun = waiver is not None or (code == REPORT and any(text for _c, _t, text in facts.sections))
    if own:
        is_faulty = any(finding.is_blocking for finding in about)
        state = TaskState.FAULTY if is_faulty else TaskState.DONE
    elif waiver is not None and waiver.is_approved:
        state = TaskState.WAIVED
    else:
        state = TaskState.DOING if is_begun else TaskState.NOT_BEGUN
    return Task(need, own, waiver, about, state)
