"""The store of evidence: a paper is described once; it is edited, replaced by a new version, withdrawn when unused."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from emulation.gateways.files import Upload
from emulation.models.cycles import Cycle
from emulation.models.evidence import Evidence
from emulation.queries import evidence as queries
from emulation.queries.cycles import get_cycle, subject_of
from emulation.queries.evidence_uses import uses_of_paper
from emulation.rules import access
from emulation.rules import evidence as rules
from emulation.services import audit, evidence, evidence_uses
from emulation.services.versions import hold_cluster, require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.words import N_


@dataclass(frozen=True)
class Details:
    """What is said of a paper. Without a title it is called as its file."""

    title: str = ""
    issuer: str = ""
    number: str = ""
    issued_on: date | None = None


def add(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    member_id: int,
    upload: Upload,
    details: Details,
) -> Evidence:
    """Put a paper into the store of a member. Raises DomainError beside the file when its bytes stand there already."""
    evidence.expect(session, upload)
    access.require(actor, Action.EVIDENCE_EDIT, subject_of(cycle, member_id))
    rules.check_open(cycle.phase)
    row = _record(session, actor, now, (cycle, member_id), upload, details)
    changes = audit.born(row, ["title", "issuer", "number", "issued_on", "file_id"])
    audit.record(session, actor=actor, now=now, verb="evidence.added", about=row, changes=changes)
    return row


def edit(
    session: Session, *, actor: Actor, now: datetime, paper: Evidence, version: int, details: Details
) -> Evidence:
    """Change what is said of a paper. Raises Stale, Sealed, or DomainError for an old version."""
    _require_standing(session, actor, paper, version)
    title = details.title or paper.title
    changes = audit.change(paper, asdict(details) | {"title": title})
    session.flush()
    audit.record(session, actor=actor, now=now, verb="evidence.edited", about=paper, changes=changes)
    return paper


def replace(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    paper: Evidence,
    version: int,
    upload: Upload,
    details: Details,
) -> Evidence:
    """Put a new version in the place of a paper, which stays readable.

    Records that can still be changed use the new one from now on; what was handed in keeps what it was handed in with.
    """
    evidence.expect(session, upload)
    cycle = _require_standing(session, actor, paper, version)
    said = (
        details if details.title else Details(paper.title, details.issuer, details.number, details.issued_on)
    )
    row = _record(session, actor, now, (cycle, paper.member_id), upload, said, replaces_id=paper.id)
    moved = evidence_uses.carry_over(session, old=paper, new=row)
    changes = audit.born(row, ["title", "issuer", "number", "issued_on", "file_id", "replaces_id"])
    changes["uses"] = (None, moved)
    session.flush()
    audit.record(session, actor=actor, now=now, verb="evidence.replaced", about=row, changes=changes)
    return row


def withdraw(session: Session, *, actor: Actor, now: datetime, paper: Evidence, version: int) -> Evidence:
    """Take a paper out of the store; its file and its trail stay. Raises DomainError while it is used."""
    _require_standing(session, actor, paper, version)
    rules.check_unused(len(uses_of_paper(session, paper.id)))
    changes = audit.change(paper, {"withdrawn_at": now})
    session.flush()
    audit.record(session, actor=actor, now=now, verb="evidence.withdrawn", about=paper, changes=changes)
    return paper


def _require_standing(session: Session, actor: Actor, paper: Evidence, version: int) -> Cycle:
    cycle = get_cycle(session, paper.cycle_id)
    access.require(actor, Action.EVIDENCE_EDIT, subject_of(cycle, paper.member_id))
    require_version(paper, version)
    rules.check_open(cycle.phase)
    hold_cluster(session, cycle.cluster_id)
    is_replaced = queries.find_newer(session, paper.id) is not None
    rules.check_standing(is_withdrawn=paper.withdrawn_at is not None, is_replaced=is_replaced)
    return cycle


def _record(
    session: Session,
    actor: Actor,
    now: datetime,
    where: tuple[Cycle, int],
    upload: Upload,
    details: Details,
    replaces_id: int | None = None,
) -> Evidence:
    cycle, member_id = where
    hold_cluster(session, cycle.cluster_id)
    if queries.find_twin(session, cycle.id, member_id, upload.sha256) is not None:
        raise DomainError(N_("Tệp “%(name)s” đã được tải lên."), field="file", name=upload.name)
    file = evidence.record_file(
        session,
        actor=actor,
        now=now,
        cluster_id=cycle.cluster_id,
        member_id=member_id,
        upload=upload,
        is_public=False,
    )
    row = Evidence(cycle_id=cycle.id, member_id=member_id, file_id=file.id, entered_at=now, **asdict(details))
    row.title = details.title or rules.title_of(upload.name)
    row.entered_by_id, row.replaces_id = actor.user_id, replaces_id
    session.add(row)
    session.flush()
    return row
