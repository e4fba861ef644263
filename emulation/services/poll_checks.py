"""What a recorded vote round must meet: its body, its day and round, its roll, and the counts of its nominees."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.orm import Session

from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.models.polls import Poll, PollCount
from emulation.queries import poll_records as queries
from emulation.queries.conferences import get_conference
from emulation.queries.disclosures import find_newest_of
from emulation.queries.places import members_of_year
from emulation.rules import poll_records as rules
from emulation.rules import poll_rounds, polls
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.words import N_


@dataclass(frozen=True)
class PollFacts:
    """The roll and the papers of a round; `members` is N. What the minutes do not tell is None or empty."""

    held_on: date
    members: int
    round: int = 1
    present: int | None = None
    written: int | None = None
    issued: int | None = None
    returned: int | None = None
    minutes_number: str = ""
    minutes_on: date | None = None
    tellers: str = ""
    conference_id: int | None = None
    file_id: int | None = None


@dataclass(frozen=True)
class CountDraft:
    """The papers of one nominee. All None: it was not voted on in this round."""

    proposal_id: int
    votes_for: int | None = None
    against: int | None = None
    blank: int | None = None
    invalid: int | None = None

    @property
    def numbers(self) -> dict[str, int | None]:
        """The papers by kind."""
        return {kind: getattr(self, kind) for kind in polls.KINDS}

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted."""
        return set(self.numbers.values()) == {None}


#: Number of the form row → what stands in it.
Counts = Mapping[int, CountDraft]


def require_body(session: Session, cycle: Cycle, body: PollBody, member_id: int | None) -> None:
    """The cluster votes as a whole, a council is that of a member of the year."""
    if body is PollBody.CLUSTER:
        known = member_id is None
    else:
        known = member_id in {one.id for one in members_of_year(session, cycle.cluster_id, cycle.year)}
    if not known:
        raise NotFound()


def checked(
    session: Session,
    cycle: Cycle,
    poll: Poll,
    facts: PollFacts,
    counts: Counts,
    today: date,
    kept: frozenset[int] = frozenset(),
) -> list[tuple[Proposal, CountDraft]]:
    """The counted proposals with their papers, everything in order. `kept`: proposals whose count does not change."""
    rules.check_held(facts.held_on, cycle.year, today)
    rules.check_minutes(facts.held_on, facts.minutes_on, today)
    recorded = queries.rounds_on(session, cycle.id, poll.body, poll.member_id, facts.held_on, but=poll.id)
    if poll.id is None or (facts.held_on, facts.round) != (poll.held_on, poll.round):
        poll_rounds.check_round(facts.round, facts.held_on, recorded)
    if poll.body is PollBody.CLUSTER:
        polls.check_base(facts.members, len(members_of_year(session, cycle.cluster_id, cycle.year)))
    polls.check_roll(asdict(facts))
    if facts.conference_id is not None:
        get_conference(session, cycle.id, facts.conference_id)
    counted = {number: draft for number, draft in counts.items() if not draft.is_empty}
    if not counted:
        raise DomainError(N_("Nhập số phiếu của ít nhất một đề nghị."), field="rows-0-votes_for")
    found = queries.proposals_by_id(session, cycle.id, {draft.proposal_id for draft in counted.values()})
    wanted: dict[int, tuple[Proposal, CountDraft]] = {}
    for number, draft in counted.items():
        proposal = found.get(draft.proposal_id)
        if proposal is None or proposal.id in wanted or not _is_of(poll, proposal):
            raise NotFound()
        prefix = f"rows-{number}-"
        if proposal.id not in kept:
            rules.check_open(poll.body, proposal.state, proposal.nominee, prefix)
        rules.check_counted(draft.numbers, prefix)
        polls.check_count(draft.numbers, facts.returned, facts.members, prefix)
        if poll.body is PollBody.CLUSTER and proposal.state in rules.RESTING:
            window = find_newest_of(session, proposal.id)
            rules.check_held(facts.held_on, cycle.year, today, window.opens_on if window else None)
        wanted[proposal.id] = proposal, draft
    return list(wanted.values())


def _is_of(poll: Poll, proposal: Proposal) -> bool:
    return poll.member_id is None or poll.member_id == proposal.member_id


def kept_by(
    session: Session, poll: Poll, facts: PollFacts, counts: Counts, standing: Mapping[int, PollCount]
) -> frozenset[int]:
    """The counted proposals that were sent or have ended. Raises DomainError when something they rest on changes."""
    drafts = {draft.proposal_id: draft for draft in counts.values()}
    roll = {name: value for name, value in asdict(facts).items() if name not in ("file_id", "tellers")}
    same_roll = all(getattr(poll, name) == value for name, value in roll.items())
    found = set()
    for proposal in queries.proposals_by_id(session, poll.cycle_id, standing).values():
        if rules.is_settled(poll.body, proposal.state):
            count, draft = standing[proposal.id], drafts.get(proposal.id)
            same = draft is not None and draft.numbers == {kind: getattr(count, kind) for kind in polls.KINDS}
            rules.check_unsettled(not (same and same_roll), proposal.nominee)
            found.add(proposal.id)
    return frozenset(found)
