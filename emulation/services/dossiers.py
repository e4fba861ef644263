"""The papers of a dossier: brought, replaced, taken out with a reason (features A5; screens 3.10, 3.17)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy.orm import Session

from emulation.gateways import reading
from emulation.gateways.files import Upload
from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.models.dossiers import DossierPaper
from emulation.queries import cycles as years
from emulation.queries import dossier_facts
from emulation.queries import dossiers as queries
from emulation.rules import access, cycles
from emulation.rules import dossiers as rules
from emulation.rules.dossiers import PaperKind
from emulation.rules.reasons import FOR_THE_TRAIL, check_reason
from emulation.services import audit, dossier_kinds, evidence
from emulation.services.versions import hold_cluster, require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.award_kinds import PaperOrigin
from emulation.vocabulary.errors import DomainError, NotFound, Stale
from emulation.vocabulary.kinds import SigningCapacity
from emulation.vocabulary.words import N_

TOLD = (
    *("title", "number", "dated_on", "work_year", "signer", "capacity", "report_form", "is_signed"),
    *("is_readable", "file_id"),
)


@dataclass(frozen=True)
class Details:
    """What is said of a paper. Without a title it is called as its kind."""

    title: str = ""
    number: str = ""
    dated_on: date | None = None
    work_year: int | None = None
    signer: str = ""
    capacity: SigningCapacity | None = None
    report_form: str = ""
    is_signed: bool = False


def add(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    proposal: Proposal,
    kind: str,
    version: int,
    upload: Upload,
    details: Details,
    reason: str = "",
) -> DossierPaper:
    """Bring a paper that somebody uploads; one of its kind that stands there is replaced (several: stands beside).

    `version` is that of the paper that stands, 0 when there is none. After sending it needs a reason. Raises Stale,
    NotAllowed for the other side's papers, DomainError beside the file when its bytes stand in the dossier already.
    """
    evidence.expect(session, upload)
    about = _require(session, actor, proposal, dossier_kinds.get_kind(kind), reason)
    text = reading.text_of(upload.arrived, PurePosixPath(upload.name).suffix.lower())
    cycle = years.get_cycle(session, proposal.cycle_id)
    hold_cluster(session, cycle.cluster_id)
    _check_new(session, proposal, upload)
    standing = _standing(session, proposal, about, version)
    file = evidence.record_file(
        session,
        actor=actor,
        now=now,
        cluster_id=cycle.cluster_id,
        member_id=proposal.member_id,
        upload=upload,
        is_public=False,
    )
    said = asdict(details) | {"title": details.title or str(about), "text": text, "is_readable": bool(text)}
    row = record(session, actor=actor, now=now, proposal=proposal, kind=kind, file_id=file.id, values=said)
    _replace(session, actor, now, proposal, about, standing, row, reason)
    return row


def put_made(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    proposal: Proposal,
    kind: str,
    version: int,
    file_id: int,
    values: Mapping[str, Any],
    reason: str = "",
) -> DossierPaper:
    """Put a paper that was made from the data into its place; otherwise as `add`."""
    about = _require(session, actor, proposal, dossier_kinds.get_kind(kind), reason)
    hold_cluster(session, years.get_cycle(session, proposal.cycle_id).cluster_id)
    standing = _standing(session, proposal, about, version)
    row = record(
        session,
        actor=actor,
        now=now,
        proposal=proposal,
        kind=kind,
        file_id=file_id,
        values=values,
        origin=PaperOrigin.MADE,
    )
    _replace(session, actor, now, proposal, about, standing, row, reason)
    return row


def record(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    proposal: Proposal,
    kind: str,
    file_id: int,
    values: Mapping[str, Any],
    origin: PaperOrigin = PaperOrigin.UPLOADED,
) -> DossierPaper:
    """Write the row of a paper whose file is kept. Whoever calls has checked the right and tells the trail."""
    row = DossierPaper(
        proposal_id=proposal.id,
        kind=kind,
        origin=origin,
        file_id=file_id,
        entered_by_id=actor.user_id,
        entered_at=now,
        **values,
    )
    session.add(row)
    session.flush()
    return row


def remove(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    proposal: Proposal,
    paper_id: int,
    version: int,
    reason: str,
) -> DossierPaper:
    """Take a paper out: nothing stands in its place, its file and its trail stay. Always with a reason."""
    paper = queries.get_paper(session, proposal.id, paper_id)
    kind = _require(session, actor, proposal, dossier_kinds.get_kind(paper.kind), reason)
    require_version(paper, version)
    check_reason(reason, FOR_THE_TRAIL)
    cycle = years.get_cycle(session, proposal.cycle_id)
    changes = _named(kind, {name: (getattr(paper, name), None) for name in ("title", "file_id")})
    paper.replaced_at = now
    session.flush()
    _tell(session, actor, now, cycle, proposal, "proposal.paper_removed", changes, reason)
    return paper


def _named(kind: PaperKind, changes: Mapping[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """Changes of a paper as the proposal's trail tells them: behind the name of the kind."""
    return {f"{kind} {name}": pair for name, pair in changes.items()}


