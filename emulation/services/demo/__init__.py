"""The demo: published history, published figures, and illustrative years that say so (decisions 7 and 8)."""

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.gateways.secrets import Safe
from emulation.models.clusters import Cluster
from emulation.models.cycles import Cycle
from emulation.queries.indicators import indicators_for
from emulation.queries.pledges import get_pledge
from emulation.services import catalogues, holidays, rulebook
from emulation.services.demo import (
    awards,
    calendars,
    campaigns,
    delegations,
    evidence,
    figures,
    history,
    mailbox,
    papers,
    places,
    reports,
    rules,
    running,
    scores,
    stages,
)
from emulation.services.demo.ground import Ground, at
from emulation.vocabulary.clock import LOCAL_ZONE
from emulation.vocabulary.states import Phase

#: Stage → the fixed moment at which the demo lives.
STAGES = {
    "running": datetime(2025, 10, 15, 10, tzinfo=LOCAL_ZONE),
    "scoring": datetime(2026, 2, 10, 10, tzinfo=LOCAL_ZONE),
    "conference": datetime(2026, 3, 20, 10, tzinfo=LOCAL_ZONE),
}
CODE = "tptw"
#: Years with an illustrative ranking, oldest first: each one's tie rules may ask for the year before.
SCORED = range(2019, 2025)


def is_loaded(session: Session) -> bool:
    """Whether the demo stands in this database."""
    return session.scalar(select(Cluster.id).where(Cluster.code == CODE)) is not None


def load(session: Session, *, stage: str, password: str, folder: Path, safe: Safe) -> None:
    """Write the whole demo for a stage into an empty, migrated database; `folder` takes its files, `safe` its codes."""
    ground = Ground(session, STAGES[stage])
    who = ground.loader(ground.moment)
    catalogues.load_indicators(session, actor=who, now=ground.moment)
    catalogues.load_award_forms(session, actor=who, now=ground.moment)
    rulebook.load(session, actor=who, now=ground.moment)
    holidays.load(session, actor=who, now=ground.moment)
    places.load_clusters(ground)
    places.load_members(ground)
    places.load_cast(ground, password, safe)
    places.load_own_indicator(ground)
    for row in indicators_for(session, ground.cluster_id):
        ground.indicators[row.code], ground.decimals[row.code] = row.id, row.decimals
    known = figures.by_cell()
    figures.load_figures(ground, known)
    _load_past(ground, known)
    _load_running(ground, known, stage, folder)
    delegations.load_delegation(ground)
    rules.load_rule_work(ground)
    mailbox.settle(ground)


def _load_past(ground: Ground, known: dict[figures.Cell, list[figures.Figure]]) -> None:
    cycles = history.load_years(ground)
    history.load_terms(ground)
    held = history.load_conferences(ground, cycles)
    history.load_published_rankings(ground, cycles)
    history.load_proposals(ground, cycles, held)
    plans = figures.plans()
    for year in SCORED:
        cycle = cycles[year]
        values = papers.scored_values(ground, year, known)
        papers.load_missing(ground, year, known, values)
        papers.load_deadlines(ground, cycle)
        scores.load_scorecard(ground, cycle)
        members = papers.members_of(ground, year)
        papers.load_signed_pledges(
            ground, cycle, {m: papers.plans_of(ground, m, year, plans, values) for m in members}
        )
        papers.load_agreement(ground, cycle)
        scores.load_choices(ground, year)
        conference = held.get(year)
        scores.load_ranking(
            ground, cycle, publish_on=conference.held_on if conference else date(year + 1, 3, 28)
        )
    awards.load_awards(ground, cycles, held)
    for cycle in cycles.values():
        history.close(ground, cycle)


def _load_running(
    ground: Ground, known: dict[figures.Cell, list[figures.Figure]], stage: str, folder: Path
) -> None:
    year, plans = history.RUNNING, figures.plans()
    cycle: Cycle = running.open_year(ground)
    calendars.load_calendar(ground, cycle)
    running.load_data_requests(ground)
    values = papers.scored_values(ground, year, known)
    promised = {m: papers.plans_of(ground, m, year, plans, values) for m in papers.members_of(ground, year)}
    scores.load_scorecard(ground, cycle)
    running.load_pledges(ground, cycle, promised, folder)
    running.sign(ground, cycle)
    if stage != "running":
        paper = get_pledge(ground.session, cycle.id, ground.members[running.ON_PAPER])
        running.confirm_paper(ground, cycle, paper)
    scores.set_phase(ground, cycle, Phase.SECOND_HALF, at(date(year, 8, 1)))
    reports.load_reports(ground, cycle, promised)
    campaigns.load_campaigns(ground)
    calendars.load_extension(ground, cycle)
    evidence.load_evidence(ground, cycle, folder)
    if stage == "running":
        return
    papers.load_missing(ground, year, known, values)
    if stage == "scoring":
        stages.load_scoring(ground, cycle)
    else:
        stages.load_conference(ground, cycle)
