"""Files in forms: taken from the request, kept on disk, recorded for a cluster or member."""

from collections.abc import Collection
from typing import Any

from emulation.gateways import files
from emulation.services import evidence
from emulation.web.shell import here


def keep(
    field: Any,
    *,
    cluster_id: int,
    member_id: int | None = None,
    is_public: bool = True,
    kinds: Collection[str] = files.PAPERS,
) -> int | None:
    """Keep the file of a form field and return its id; None when nothing was chosen. Raises DomainError."""
    chosen = field.data
    if not chosen or not getattr(chosen, "filename", ""):
        return None
    settings = here.settings()
    upload = files.receive(
        settings.data_path,
        name=chosen.filename,
        source=chosen.stream,
        limit_mb=settings.upload_limit_mb,
        field=field.name,
        kinds=kinds,
    )
    file = evidence.record_file(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        cluster_id=cluster_id,
        member_id=member_id,
        upload=upload,
        is_public=is_public,
    )
    return file.id
