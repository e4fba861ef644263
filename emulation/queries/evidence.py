"""Files and who may open them."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from emulation.models.awards import Decision
from emulation.models.campaigns import Campaign, CampaignFile, CampaignReport
from emulation.models.evidence import StoredFile
from emulation.models.pledges import Agreement, Pledge
from emulation.vocabulary.actor import Scope
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.states import CampaignReportState, PledgeState


def get_file(session: Session, cluster_id: int, file_id: int, scope: Scope) -> StoredFile:
    """A public file, or one within the reader's scope; raises NotFound, whether it is hidden or was never there."""
    file = session.scalars(
        select(StoredFile).where(StoredFile.id == file_id, StoredFile.cluster_id == cluster_id)
    ).one_or_none()
    if file is None:
        raise NotFound()
    within = scope.shows(cluster_id, file.member_id)
    if not (within or (file.is_public and _stands_on_a_public_page(session, file_id))):
        raise NotFound()
    return file


def _stands_on_a_public_page(session: Session, file_id: int) -> bool:
    """A paper becomes public with the record that it belongs to; one that was replaced does not stay public."""
    shown = or_(
        select(Pledge.id).where(Pledge.file_id == file_id, Pledge.state == PledgeState.SIGNED).exists(),
        select(Agreement.id).where(Agreement.file_id == file_id, Agreement.signed_on.is_not(None)).exists(),
        select(Decision.id).where(Decision.file_id == file_id).exists(),
        select(CampaignFile.id)
        .join(Campaign, Campaign.id == CampaignFile.campaign_id)
        .where(CampaignFile.file_id == file_id, Campaign.launched_on.is_not(None))
        .exists(),
        select(CampaignReport.id)
        .where(CampaignReport.file_id == file_id, CampaignReport.state == CampaignReportState.SUBMITTED)
        .exists(),
    )
    return bool(session.scalar(select(shown)))
