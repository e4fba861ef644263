"""A cluster's own Word templates: tried before they are kept, withdrawn back to the default."""

from datetime import datetime

from sqlalchemy.orm import Session

from emulation.gateways.files import Upload
from emulation.gateways.word import try_template
from emulation.models.documents import DocumentTemplate
from emulation.queries import documents as queries
from emulation.rules import access
from emulation.services import audit, evidence
from emulation.services.versions import hold_cluster
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.errors import DomainError, NotFound, Stale
from emulation.vocabulary.words import N_


def upload(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    subject: Subject,
    kind: DocumentKind,
    version: int,
    file: Upload | None,
) -> tuple[str, ...]:
    """Keep a template for a kind; the one before is withdrawn. Gives the names of the fields that it leaves out.

    It is filled with sample data first. Raises DomainError beside the file for anything that is no harmless template
    of this kind, Stale when another one stands than the one with the id `version` (0: none).
    """
    if file is None:
        raise DomainError(N_("Chọn tệp mẫu Word."), field="file")
    evidence.expect(session, file)
    access.require(actor, Action.TEMPLATE_EDIT, subject)
    unused = try_template(file.arrived.read_bytes(), kind)
    standing = _standing(session, subject, kind, version)
    _withdraw(session, actor, now, standing)
    cluster_id = subject.cluster_id or 0
    kept = evidence.record_file(
        session, actor=actor, now=now, cluster_id=cluster_id, member_id=None, upload=file, is_public=False
    )
    row = DocumentTemplate(
        cluster_id=cluster_id, kind=kind.value, file_id=kept.id, entered_by_id=actor.user_id, entered_at=now
    )
    session.add(row)
    session.flush()
    changes = audit.born(row, ["kind", "file_id"])
    audit.record(session, actor=actor, now=now, verb="template.uploaded", about=row, changes=changes)
    return unused


def withdraw(
    session: Session, *, actor: Actor, now: datetime, subject: Subject, kind: DocumentKind, version: int
) -> None:
    """Go back to the default template. Raises NotFound when there is no own one, Stale when another one stands."""
    access.require(actor, Action.TEMPLATE_EDIT, subject)
    standing = _standing(session, subject, kind, version)
    if not standing:
        raise NotFound()
    _withdraw(session, actor, now, standing)


def _withdraw(session: Session, actor: Actor, now: datetime, rows: list[DocumentTemplate]) -> None:
    for row in rows:
        changes = audit.change(row, {"withdrawn_at": now})
        session.flush()
        audit.record(session, actor=actor, now=now, verb="template.withdrawn", about=row, changes=changes)


def _standing(session: Session, subject: Subject, kind: DocumentKind, version: int) -> list[DocumentTemplate]:
    hold_cluster(session, subject.cluster_id or 0)
    standing = queries.standing_templates(session, subject.cluster_id or 0, kind)
    if (standing[0].id if standing else 0) != version:
        raise Stale()
    return standing
