"""From a kind and what it is about to the paper. Raises NotFound for what does not belong to the year."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from emulation.queries import official as queries
from emulation.queries import official_polls
from emulation.queries.conferences import get_conference_page
from emulation.queries.official import NomineeRow
from emulation.queries.official_polls import RoundRow
from emulation.queries.places import YearPlace
from emulation.services.composing import ballots, lists, minutes, reports, scores, submissions, summaries
from emulation.services.composing.ground import Ground
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import ConferenceKind
from emulation.vocabulary.official import OfficialPaper

PROPOSING = {
    DocumentKind.SUBMISSION: submissions.of_city,
    DocumentKind.ACHIEVEMENT_REPORT: reports.achievement,
    DocumentKind.DISCLOSURE_SUMMARY: summaries.disclosure,
}
OF_YEAR = {
    DocumentKind.CLUSTER_SUBMISSION: submissions.of_cluster,
    DocumentKind.NOMINEE_LIST: lists.nominees,
    DocumentKind.SCORE_TABLE: scores.table,
}
CONFERENCES = {
    DocumentKind.CONFERENCE_MINUTES: frozenset({ConferenceKind.YEAR_END, ConferenceKind.MID_YEAR}),
    DocumentKind.PREPARATORY_MINUTES: frozenset({ConferenceKind.PREPARATORY}),
}
BODIES = {
    DocumentKind.COUNCIL_MINUTES: (PollBody.CITY_COUNCIL, ballots.council_minutes),
    DocumentKind.COUNCIL_BALLOT: (PollBody.CITY_COUNCIL, ballots.ballot),
    DocumentKind.CLUSTER_BALLOT: (PollBody.CLUSTER, ballots.ballot),
}


@dataclass(frozen=True)
class About:
    """What a paper is about: a year, and in it a proposal, a conference or a round of votes, by its id."""

    cluster_id: int
    known: YearPlace
    key: int | None = None


def compose(session: Session, *, kind: DocumentKind, about: About, today: date) -> OfficialPaper:
    """The paper out of what is recorded now."""
    ground = Ground(session, about.cluster_id, about.known, today)
    if kind in OF_YEAR:
        return OF_YEAR[kind](ground)
    if about.key is None:
        raise NotFound()
    if kind in PROPOSING:
        return PROPOSING[kind](ground, get_nominee(session, about))
    if kind in CONFERENCES:
        held = get_conference_page(session, about.known.id, about.key)
        if held.kind not in CONFERENCES[kind]:
            raise NotFound()
        return minutes.minutes(ground, held)
    body, make = BODIES[kind]
    one = get_round(session, about)
    if one.body is not body:
        raise NotFound()
    return make(ground, one)


def get_nominee(session: Session, about: About) -> NomineeRow:
    """The proposal; raises NotFound."""
    found = queries.find_nominee(session, about.known.id, about.key or 0)
    if found is None:
        raise NotFound()
    return found


def get_round(session: Session, about: About) -> RoundRow:
    """The round; raises NotFound."""
    found = official_polls.find_round(session, about.known.id, about.key or 0)
    if found is None:
        raise NotFound()
    return found
