"""The critical forms: who opens them, on which ground, and how they are filled in validly."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from emulation.db import unit_of_work
from emulation.services import rulebook
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import Phase
from tests.factories import awards, pledges, results, scorecards, scores
from tests.factories.world import World

YEAR = "/clusters/tptw/2025"
Values = Mapping[str, str]


@dataclass(frozen=True)
class Target:
    """A form. `values` are typed over what the page offers and make it valid; rows of `without` are removed.

    `action`: where it is sent when a page to check stands in between.
    """

    name: str
    person: str
    page: str
    ground: Callable[[World], None]
    values: Callable[[World], Values] = field(default=lambda _world: {})
    without: tuple[str, ...] = ()
    action: str = ""


def _nothing(_world: World) -> None:
    """The world as it is."""


def _pledge(world: World) -> None:
    with world.database.writing() as session, unit_of_work(session):
        pledges.draft(session, world, "HP")


def _results(world: World) -> None:
    with world.database.writing() as session:
        results.reporting(world, session, ("HN", "HP"))
        results.draft(session, world)
        session.commit()


def _self_score(world: World) -> None:
    with world.database.writing() as session:
        scores.ground(session, world)
        scores.prepared(session, world)
        session.commit()


def _appraisal(world: World) -> None:
    with world.database.writing() as session:
        scores.submitted(session, world, scores.ground(session, world), "HP")
        scores.cycle_of(session, world, Phase.TOTALS)
        session.commit()


def _decision(world: World) -> None:
    with world.database.writing() as session, unit_of_work(session):
        cycle = awards.ground(session, world)
        rulebook.load(session, actor=awards.actor_system(world), now=world.now)
        for city in ("HP", "DN"):
            row = awards.draft(session, world, cycle, city, merit="Vượt 12/14 chỉ tiêu")
            for move in (ProposalMove.SUBMIT, ProposalMove.PASS_VOTE, ProposalMove.SEND):
                awards.step(session, world, row, move)


def _scorecard(world: World) -> None:
    with world.database.writing() as session, unit_of_work(session):
        scorecards.small(session, world)


def _criterion(rule: str, **values: str) -> Target:
    def filled(world: World) -> Values:
        needs = {} if rule in ("bonus", "boolean") else {"indicator": str(world.indicators["GRDP_GROWTH"])}
        plan = {"plan_source": "central"} if rule == "over_bonus" else {}
        common = {"code": "III", "name_vi": "Tiêu chí thử", "max_points": "5", "evidence_hint": "Tờ trình"}
        return common | needs | plan | values

    page = f"{YEAR}/scorecard/criteria/new?rule={rule}"
    return Target(f"criterion-{rule}", "secretary.hn", page, _scorecard, filled, ("rows-2-",))


TARGETS = (
    Target(
        "delegation",
        "leader.hp",
        "/clusters/tptw/delegations/new",
        _nothing,
        lambda world: {
            "receiver": str(world.users["officer.hp"]),
            "capacity": "tuq",
            "ends_on": "31/12/2025",
            "document": "15/GUQ-UBND",
        },
    ),
    Target("pledge", "officer.hp", f"{YEAR}/pledges/HP/edit", _pledge),
    Target("results", "officer.hn", f"{YEAR}/results/HN/mid-year/edit", _results),
    Target("self-score", "officer.hn", f"{YEAR}/scores/HN/self", _self_score),
    Target("self-score-counts", "officer.hn", f"{YEAR}/scores/HN/self?group=B", _self_score),
    Target("self-score-answers", "officer.hn", f"{YEAR}/scores/HN/self?group=III", _self_score),
    Target("appraisal", "secretary.hn", f"{YEAR}/scores/HP/review?group=I", _appraisal),
    Target("decision", "secretary.hn", "/clusters/tptw/decisions/new?proposal=1", _decision,
           lambda _world: {"number": "1234/QĐ-TTg", "signed_on": "14/10/2025",
                           "issuer": "Thủ tướng Chính phủ", "signer": "Phạm Văn A", "summary": "Tặng Cờ"}),
    Target("terms", "secretary.hn", "/clusters/tptw/terms/new", _nothing,
           lambda world: {"year": "2026", "chair": str(world.members["HCM"]), "starts_on": "01/03/2026",
                          "vices": str(world.members["HP"]), "decision": "Biên bản 12", "note": "Ghi chú"}),
    Target("members", "secretary.hn", "/clusters/tptw/members/edit", _nothing,
           lambda _world: {"valid_from": "01/01/2025", "decision": "QĐ 77", "members-0-code": "HUE",
                           "members-0-name_vi": "Huế", "members-0-protocol_order": "6"}),
    _criterion("bonus", **{"cap": "5", "rows-0-name": "Cờ", "rows-0-pts": "1,5",
                           "rows-1-name": "Bằng khen", "rows-1-pts": "1"}),
    _criterion("band", **{"rows-0-end": "40", "rows-0-pts": "1", "rows-1-start": "40", "rows-1-pts": "5"}),
    _criterion("over_bonus", base="4", k="0,5", m="1"),
    Target("year", "secretary.hn", "/clusters/tptw/2026/setup", _nothing,
           lambda _world: {"theme": "Đoàn kết, sáng tạo"}, action="/clusters/tptw/2026/setup"),
)  # fmt: skip
