"""Files and who may open them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.evidence import StoredFile
from emulation.vocabulary.actor import Scope
from emulation.vocabulary.errors import NotFound


def get_file(session: Session, cluster_id: int, file_id: int, scope: Scope) -> StoredFile:
    """A public file, or one within the reader's scope; raises NotFound."""
    file = session.scalars(
        select(StoredFile).where(StoredFile.id == file_id, StoredFile.cluster_id == cluster_id)
    ).one_or_none()
    if file is None:
        raise NotFound()
    if not (file.is_public or scope.shows(cluster_id, file.member_id)):
        raise NotFound()
    return file
