"""Published history: years, terms, conferences, the ranking of 2011, the proposals of 2020 (handbook 12)."""

from datetime import date
from typing import Any

from sqlalchemy import select

from emulation.gateways import seeds
from emulation.models.awards import AwardForm, Proposal
from emulation.models.conferences import Conference
from emulation.models.cycles import Cycle
from emulation.models.rankings import RankingRow, YearRanking
from emulation.models.terms import Term
from emulation.services.demo.ground import Ground, at
from emulation.vocabulary.kinds import ConferenceKind, Post, Provenance
from emulation.vocabulary.states import Phase, ProposalState, RankingState

YEAR_ONLY = "Nguồn chỉ nêu năm: ngày đầu và cuối nhiệm kỳ ghi theo năm dương lịch."
END_UNKNOWN = "Ngày kết thúc nhiệm kỳ chưa có số liệu công bố: ghi đến hết năm dương lịch."
OUTCOME = "Kết quả xét tặng chưa có số liệu công bố."
RUNNING = 2025
#: The demo's own assumption for its running year; nothing was published.
ILLUSTRATIVE_TERMS = (("HN", Post.CHAIR), ("HCM", Post.VICE_CHAIR))


def load_years(ground: Ground) -> dict[int, Cycle]:
    """A row per year of which something is known, open for what is loaded into it; gives them by year."""
    facts = seeds.demo_facts("history")
    cycles = {row["year"]: _year(ground, row, facts["sources"]) for row in facts["year"]}
    ground.add(*cycles.values())
    return cycles


def _year(ground: Ground, row: dict[str, Any], sources: dict[str, str]) -> Cycle:
    source = sources.get(row.get("source", ""), "")
    return Cycle(
        cluster_id=ground.cluster_id,
        year=row["year"],
        phase=Phase.PLANNING,
        provenance=Provenance.PUBLISHED if source else Provenance.ILLUSTRATIVE,
        source=source,
        note=row.get("note", ""),
        opened_at=at(date(row["year"], 1, 10)),
    )


def load_terms(ground: Ground) -> None:
    """Chairs and vice-chairs as published, and the illustrative ones of the running year."""
    facts = seeds.demo_facts("history")
    terms = [
        Term(
            cluster_id=ground.cluster_id,
            member_id=ground.members[row["member"]],
            post=Post(row["post"]),
            year=row["year"],
            starts_on=row.get("starts_on", date(row["year"], 1, 1)),
            ends_on=date(row["year"] + 1, 1, 1),
            provenance=Provenance.PUBLISHED,
            source=facts["sources"][row["source"]],
            note=END_UNKNOWN if "starts_on" in row else YEAR_ONLY,
        )
        for row in facts["term"]
    ]
    for member, post in ILLUSTRATIVE_TERMS:
        term = Term(cluster_id=ground.cluster_id, member_id=ground.members[member], post=post, year=RUNNING)
        term.starts_on, term.provenance = date(RUNNING, 1, 1), Provenance.ILLUSTRATIVE
        term.note = "Minh họa: Cụm trưởng, Cụm phó năm 2025 chưa có số liệu công bố."
        terms.append(term)
    ground.add(*terms)


def load_conferences(ground: Ground, cycles: dict[int, Cycle]) -> dict[int, Conference]:
    """The conferences whose day is known; gives the year-end ones by year."""
    facts = seeds.demo_facts("history")
    found = {}
    for row in facts["conference"]:
        values = row | {"kind": ConferenceKind(row["kind"]), "source": facts["sources"][row["source"]]}
        year = values.pop("year")
        conference = Conference(cycle_id=cycles[year].id, provenance=Provenance.PUBLISHED, **values)
        ground.add(conference)
        if conference.kind is ConferenceKind.YEAR_END:
            found[year] = conference
    return found


def load_published_rankings(ground: Ground, cycles: dict[int, Cycle]) -> None:
    """Rankings of which only the order is known."""
    facts = seeds.demo_facts("history")
    for row in facts["ranking"]:
        ranking = YearRanking(
            cycle_id=cycles[row["year"]].id,
            cluster_id=ground.cluster_id,
            year=row["year"],
            state=RankingState.FROZEN,
            member_count=len(row["order"]),
            tie_rules=[],
            provenance=Provenance.PUBLISHED,
            source=facts["sources"][row["source"]],
            note=row["note"],
        )
        ground.add(ranking)
        places = enumerate(row["order"], start=1)
        ground.add(
            *(
                RankingRow(ranking_id=ranking.id, member_id=ground.members[code], position=place, rank=place)
                for place, code in places
            )
        )
        ranking.state, ranking.published_at = RankingState.PUBLISHED, at(date(row["year"] + 1, 3, 1))
        ground.tell(ranking, ground.moment, state=ranking.state)


def load_proposals(ground: Ground, cycles: dict[int, Cycle], held: dict[int, Conference]) -> None:
    """What conferences are known to have proposed; whether it was awarded is not known."""
    facts = seeds.demo_facts("history")
    forms = dict(ground.session.execute(select(AwardForm.code, AwardForm.id)).all())
    proposals = [
        Proposal(
            cycle_id=cycles[row["year"]].id,
            member_id=ground.members[row["member"]],
            nominee=ground.name(ground.members[row["member"]]),
            award_form_id=forms[row["form"]],
            conference_id=held[row["year"]].id,
            state=ProposalState.VOTED,
            outcome_note=OUTCOME,
            entered_at=at(held[row["year"]].held_on),
            provenance=Provenance.PUBLISHED,
            source=facts["sources"][row["source"]],
        )
        for row in facts["proposal"]
    ]
    ground.add(*proposals)


def close(ground: Ground, cycle: Cycle) -> None:
    """Seal a year: from here on the database refuses changes of what belongs to it."""
    cycle.phase, cycle.closed_at = Phase.CLOSED, at(date(cycle.year + 1, 12, 20))
    ground.tell(cycle, ground.moment, phase=Phase.CLOSED)
