"""What a new year can take over from the one before."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from emulation.models.cycles import Cycle
from emulation.models.pledges import Agreement, AgreementContent
from emulation.models.scorecards import Criterion, Scorecard


@dataclass(frozen=True)
class Offer:
    """The year before, and what it has to offer: numbers of common contents and criteria, the newest edition of the
    scorecard (None without one), and how many indicators its criteria count."""

    year: int
    contents: int
    criteria: int
    edition: int | None
    indicators: int


def find_year_before(session: Session, cluster_id: int, year: int) -> Cycle | None:
    """The newest year of the cluster before `year`, or None."""
    statement = (
        select(Cycle)
        .options(selectinload(Cycle.deadlines))
        .where(Cycle.cluster_id == cluster_id, Cycle.year < year)
        .order_by(Cycle.year.desc())
        .limit(1)
    )
    return session.scalars(statement).one_or_none()


def find_newest_scorecard(session: Session, cycle_id: int) -> Scorecard | None:
    """The last edition of a year's scorecard with its criteria, or None."""
    statement = (
        select(Scorecard)
        .options(selectinload(Scorecard.criteria))
        .where(Scorecard.cycle_id == cycle_id)
        .order_by(Scorecard.edition.desc())
        .limit(1)
    )
    return session.scalars(statement).one_or_none()


def offer_of(session: Session, before: Cycle) -> Offer:
    """What can be copied from a year."""
    contents = (
        select(func.count())
        .select_from(AgreementContent)
        .join(Agreement, Agreement.id == AgreementContent.agreement_id)
        .where(Agreement.cycle_id == before.id)
        .scalar_subquery()
    )
    newest = (
        select(Scorecard.id)
        .where(Scorecard.cycle_id == before.id)
        .order_by(Scorecard.edition.desc())
        .limit(1)
        .scalar_subquery()
    )
    of_newest = Criterion.scorecard_id == newest
    criteria = select(func.count()).select_from(Criterion).where(of_newest).scalar_subquery()
    indicators = (
        select(func.count(Criterion.indicator_id.distinct())).select_from(Criterion).where(of_newest)
    ).scalar_subquery()
    edition = select(func.max(Scorecard.edition)).where(Scorecard.cycle_id == before.id).scalar_subquery()
    return Offer(before.year, *session.execute(select(contents, criteria, edition, indicators)).one())
