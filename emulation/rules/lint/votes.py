"""Votes: recorded, in the order of dates, told by the minutes as recorded, the cluster named (L03–L06)."""

from collections.abc import Iterator, Sequence
from datetime import date

from emulation.rules import polls
from emulation.rules.dossiers import PaperKind
from emulation.rules.lint import wording
from emulation.rules.lint.facts import DossierFacts, PaperFacts, Vote
from emulation.rules.lint.findings import Finding, blocks, warns
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.dossiers import Severity
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.words import N_

_NUMBERS = ("members", "present", "written", "issued", "returned")
_COUNTS = ("votes_for", "against", "blank", "invalid")


def recorded(facts: DossierFacts) -> Iterator[Finding]:
    """L03: a body has not voted, or no rule says which share of it must agree.

    The share of the cluster stands in its own regulation, whose text may not be held (`cluster_vote.own`): a warning.
    """
    for body, rules in facts.thresholds:
        if facts.vote_of(body) is None:
            yield blocks("L03", N_("Chưa có kết quả bỏ phiếu: %(body)s."), field="votes", body=body.label)
        elif not rules:
            message = N_("Chưa có quy tắc về tỷ lệ phiếu vào ngày %(day)s: %(body)s.")
            say = warns if body is PollBody.CLUSTER else blocks
            yield say("L03", message, field="rules", body=body.label, day=f"{facts.day:%d/%m/%Y}")


def in_order(facts: DossierFacts) -> Iterator[Finding]:
    """L04: meeting ≤ ballot < submission ≤ receipt; nothing lies in the future."""
    for paper in facts.papers:
        if paper.dated_on and paper.dated_on > facts.today:
            message = N_("Ngày của “%(paper)s” (%(day)s) ở sau hôm nay.")
            yield blocks("L04", message, paper.kind.code, paper=paper.kind, day=_day(paper.dated_on))
    for body, letter in _LETTERS.items():
        ballots = [(N_("ngày bỏ phiếu"), day) for day in _ballots(facts, body)]
        letters = [(one.kind, one.dated_on) for one in facts.of_kind(letter) if one.dated_on]
        meetings = [
            (one.kind, one.dated_on)
            for one in facts.papers
            if one.kind.body is body and one.kind.date == "meeting" and one.dated_on
        ]
        steps = ((meetings, ballots, False), (ballots, letters, True), (meetings, letters, False))
        for earlier, later, is_strict in steps:
            yield from _out_of_order(earlier, later, letter, is_strict)
    yield from _out_of_order(*_sending(facts), "submission", False)


#: Which letter goes out after which body's vote.
_LETTERS = {PollBody.CITY_COUNCIL: "submission", PollBody.CLUSTER: "cluster_submission"}
Dated = Sequence[tuple[str | PaperKind, date]]


def _sending(facts: DossierFacts) -> tuple[Dated, Dated]:
    letters = [
        (one.kind, one.dated_on)
        for letter in _LETTERS.values()
        for one in facts.of_kind(letter)
        if one.dated_on
    ]
    steps = ((N_("ngày trình"), facts.sent_on), (N_("ngày tiếp nhận hồ sơ"), facts.received_on))
    return letters, [(words, day) for words, day in steps if day is not None]


def _ballots(facts: DossierFacts, body: PollBody) -> list[date]:
    """The days of a ballot: of the record, and of the paper that tells of it."""
    vote = facts.vote_of(body)
    told = [
        one.dated_on
        for one in facts.papers
        if one.kind.body is body and one.kind.date == "ballot" and one.dated_on
    ]
    return sorted({*told, *([vote.held_on] if vote else [])})


def _out_of_order(earlier: Dated, later: Dated, kind: str, is_strict: bool) -> Iterator[Finding]:
    for first, before in earlier:
        for second, after in later:
            if after < before or (is_strict and after == before):
                message = N_("%(second)s (%(after)s) phải sau %(first)s (%(before)s).")
                yield blocks(
                    "L04", message, kind, second=second, after=_day(after), first=first, before=_day(before)
                )
                return


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def cluster_named(facts: DossierFacts) -> Iterator[Finding]:
    """L05: the council's minutes do not name the cluster that the unit leads (rule `minutes_cluster`)."""
    if not facts.cluster_in_minutes:
        return
    keys = [wording.cluster_key(name) for name in facts.cluster_names]
    for paper in facts.papers:
        if not paper.kind.names_cluster or not paper.is_readable:
            continue
        told = wording.cluster_key(paper.text)
        if not any(key and key in told for key in keys):
            message = N_("“%(paper)s” không ghi tên cụm “%(cluster)s”.")
            cluster = facts.cluster_names[0]
            yield blocks("L05", message, paper.kind.code, paper=paper.kind, cluster=cluster)


def reconciled(facts: DossierFacts) -> Iterator[Finding]:
    """L06: the numbers of a round do not add up, or a paper tells other numbers than the record."""
    for body, _rules in facts.thresholds:
        vote = facts.vote_of(body)
        if vote is None:
            continue
        yield from _adds_up(vote)
        for paper in facts.papers:
            if paper.kind.tells_votes is body:
                yield from _told(paper, vote)


def _adds_up(vote: Vote) -> Iterator[Finding]:
    try:
        polls.check_roll({name: getattr(vote, name) for name in _NUMBERS})
        polls.check_count({name: getattr(vote, name) for name in _COUNTS}, vote.returned, vote.members)
    except DomainError as error:
        yield Finding("L06", Severity.BLOCKS, error.message, error.values, field="votes")


def _told(paper: PaperFacts, vote: Vote) -> Iterator[Finding]:
    """Minutes may tell of several nominees: the record has to be among what they tell."""
    claims = wording.votes_for(paper.text)
    kind = paper.kind.code
    for claim in claims:
        if claim.spelled is not None and claim.spelled != claim.votes:
            message = N_("“%(paper)s” ghi %(figure)s phiếu bằng số nhưng %(words)s phiếu bằng chữ.")
            yield blocks("L06", message, kind, paper=paper.kind, figure=claim.votes, words=claim.spelled)
            return
    fits = [claim for claim in claims if claim.votes == vote.votes_for]
    if claims and not any(claim.base in (None, vote.members) for claim in fits):
        told = claims[0] if not fits else fits[0]
        message = N_("“%(paper)s” ghi %(told)s phiếu đồng ý; kết quả đã ghi là %(votes)s/%(members)s.")
        words = f"{told.votes}/{told.base}" if told.base else f"{told.votes}"
        yield blocks(
            "L06", message, kind, paper=paper.kind, told=words, votes=vote.votes_for, members=vote.members
        )
        return
    against = wording.votes_against(paper.text)
    if against and vote.against is not None and vote.against not in against:
        message = N_("“%(paper)s” ghi %(told)s phiếu không đồng ý; kết quả đã ghi là %(votes)s.")
        yield blocks("L06", message, kind, paper=paper.kind, told=against[0], votes=vote.against)
