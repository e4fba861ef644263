"""Files that belong to a cluster or a member: recorded here, their bytes kept by the gateway."""

from datetime import datetime

from sqlalchemy.orm import Session

from emulation.gateways.files import Upload
from emulation.models.evidence import StoredFile
from emulation.services import audit
from emulation.vocabulary.actor import Actor


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
