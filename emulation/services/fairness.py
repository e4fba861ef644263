"""Awards beside ranks over the years, turns and recipients (features A7), and the switch that makes them public.

Everybody's version is made of public facts alone: published rankings and public proposals. While a proposal of a year
is still on its way there, the honours of that year are unknown to the public: half of them would say something false.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from emulation.gateways.seeds import fairness_limits
from emulation.models.clusters import Cluster
from emulation.queries import fairness as queries
from emulation.queries import membership, rankings
from emulation.queries.fairness import Honour
from emulation.queries.membership import MemberOverTime
from emulation.queries.rankings import PublishedRanking, RankedMember
from emulation.rules import access, recipients, turn_taking
from emulation.rules import fairness as rules
from emulation.rules.fairness import Agreement, HonourYear, PassedOver
from emulation.rules.reasons import FOR_THE_TRAIL, check_reason
from emulation.rules.recipients import Recipient, YearStructure
from emulation.rules.turn_taking import FlagYear, Turns
from emulation.services import audit
from emulation.services.clusters import subject_of
from emulation.services.versions import require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.award_kinds import AwardKind, NomineeKind
from emulation.vocabulary.clock import local_date


@dataclass(frozen=True)
class Limits:
    """The levels and borders of config/fairness.toml, as the page prints them."""

    levels: tuple[frozenset[str], ...]
    members: int
    years: int
    unlikely: Decimal
    trend_years: int

    def level_of(self, code: str) -> int | None:
        """The level of a form, 0 the highest; None for a form that is not looked at."""
        return next((place for place, forms in enumerate(self.levels) if code in forms), None)


@dataclass(frozen=True)
class Cell:
    """A member in a year: its published row, if there is one, and what it was proposed for."""

    is_member: bool
    row: RankedMember | None
    honours: tuple[Honour, ...]


@dataclass(frozen=True)
class YearAwards:
    """A year of which a published ranking or honours are known, with the agreement of both."""

    year: int
    ranking: PublishedRanking | None
    cells: Mapping[int, Cell]
    facts: HonourYear
    agreement: Agreement
    is_illustrative: bool

    @property
    def has_honours(self) -> bool:
        """Whether anything is known of the honours of the year."""
        return bool(self.facts.levels)

    @property
    def holders(self) -> list[int]:
        """Who was proposed for the flag."""
        return [member for member, level in (self.facts.levels or {}).items() if level == 0]


@dataclass(frozen=True)
class Fairness:
    """The whole analysis, years from the oldest to the newest. `hidden`: something illustrative was left out."""

    members: tuple[MemberOverTime, ...]
    years: tuple[YearAwards, ...]
    pooled: Agreement
    passed_over: tuple[PassedOver, ...]
    turns: Turns
    structure: tuple[YearStructure, ...]
    trends: tuple[recipients.Trend, ...]
    limits: Limits
    hidden: bool

    @property
    def is_illustrative(self) -> bool:
        """Whether anything in it is made up for demonstration."""
        return any(year.is_illustrative for year in self.years)

    @property
    def newest_first(self) -> list[YearAwards]:
        """The years as tables show them."""
        return list(reversed(self.years))

    def member(self, member_id: int) -> MemberOverTime:
        """The member with this id."""
        return next(one for one in self.members if one.id == member_id)


def limits() -> Limits:
    """The borders that count."""
    facts: Mapping[str, Any] = fairness_limits()
    levels = tuple(frozenset(forms) for forms in facts["levels"])
    unlikely = Decimal(facts["unlikely"])
    return Limits(levels, facts["members"], facts["years"], unlikely, facts["trend_years"])


def explain(session: Session, *, cluster_id: int, is_inside: bool, only_published: bool) -> Fairness:
    """The analysis in three statements. Without `is_inside` of public proposals only; rankings are always published."""
    known, every = limits(), queries.honours_of(session, cluster_id)
    everyone = membership.members_over_time(session, cluster_id)
    published = rankings.published_rankings(session, cluster_id)
    shown = [one for one in published if not (only_published and one.is_illustrative)]
    honours = [one for one in every if not (only_published and one.is_illustrative)]
    left_out = only_published and any(one.is_illustrative and (is_inside or one.is_public) for one in every)
    waiting = (
        set() if is_inside else {one.year for one in honours if not one.is_public and _counts(one, known)}
    )
    seen = [one for one in honours if is_inside or one.is_public]
    counted = [one for one in seen if one.year not in waiting and _counts(one, known)]
    by_year = {one.year: one for one in shown}
    years = tuple(
        _year(year, by_year.get(year), everyone, [one for one in counted if one.year == year], known)
        for year in sorted(by_year.keys() | {one.year for one in counted})
    )
    last, facts = len(known.levels), [one.facts for one in years]
    structure = recipients.structure(_recipient(one) for one in seen)
    named = {member for year in years for member, cell in year.cells.items() if cell.is_member}
    return Fairness(
        tuple(one for one in everyone if one.id in named),
        years,
        rules.agreement(facts, last=last, fewest=known.members),
        tuple(pair for one in facts for pair in rules.passed_over(one, last=last)),
        turn_taking.turns(
            [_flags(one) for one in facts], fewest=known.years, unlikely=Fraction(known.unlikely)
        ),
        tuple(structure),
        tuple(recipients.trends(structure, fewest=known.trend_years)),
        known,
        len(shown) < len(published) or left_out,
    )


def _counts(one: Honour, known: Limits) -> bool:
    """Ad hoc and thematic awards are no answer to a rank, and neither are those of others than the member itself."""
    is_own = one.nominee_kind is NomineeKind.MEMBER and one.kind is AwardKind.MERIT
    return is_own and known.level_of(one.form_code) is not None


def _year(
    year: int,
    ranking: PublishedRanking | None,
    everyone: Sequence[MemberOverTime],
    honours: Sequence[Honour],
    known: Limits,
) -> YearAwards:
    cells: dict[int, Cell] = {}
    for member in everyone:
        row = ranking.find(member.id) if ranking else None
        own = tuple(one for one in honours if one.member_id == member.id)
        cells[member.id] = Cell(row is not None or member.is_member(year), row, own)
    members = frozenset(member for member, cell in cells.items() if cell.is_member)
    ranks = {member: cell.row.rank for member, cell in cells.items() if cell.row and cell.row.rank}
    levels = {
        member: min(level for one in cell.honours if (level := known.level_of(one.form_code)) is not None)
        for member, cell in cells.items()
        if cell.honours and cell.is_member
    }
    facts = HonourYear(year, members, ranks, levels or None)
    is_illustrative = bool(ranking and ranking.is_illustrative) or any(one.is_illustrative for one in honours)
    agreement = rules.agreement([facts], last=len(known.levels), fewest=known.members)
    return YearAwards(year, ranking, cells, facts, agreement, is_illustrative)


def _flags(facts: HonourYear) -> FlagYear:
    """The holders of the highest level; by rank when nobody without it stands above one who has it."""
    holders = frozenset(member for member, level in (facts.levels or {}).items() if level == 0)
    held = [facts.ranks[member] for member in holders if member in facts.ranks]
    others = [facts.ranks[member] for member in facts.compared if member not in holders]
    by_rank = not any(rank < max(held) for rank in others) if held else None
    return FlagYear(facts.year, facts.members, holders, by_rank)


def _recipient(one: Honour) -> Recipient:
    return Recipient(one.year, one.kind, one.nominee_kind, one.is_direct_worker, one.is_small_collective)


def switch(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cluster: Cluster,
    version: int,
    shows: bool,
    reason: str,
) -> Cluster:
    """Make the analysis public, or internal again, with a reason. Raises Stale, and DomainError where it is so."""
    access.require(actor, Action.FAIRNESS_PUBLISH, subject_of(session, cluster.id, local_date(now)))
    require_version(cluster, version)
    rules.check_switch(cluster.shows_fairness, shows)
    check_reason(reason, FOR_THE_TRAIL)
    changes = audit.change(cluster, {"shows_fairness": shows})
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="cluster.fairness_shown" if shows else "cluster.fairness_hidden",
        about=cluster,
        changes=changes,
        cluster_id=cluster.id,
        reason=reason.strip(),
    )
    return cluster
