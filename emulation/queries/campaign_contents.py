"""Which common contents of a year's agreement a campaign carries out."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from emulation.models.campaigns import CampaignContent
from emulation.models.cycles import Cycle
from emulation.models.pledges import Agreement, AgreementContent
from emulation.queries.rows import rows_as


@dataclass(frozen=True)
class ContentRow:
    """A common content, the year of its agreement, and whether that was signed."""

    id: int
    year: int
    position: int
    text: str
    basis: str
    signed_on: date | None


def contents_in(session: Session, cluster_id: int, first_year: int, last_year: int) -> list[ContentRow]:
    """The contents of the cluster's agreements of these years, signed or not, the newest year first."""
    statement = _contents().where(Cycle.cluster_id == cluster_id, Cycle.year.between(first_year, last_year))
    return rows_as(session, ContentRow, statement)


def contents_of(session: Session, campaign_id: int, *, with_unsigned: bool) -> list[ContentRow]:
    """The contents that a campaign carries out; those of an unsigned agreement only for the cluster's people."""
    linked = select(CampaignContent.content_id).where(CampaignContent.campaign_id == campaign_id)
    statement = _contents().where(AgreementContent.id.in_(linked))
    if not with_unsigned:
        statement = statement.where(Agreement.signed_on.is_not(None))
    return rows_as(session, ContentRow, statement)


def links_to(session: Session, content_id: int) -> list[CampaignContent]:
    """The records by which campaigns point at a content, for a service."""
    statement = select(CampaignContent).where(CampaignContent.content_id == content_id)
    return list(session.scalars(statement))


def _contents() -> Select[*tuple[int, int, int, str, str, date | None]]:
    content = AgreementContent
    return (
        select(content.id, Cycle.year, content.position, content.text, content.basis, Agreement.signed_on)
        .join(Agreement, Agreement.id == content.agreement_id)
        .join(Cycle, Cycle.id == Agreement.cycle_id)
        .order_by(Cycle.year.desc(), content.position)
    )
