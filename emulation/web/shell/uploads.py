"""Files in forms: taken from the request, kept on disk, recorded for a cluster or member."""

from collections.abc import Collection
from typing import Any

from emulation.gateways import files
from emulation.gateways.inspection import KINDS
from emulation.services import evidence
from emulation.web.shell import here


def receive(field: Any, kinds: Collection[str] = tuple(KINDS)) -> files.Upload | None:
    """Look at the file of a form field; None when nothing was chosen. Raises DomainError beside the field.

    Whoever calls hands it to a service, which keeps it or lets it fall.
    """
    chosen = field.data
    if not chosen or not getattr(chosen, "filename", ""):
        return None
    settings = here.settings()
    return files.receive(
        settings.data_path,
        name=chosen.filename,
        source=chosen.stream,
        limit_mb=settings.upload_limit_mb,
        field=field.name,
        kinds=kinds,
    )


def keep(
    field: Any,
    *,
    cluster_id: int,
    member_id: int | None = None,
    is_public: bool = True,
    kinds: Collection[str] = files.PAPERS,
) -> int | None:
    """Keep the file of a form field and return its id; None when nothing was chosen. Raises DomainError."""
    upload = receive(field, kinds)
    if upload is None:
        return None
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
