"""Awards beside ranks from stored rankings and proposals, and the switch that makes them public."""

from decimal import Decimal
from fractions import Fraction

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.awards import AwardForm
from emulation.models.clusters import Cluster
from emulation.rules.recipients import Part
from emulation.rules.turn_taking import TurnSign
from emulation.services import fairness
from emulation.services.fairness import Fairness
from emulation.vocabulary.award_kinds import AwardKind, NomineeKind
from emulation.vocabulary.errors import DomainError, NotAllowed, Stale
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.states import ProposalState, RankingState
from tests.factories import rankings as made
from tests.factories.world import World
from tests.support.ground import laid

ORDER = ("HN", "HCM", "HP", "DN", "CT")


def forms(session: Session) -> dict[str, int]:
    """The flag, the certificate and the award for a single deed."""
    rows = [
        AwardForm(code=code, name_vi=name, position=place)
        for place, (code, name) in enumerate(
            (("flag_gov", "Cờ thi đua"), ("pm_certificate", "Bằng khen"), ("ad_hoc", "Khen đột xuất"))
        )
    ]
    session.add_all(rows)
    laid(session)
    return {row.code: row.id for row in rows}


def ranked(session: Session, world: World, year: int, order: tuple[str, ...] = ORDER, **more: object) -> None:
    """A published ranking of the year in this order."""
    points = {city: (place, str(900 - 10 * place)) for place, city in enumerate(order, start=1)}
    made.ranking(session, world, year, points, **more)  # type: ignore[arg-type]


def year_of(
    session: Session,
    world: World,
    codes: dict[str, int],
    year: int,
    flags: str,
    papers: str = "",
    **more: object,
) -> None:
    """Flags and certificates of a year, by the codes of cities."""
    for form, cities in (("flag_gov", flags), ("pm_certificate", papers)):
        for city in cities.split():
            made.propose(session, world, year, codes[form], city, **more)


def explained(session: Session, world: World, *, inside: bool = True, only: bool = False) -> Fairness:
    return fairness.explain(session, cluster_id=world.cluster_id, is_inside=inside, only_published=only)


def test_honours_that_follow_ranks(session: Session, world: World) -> None:
    codes = forms(session)
    ranked(session, world, 2023)
    year_of(session, world, codes, 2023, "HN HCM", "HP DN", state=ProposalState.CONFERRED)
    found = explained(session, world)
    (year,) = found.years
    assert (year.agreement.n, year.agreement.value, year.agreement.most) == (
        5,
        Decimal("0.95"),
        Decimal("0.95"),
    )
    assert year.agreement == found.pooled and found.passed_over == ()
    assert (found.turns.sign, found.turns.years) == (TurnSign.NOT_ENOUGH, 1)
    cell = year.cells[world.members["HN"]]
    assert cell.row is not None and (cell.row.rank, cell.row.total) == (1, Decimal("890"))
    assert [one.form_code for one in cell.honours] == ["flag_gov"]


def test_a_lower_award_for_a_better_rank_is_named(session: Session, world: World) -> None:
    """CT, the last, has the flag; HCM, the second, the certificate. Red when the lowest of several awards is taken."""
    codes = forms(session)
    ranked(session, world, 2023)
    year_of(session, world, codes, 2023, "HN CT", "HN HCM")
    found = explained(session, world)
    names = {key: city for city, key in world.members.items()}
    pairs = [
        (names[one.better], one.better_level, names[one.worse], one.worse_level) for one in found.passed_over
    ]
    assert pairs == [("HCM", 1, "CT", 0), ("HP", None, "CT", 0), ("DN", None, "CT", 0)]


def test_only_the_merit_of_members_answers_to_a_rank(session: Session, world: World) -> None:
    """Red when an ad hoc certificate counts as a level."""
    codes = forms(session)
    ranked(session, world, 2023)
    paper = codes["pm_certificate"]
    made.propose(session, world, 2023, paper, "CT", kind=AwardKind.AD_HOC)
    made.propose(
        session, world, 2023, paper, "CT", nominee_kind=NomineeKind.COLLECTIVE, is_small_collective=True
    )
    made.propose(session, world, 2023, paper, "CT", nominee_kind=NomineeKind.PERSON, is_direct_worker=True)
    found = explained(session, world)
    assert not found.years[0].has_honours and found.pooled.n == 0
    (year,) = found.structure
    assert (year.total, year.counts[Part.AD_HOC], year.counts[Part.DIRECT_WORKER]) == (3, 1, 1)
    assert year.counts[Part.SMALL_COLLECTIVE] == 1 and year.counts[Part.MEMBER] == 1


def test_a_year_without_known_honours_is_a_gap(session: Session, world: World) -> None:
    """2022 has a ranking only, 2023 honours only. Red when either counts as a year with five members."""
    codes = forms(session)
    ranked(session, world, 2022)
    year_of(session, world, codes, 2023, "HN", "HCM")
    found = explained(session, world)
    assert [(year.year, year.has_honours, year.agreement.is_enough) for year in found.years] == [
        (2022, False, False),
        (2023, True, False),
    ]
    assert found.turns.years == 1 and found.turns.ranked == 0


