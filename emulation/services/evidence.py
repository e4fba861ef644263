"""Files that belong to a cluster or a member: recorded here, their bytes kept by the gateway.

Bytes and row stand or fall together: the file takes its place when everything else of the transaction is written,
and is thrown away when the transaction is rolled back.
"""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from emulation.gateways import files
from emulation.gateways.files import Upload
from emulation.models.evidence import StoredFile
from emulation.services import audit
from emulation.vocabulary.actor import Actor

#: No transaction lasts so long: what lies about for a day without a row is left over.
KEEP_ORPHANS = timedelta(days=1)
ARRIVED = "arrived files"


def expect(session: Session, upload: Upload) -> None:
    """Let the file fall with the transaction, whatever refuses it, or take its place at the commit."""
    arrived = session.info.setdefault(ARRIVED, [])
    if upload not in arrived:
        arrived.append(upload)


def record_file(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cluster_id: int,
    member_id: int | None,
    upload: Upload,
    is_public: bool,
) -> StoredFile:
    """Record an uploaded file. Whoever calls has checked that the actor may write what the file belongs to."""
    expect(session, upload)
    file = StoredFile(
        cluster_id=cluster_id,
        member_id=member_id,
        sha256=upload.sha256,
        name=upload.name,
        size=upload.size,
        media_type=upload.media_type,
        is_public=is_public,
        entered_by_id=actor.user_id,
        entered_at=now,
    )
    session.add(file)
    session.flush()
    changes = audit.born(file, ["name", "size", "sha256", "is_public"])
    audit.record(session, actor=actor, now=now, verb="file.added", about=file, changes=changes)
    return file


def remove_orphans(session: Session, *, folder: Path, now: datetime) -> int:
    """Remove bytes that a broken commit has left without a row; gives how many files."""

    def named(hashes: list[str]) -> set[str]:
        return set(session.scalars(select(StoredFile.sha256).where(StoredFile.sha256.in_(hashes))))

    return files.remove_orphans(folder, (now - KEEP_ORPHANS).timestamp(), named)


def _settle(session: Session) -> None:
    for upload in session.info.pop(ARRIVED, []):
        files.settle(upload)


def _drop(session: Session) -> None:
    for upload in session.info.pop(ARRIVED, []):
        files.drop(upload)


event.listen(Session, "before_commit", _settle)
event.listen(Session, "after_rollback", _drop)