def brings(actor: Actor, cycle: Cycle, member_id: int, kind: PaperKind) -> bool:
    """Whether this actor brings papers of this kind into this dossier."""
    ways = access.ways(actor, Action.DOSSIER_EDIT, years.subject_of(cycle, member_id))
    return rules.may_bring(kind, ways)


def _require(session: Session, actor: Actor, proposal: Proposal, kind: PaperKind, reason: str) -> PaperKind:
    cycle = years.get_cycle(session, proposal.cycle_id)
    subject = years.subject_of(cycle, proposal.member_id)
    access.require(actor, Action.DOSSIER_EDIT, subject)
    rules.check_provider(kind, access.ways(actor, Action.DOSSIER_EDIT, subject))
    cycles.check_phase(cycles.Work.PROPOSE, cycle.phase)
    place = dossier_facts.get_place(session, proposal.id)
    if not rules.is_for(kind, place.form_code, proposal.nominee_kind, proposal.kind):
        raise NotFound()
    rules.check_open(proposal.state, reason)
    return kind


def _check_new(session: Session, proposal: Proposal, upload: Upload) -> None:
    twin = queries.find_twin(session, proposal.id, upload.sha256)
    if twin is not None:
        message = N_("Tệp “%(name)s” đã có trong hồ sơ ở mục “%(paper)s”.")
        paper = dossier_kinds.get_kind(twin.kind)
        raise DomainError(message, field="file", name=upload.name, paper=paper)


def _standing(session: Session, proposal: Proposal, kind: PaperKind, version: int) -> DossierPaper | None:
    """The paper that the new one replaces; raises Stale when it is not the one that was seen."""
    if kind.many:
        return None
    found = queries.standing_of_kind(session, proposal.id, kind.code)
    if not found:
        if version:
            raise Stale()
        return None
    require_version(found[-1], version)
    return found[-1]


def _replace(
    session: Session,
    actor: Actor,
    now: datetime,
    proposal: Proposal,
    kind: PaperKind,
    standing: DossierPaper | None,
    row: DossierPaper,
    reason: str,
) -> None:
    if standing is not None:
        standing.replaced_at = now
    verb = "proposal.paper_added" if standing is None else "proposal.paper_replaced"
    cycle = years.get_cycle(session, proposal.cycle_id)
    _tell(session, actor, now, cycle, proposal, verb, _named(kind, audit.born(row, TOLD)), reason)


def _tell(
    session: Session,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    proposal: Proposal,
    verb: str,
    changes: Mapping[str, tuple[Any, Any]],
    reason: str,
) -> None:
    audit.record(
        session,
        actor=actor,
        now=now,
        verb=verb,
        about=proposal,
        changes=changes,
        cluster_id=cycle.cluster_id,
        reason=reason.strip(),
    )