def test_flags_in_turn_over_five_years(session: Session, world: World) -> None:
    """Each city once, each year another one leads: first by rank, then one year against it."""
    codes = forms(session)
    for place, city in enumerate(ORDER):
        others = tuple(one for one in ORDER if one != city)
        ranked(session, world, 2019 + place, (city, *others))
        year_of(session, world, codes, 2019 + place, city)
    found = explained(session, world)
    assert (found.turns.sign, found.turns.ranked, found.turns.followed) == (TurnSign.BY_RANK, 5, 5)
    assert found.turns.stretch is not None and found.turns.stretch.chance == Fraction(24, 625)
    ranked(session, world, 2024)
    year_of(session, world, codes, 2024, "HCM")
    assert explained(session, world).turns.sign is TurnSign.NONE  # CT, DN, HP, HN … and HCM a second time


def test_the_public_sees_public_facts_alone(session: Session, world: World) -> None:
    """Red when ranks that are not published, or proposals on their way, are read for the public."""
    codes = forms(session)
    ranked(session, world, 2022)
    year_of(session, world, codes, 2022, "HN", "HCM", state=ProposalState.SENT)
    ranked(session, world, 2023, state=RankingState.FINALISED)
    year_of(session, world, codes, 2023, "HN", state=ProposalState.SENT)
    ranked(session, world, 2024)
    year_of(session, world, codes, 2024, "CT", state=ProposalState.SENT)
    year_of(session, world, codes, 2024, "HN", state=ProposalState.SUBMITTED)
    made.propose(session, world, 2024, codes["pm_certificate"], "HP", state=ProposalState.DRAFT)
    inside, outside = explained(session, world), explained(session, world, inside=False)
    assert [(one.year, one.ranking is not None) for one in inside.years] == [
        (2022, True),
        (2023, False),
        (2024, True),
    ]
    assert [(one.year, one.ranking is not None) for one in outside.years] == [
        (2022, True),
        (2023, False),
        (2024, True),
    ]
    assert [one.has_honours for one in inside.years] == [True, True, True]
    assert [one.has_honours for one in outside.years] == [
        True,
        True,
        False,
    ]  # HN's is not public: no half truths
    assert [one.total for one in inside.structure] == [2, 1, 2]
    assert [one.total for one in outside.structure] == [2, 1, 1]


def test_only_published_values(session: Session, world: World) -> None:
    codes = forms(session)
    ranked(session, world, 2022, provenance=Provenance.ILLUSTRATIVE)
    year_of(session, world, codes, 2022, "HN", provenance=Provenance.ILLUSTRATIVE)
    year_of(session, world, codes, 2020, "HCM", provenance=Provenance.PUBLISHED, state=ProposalState.VOTED)
    every, facts = explained(session, world), explained(session, world, only=True)
    assert [one.year for one in every.years] == [2020, 2022] and every.is_illustrative and not every.hidden
    assert [one.year for one in facts.years] == [2020] and facts.hidden and not facts.is_illustrative
    assert [one.year for one in explained(session, world, inside=False).years] == [2020, 2022]


def test_an_empty_cluster(session: Session, world: World) -> None:
    found = explained(session, world)
    assert (found.years, found.structure, found.passed_over, found.pooled.value) == ((), (), (), None)
    assert found.turns.sign is TurnSign.NOT_ENOUGH


def turned(
    session: Session,
    world: World,
    who: str,
    shows: bool,
    *,
    version: int | None = None,
    reason: str = "Cụm thống nhất công khai.",
) -> Cluster:
    cluster = session.get_one(Cluster, world.cluster_id)
    return fairness.switch(
        session,
        actor=world.actor(session, who),
        now=world.now,
        cluster=cluster,
        version=cluster.version if version is None else version,
        shows=shows,
        reason=reason,
    )


def test_the_switch_is_the_chairs_leader_and_leaves_a_trace(session: Session, world: World) -> None:
    """Red when the event has no reason."""
    for who in ("secretary.hn", "leader.hcm", "leader.hp", "auditor"):
        with pytest.raises(NotAllowed):
            turned(session, world, who, True)
    assert turned(session, world, "leader.hn", True).shows_fairness
    event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None and event.verb == "cluster.fairness_shown"
    assert (event.changes, event.reason) == ({"shows_fairness": [False, True]}, "Cụm thống nhất công khai.")
    assert not turned(session, world, "leader.hn", False).shows_fairness


def test_the_switch_refuses_what_is_so_already_an_old_version_and_no_reason(
    session: Session, world: World
) -> None:
    with pytest.raises(DomainError, match="chỉ xem nội bộ rồi"):
        turned(session, world, "leader.hn", False)
    with pytest.raises(Stale):
        turned(session, world, "leader.hn", True, version=0)
    with pytest.raises(DomainError, match="Nhập lý do"):
        turned(session, world, "leader.hn", True, reason="  ")
    assert not session.get_one(Cluster, world.cluster_id).shows_fairness
    turned(session, world, "leader.hn", True)
    with pytest.raises(DomainError, match="đang công khai rồi"):
        turned(session, world, "leader.hn", True)
