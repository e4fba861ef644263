"""The votes behind a proposal, as its pages show them."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from emulation.queries.places import YearPlace
from emulation.queries.polls import votes_of
from emulation.queries.proposals import ProposalPage
from emulation.rules import access
from emulation.rules.cycles import OPEN, Work
from emulation.rules.poll_records import OPEN_TO
from emulation.services.poll_verdicts import Judged, judged
from emulation.vocabulary.actions import Action
from emulation.vocabulary.award_kinds import PollBody
from emulation.web.shell import here


@dataclass(frozen=True)
class Vote:
    """The vote of a body: its latest count, or where the reader may record one (empty: they may not)."""

    body: PollBody
    judged: Judged | None
    record: str


def votes(year: YearPlace, page: ProposalPage) -> dict[str, Any]:
    """The votes of both bodies, the cluster's first."""
    found = votes_of(here.session(), [page.id]).get(page.id, {})
    counts = judged(here.session(), here.place().id, found.values(), here.today()) if found else []
    known = {one.line.body: one for one in counts}
    bodies = (PollBody.CLUSTER, PollBody.CITY_COUNCIL)
    return {"votes": [Vote(body, known.get(body), _recording(year, page, body)) for body in bodies]}


def _recording(year: YearPlace, page: ProposalPage, body: PollBody) -> str:
    is_cluster = body is PollBody.CLUSTER
    subject = here.subject(year, None if is_cluster else page.member_id)
    is_open = page.state in OPEN_TO[body] and year.phase in OPEN[Work.PROPOSE]
    if not is_open or not access.may(here.actor(), Action.POLL_RECORD, subject):
        return ""
    member = None if is_cluster else page.member_code
    code = here.place().code
    return url_for("polls.new", code=code, year=year.year, body=body.value, member=member)
