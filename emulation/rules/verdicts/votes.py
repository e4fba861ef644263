"""Two votes, never mixed: the city council on its own dossier, the members of the cluster (handbook 9)."""

from emulation.rules import polls
from emulation.rules.verdicts.book import Found
from emulation.rules.verdicts.case import Case
from emulation.rules.verdicts.finding import Finding, among, of_rule, value_of
from emulation.rules.verdicts.flags import EMPTY
from emulation.vocabulary.award_kinds import Verdict
from emulation.vocabulary.proposal_facts import Vote
from emulation.vocabulary.words import N_

PASSED, FAILED, NEEDS = Verdict.PASSED, Verdict.FAILED, Verdict.NEEDS_PERSON
_NO_VOTE = {
    "council": N_("Chưa có kết quả bỏ phiếu của Hội đồng."),
    "cluster": N_("Chưa có kết quả bỏ phiếu của cụm."),
}
_OPEN = N_(
    "Đạt %(votes)s/%(members)s phiếu. Có %(number)s phương án tỷ lệ: %(names)s. Cần chọn một phương án."
)


def ballot(head: str, case: Case) -> list[Finding]:
    """The vote of the city council against the row of the award form, read on the day of the proposal."""
    return _judged(head, case.book.of(head), case.facts.council_vote, "council")


def ballot_flag(case: Case) -> list[Finding]:
    """The Government's flag."""
    return ballot("ballot_flag", case)


def ballot_pmcert(case: Case) -> list[Finding]:
    """The Prime Minister's certificate."""
    return ballot("ballot_pmcert", case)


def ballot_order(case: Case) -> list[Finding]:
    """Orders."""
    return ballot("ballot_order", case)


def ballot_indiv(case: Case) -> list[Finding]:
    """Titles of persons."""
    return ballot("ballot_indiv", case)


def cluster_vote(case: Case) -> list[Finding]:
    """The vote between the members; its base is all members of the year."""
    found, vote, members = case.book.of("cluster_vote"), case.facts.cluster_vote, case.facts.member_count
    if found.row and vote and vote.members != members:
        sentence = N_("Biên bản tính trên %(base)s thành viên; cụm có %(members)s thành viên trong năm.")
        return [of_rule("cluster_vote", found.row, FAILED, sentence, base=vote.members, members=members)]
    return _judged("cluster_vote", found, vote, "cluster")


def ballot_base(case: Case) -> list[Finding]:
    """Everybody counts, present or not: the roll says how many, the share is taken of them."""
    found, vote = case.book.of("ballot_base"), case.facts.council_vote
    if vote is None or not found.rows:
        return []
    if found.row is None:
        return [among("ballot_base", found)]
    sentence = N_("Tỷ lệ tính trên tất cả %(members)s thành viên Hội đồng, kể cả người vắng.")
    return [of_rule("ballot_base", found.row, PASSED, sentence, members=vote.members)]


def _judged(head: str, found: Found, vote: Vote | None, body: str) -> list[Finding]:
    if not found.rows:
        return []
    if vote is None:
        rows = () if found.row else tuple(found.rows)
        return [Finding(head, FAILED, _NO_VOTE[body], {}, found.row, "", rows)]
    if found.row is None:
        told = among(head, found)
        counted = {"votes": vote.votes_for, "members": vote.members}
        return [Finding(head, NEEDS, _OPEN, {**told.values, **counted}, None, "", told.alternatives)]
    row = found.row
    if not row.value:
        return [of_rule(head, row, NEEDS, EMPTY)]
    threshold = polls.threshold_of(row.value, row.unit, row.comparator)
    if threshold is None:
        sentence = N_("Không tính được theo giá trị “%(value)s” của quy tắc.")
        return [of_rule(head, row, NEEDS, sentence, value=value_of(row))]
    values: dict[str, str | int] = {
        "votes": vote.votes_for,
        "members": vote.members,
        "share": _percent(vote),
        "value": value_of(row),
    }
    if polls.passes(vote.votes_for, vote.members, threshold):
        sentence = N_("Đạt %(votes)s/%(members)s phiếu (%(share)s %%); cần %(value)s.")
        return [of_rule(head, row, PASSED, sentence, **values)]
    values["missing"] = polls.missing(vote.votes_for, vote.members, threshold)
    sentence = N_("Đạt %(votes)s/%(members)s phiếu (%(share)s %%); cần %(value)s, thiếu %(missing)s phiếu.")
    return [of_rule(head, row, FAILED, sentence, **values)]


def _percent(vote: Vote) -> str:
    """for / N in percent with two places, for reading only: nothing is compared with it."""
    hundredths = (vote.votes_for * 20000 + vote.members) // (2 * vote.members)
    return f"{hundredths // 100},{hundredths % 100:02d}"
