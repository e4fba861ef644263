"""What a frozen ranking means and how firm it is: robustness and three rankings (features R3, R4). Writes nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.gateways.seeds import analysis_limits
from emulation.queries import ledgers as queries
from emulation.queries.ledgers import FrozenPlace
from emulation.rules import differences, three_rankings
from emulation.rules.robustness import Border, Firmness
from emulation.rules.three_rankings import Ranking
from emulation.services import ledgers
from emulation.services.ledgers import Ledger, Node
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.sentences import Sentence
from emulation.vocabulary.states import RankingState

PUBLISHED = frozenset({RankingState.PUBLISHED})
FROZEN = frozenset(RankingState)


@dataclass(frozen=True)
class Limits:
    """The borders of config/analysis.toml, as the page prints them."""

    factors: tuple[str, ...]
    firm_up_to: Decimal
    firm_within: int
    improvement_cap: Decimal
    differs_from: int
    causes: int

    @property
    def border(self) -> Border:
        """Up to where a rank is firm."""
        return Border(self.firm_up_to, self.firm_within)


@dataclass(frozen=True)
class IndicatorName:
    """An indicator in both languages."""

    name_vi: str
    name_en: str


@dataclass(frozen=True)
class Analysis:
    """A frozen year: places, how firm they are (None: its sheets do not give them), three rankings and differences.

    `has_before`: the year before is published with its sheets, so there are own baselines.
    """

    year: int
    places: tuple[FrozenPlace, ...]
    firmness: tuple[Firmness, ...] | None
    rankings: tuple[Ranking, ...]
    differences: tuple[Sentence, ...]
    nodes: Mapping[str, Node]
    limits: Limits
    has_before: bool

    @property
    def head(self) -> FrozenPlace:
        """The head of the ranking."""
        return self.places[0]

    @property
    def is_illustrative(self) -> bool:
        """Whether the ranking is made up for demonstration (decisions 7)."""
        return self.head.provenance is Provenance.ILLUSTRATIVE

    def place_of(self, member_id: int) -> FrozenPlace:
        """The member's frozen place."""
        return next(place for place in self.places if place.member_id == member_id)

    def firmness_of(self, member_id: int) -> Firmness | None:
        """How firm the member's place is, or None."""
        return next((one for one in self.firmness or () if one.member_id == member_id), None)


def limits() -> Limits:
    """The borders that count."""
    facts: Mapping[str, Any] = analysis_limits()
    return Limits(
        tuple(facts["factors"]),
        Decimal(facts["firm_up_to"]),
        facts["firm_within"],
        Decimal(facts["improvement_cap"]),
        facts["differs_from"],
        facts["causes"],
    )


def of_year(
    session: Session, *, cluster_id: int, year: int, states: Collection[RankingState]
) -> Analysis | None:
    """The analysis of a year whose ranking is in one of `states`, in two statements; None when there is none."""
    places = queries.frozen_places(session, cluster_id, year, states)
    if not places:
        return None
    found = ledgers.read(session, cluster_id=cluster_id, year=year, before=year - 1, states=states)
    ledger, known = found.get(year), limits()
    ranks = {place.member_id: place.rank for place in places}
    firm = ledgers.firmness(ledger, ranks, known.factors, known.border)
    rankings = _three(ledger, found.get(year - 1), list(ranks), known) if ledger else ()
    return Analysis(
        year,
        tuple(places),
        None if firm is None else tuple(firm),
        rankings,
        tuple(_differences(rankings, places, ledger, known)) if ledger else (),
        {node.code: node for node in ledger.nodes} if ledger else {},
        known,
        year - 1 in found,
    )


def _three(ledger: Ledger, before: Ledger | None, members: list[int], known: Limits) -> tuple[Ranking, ...]:
    measures = ledgers.measures(ledger, before)
    return (
        three_rankings.completion(members, measures),
        three_rankings.improvement(members, measures, known.improvement_cap),
        three_rankings.level(members, measures),
    )


def _differences(
    rankings: Collection[Ranking], places: Collection[FrozenPlace], ledger: Ledger, known: Limits
) -> list[Sentence]:
    names = {
        line.indicator: IndicatorName(line.indicator_vi or "", line.indicator_en or "")
        for lines in ledger.lines.values()
        for line in lines
        if line.indicator
    }
    members = {place.member_id: place for place in places}
    return differences.explain(
        tuple(rankings), members, names, differs_from=known.differs_from, causes=known.causes
    )
