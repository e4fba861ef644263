"""The catalogue of indicators: the shared ones and a cluster's own."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from emulation.models.indicators import ActualValue, Indicator
from emulation.queries.rows import rows_as
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Direction


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator as lists show it."""

    id: int
    cluster_id: int | None
    code: str
    name_vi: str
    name_en: str
    unit_vi: str
    unit_en: str
    direction: Direction
    topic: str
    decimals: int
    version: int


def indicators_for(session: Session, cluster_id: int) -> list[IndicatorRow]:
    """The indicators a cluster can use, in the order of the catalogue."""
    row = Indicator
    statement = (
        select(
            row.id,
            row.cluster_id,
            row.code,
            row.name_vi,
            row.name_en,
            row.unit_vi,
            row.unit_en,
            row.direction,
            row.topic,
            row.decimals,
            row.version,
        )
        .where(or_(row.cluster_id.is_(None), row.cluster_id == cluster_id))
        .order_by(row.position, row.code)
    )
    return rows_as(session, IndicatorRow, statement)


def get_indicator_row(session: Session, cluster_id: int, code: str) -> IndicatorRow:
    """The indicator of this code among those a cluster can use; its own before a shared one. Raises NotFound."""
    found = [row for row in indicators_for(session, cluster_id) if row.code.lower() == code.lower()]
    if not found:
        raise NotFound()
    return next((row for row in found if row.cluster_id is not None), found[0])


def get_indicator(session: Session, indicator_id: int) -> Indicator:
    """The record, for a service; raises NotFound."""
    indicator = session.get(Indicator, indicator_id)
    if indicator is None:
        raise NotFound()
    return indicator


def has_figures(session: Session, indicator_id: int) -> bool:
    """Whether any version of a figure stands for the indicator."""
    statement = select(ActualValue.id).where(ActualValue.indicator_id == indicator_id).limit(1)
    return session.scalar(statement) is not None


def last_position(session: Session) -> int:
    """The place of the last indicator in the order of the catalogue."""
    return session.scalar(select(func.max(Indicator.position))) or 0


def indicator_choices(session: Session, cluster_id: int) -> list[tuple[str, str]]:
    """The same as (id, "name (unit)") for a form."""
    rows = indicators_for(session, cluster_id)
    return [("", "–"), *((str(row.id), f"{row.name_vi} ({row.unit_vi})") for row in rows)]


def shared_codes(session: Session) -> dict[str, int]:
    """Code → id of the indicators of the shared catalogue."""
    statement = select(Indicator.code, Indicator.id).where(Indicator.cluster_id.is_(None))
    return dict(session.execute(statement).all())
