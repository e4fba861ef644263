"""Papers in the store of a member."""

import io
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from emulation.gateways import files
from emulation.models.cycles import Cycle
from emulation.models.evidence import Evidence
from emulation.services import evidence_store
from emulation.services.evidence_store import Details
from tests.factories.world import World
from tests.support import samples


def upload(folder: Path, name: str = "nghị quyết 12.pdf", content: bytes = b"") -> files.Upload:
    """A PDF that has arrived; other `content`, other bytes."""
    source = io.BytesIO(samples.pdf(content) if content else samples.pdf())
    return files.receive(folder, name=name, source=source, limit_mb=1, field="file")


def paper(
    session: Session, world: World, folder: Path, city: str = "HP", content: bytes = b"", **more: Any
) -> Evidence:
    """A paper that the city's officer put into its store."""
    return evidence_store.add(
        session,
        actor=world.actor(session, f"officer.{city.lower()}"),
        now=world.now,
        cycle=session.get_one(Cycle, world.cycle_id),
        member_id=world.members[city],
        upload=upload(folder, content=content),
        details=Details(**more),
    )
