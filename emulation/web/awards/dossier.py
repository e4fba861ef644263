"""The dossier in short, for the page of its proposal."""

from typing import Any

from emulation.services import dossier_checks
from emulation.web.shell import here


def dossier_of(proposal_id: int) -> dict[str, Any]:
    """What is missing in the dossier and what blocks it, as the page names it."""
    limit = here.settings().upload_limit_mb
    found = dossier_checks.examine(
        here.session(), proposal_id=proposal_id, today=here.today(), limit_mb=limit
    )
    return {"dossier": found}
