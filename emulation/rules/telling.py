"""Which deeds of the trail are told to whom: one table, read where events are written, so that none is forgotten.

A deed that is not in the table is told to nobody. Addresses are paths of ours; {code}, {year}, {member} and {id}
are filled in from the event.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from emulation.vocabulary.words import N_


class Audience(Enum):
    """Groups of people around a record."""

    OFFICERS = "officers of the member"
    LEADERS = "leaders of the member"
    CHAIR = "secretariat of the chair"
    VICE = "secretariat of the vice-chair"
    CHAIR_LEADERS = "leaders of chair and vice-chair"
    EVERYBODY = "everybody who works for a member of the cluster"
    PERSON = "the person whose account it is, also when they did it themselves"


@dataclass(frozen=True)
class Telling:
    """Who is told, and where the matter stands. `by_mail` false: the deed writes a letter of its own.

    `sentence` takes the place of the usual one; beside the usual values it may name fields that the deed changed.
    """

    href: str
    audiences: tuple[Audience, ...]
    by_mail: bool = True
    sentence: str = ""


OF_MEMBER = N_("%(who)s %(deed)s: %(member)s, năm %(year)s.")
OF_MEMBER_REASON = N_("%(who)s %(deed)s: %(member)s, năm %(year)s. Lý do: %(reason)s")
OF_YEAR = N_("%(who)s %(deed)s: năm %(year)s.")
OF_YEAR_REASON = N_("%(who)s %(deed)s: năm %(year)s. Lý do: %(reason)s")
OF_CAMPAIGN = N_("%(who)s %(deed)s “%(title)s”.")
OF_CAMPAIGN_REASON = N_("%(who)s %(deed)s “%(title)s”. Lý do: %(reason)s")
OF_PART = N_("%(who)s %(deed)s “%(title)s”: %(member)s.")
OF_PART_REASON = N_("%(who)s %(deed)s “%(title)s”: %(member)s. Lý do: %(reason)s")
OF_ACCOUNT = N_(
    "Tài khoản của bạn: %(who)s %(deed)s. Nếu không phải do bạn yêu cầu, hãy báo ngay cho quản trị hệ thống."
)
OF_EXTENSION = N_(
    "%(who)s %(deed)s: %(member)s, năm %(year)s, giai đoạn “%(phase)s”, đến hết ngày %(until_on)s. Lý do: %(reason)s"
)
OF_EXTENSION_END = N_(
    "%(who)s %(deed)s: %(member)s, năm %(year)s. Hạn chung lại được tính. Lý do: %(reason)s"
)

YEAR = "/clusters/{code}/{year}"
PLEDGE = YEAR + "/pledges/{member}"
RESULTS = YEAR + "/results"
OWN_SHEET = YEAR + "/scores/{member}/self"
CROSS_CHECK = YEAR + "/cross-check"
EXPLANATION = YEAR + "/explanations/{id}"
PROPOSAL = YEAR + "/proposals/{id}"
#: {id} is that of the campaign, also for what a member registers in it or reports about it.
CAMPAIGN = "/clusters/{code}/campaigns/{id}"
REGISTRATION = CAMPAIGN + "/registrations/{member}"

_OWN = (Audience.OFFICERS, Audience.LEADERS)
_POSTS = (Audience.CHAIR, Audience.VICE)
_ALL = (Audience.EVERYBODY,)
_ACCOUNT = Telling("/account", (Audience.PERSON,))

TELLING: Mapping[str, Telling] = {
    "cycle.opened": Telling(YEAR, _ALL),
    "cycle.planned": Telling(YEAR, _ALL),
    "cycle.advanced": Telling(YEAR, _ALL),
    "cycle.stepped_back": Telling(YEAR, _ALL),
    "cycle.closed": Telling(YEAR, _ALL),
    "cycle.planned_back": Telling(YEAR + "/calendar", _ALL),
    "extension.granted": Telling(YEAR + "/calendar", _OWN, sentence=OF_EXTENSION),
    "extension.withdrawn": Telling(YEAR + "/calendar", _OWN, sentence=OF_EXTENSION_END),
    "agreement.signed": Telling(YEAR + "/pledge", _ALL),
    "pledge.request_approval": Telling(PLEDGE, (Audience.LEADERS,)),
    "pledge.submit": Telling(PLEDGE, (Audience.CHAIR,)),
    "pledge.recorded_from_paper": Telling(PLEDGE, (Audience.CHAIR, Audience.LEADERS)),
    "pledge.confirmed": Telling(PLEDGE, _OWN),
    "pledge.return": Telling(PLEDGE, _OWN),
    "pledge.accept": Telling(PLEDGE, _OWN),
    "pledge.reopen": Telling(PLEDGE, _OWN),
    "pledge.withdraw": Telling(PLEDGE, (Audience.CHAIR,)),
    "result.request_approval": Telling(RESULTS, (Audience.LEADERS,)),
    "result.submit": Telling(RESULTS, _POSTS),
    "result.return": Telling(RESULTS, _OWN),
    "result.accept": Telling(RESULTS, _OWN),
    "result.reopen": Telling(RESULTS, _OWN),
    "scorecard.issued": Telling(YEAR + "/scorecard", _ALL),
    "sheet.request_approval": Telling(OWN_SHEET, (Audience.LEADERS,)),
    "sheet.submit": Telling(YEAR + "/scores/{member}/review", _POSTS),
    "sheet.return": Telling(OWN_SHEET, _OWN),
    "sheet.review": Telling(OWN_SHEET, _OWN),
    "cross.assigned": Telling(CROSS_CHECK, _ALL),
    "cross.reassigned": Telling(CROSS_CHECK, _ALL),
    "cross.started": Telling(CROSS_CHECK, _ALL),
    "cross.sealed": Telling(CROSS_CHECK, (Audience.CHAIR,)),
    "cross.opened": Telling(CROSS_CHECK, _ALL),
    "explanation.requested": Telling(EXPLANATION, _OWN),
    "explanation.request_approval": Telling(EXPLANATION, (Audience.LEADERS,)),
    "explanation.return": Telling(EXPLANATION, (Audience.OFFICERS,)),
    "explanation.send": Telling(EXPLANATION, _POSTS),
    "explanation.concede": Telling(EXPLANATION, (*_POSTS, Audience.OFFICERS)),
    "explanation.settle": Telling(EXPLANATION, _OWN),
    "eligibility.decided": Telling(OWN_SHEET, _OWN),
    "eligibility.lifted": Telling(OWN_SHEET, _OWN),
    "ranking.frozen": Telling(YEAR + "/totals", (Audience.CHAIR_LEADERS,)),
    "ranking.unfrozen": Telling(YEAR + "/totals", (Audience.CHAIR_LEADERS,)),
    "ranking.approvers_named": Telling(YEAR + "/totals/finalise", (Audience.CHAIR_LEADERS,)),
    "ranking.approved": Telling(YEAR + "/totals/finalise", (Audience.CHAIR,)),
    "ranking.finalised": Telling(YEAR + "/totals", (Audience.CHAIR,)),
    "ranking.published": Telling(YEAR + "/ranking", _ALL),
    "ranking.corrected": Telling(YEAR + "/ranking", _ALL),
    "proposal.submit": Telling(PROPOSAL, (Audience.CHAIR,)),
    "proposal.withdraw": Telling(PROPOSAL, (Audience.CHAIR,)),
    "proposal.return": Telling(PROPOSAL, _OWN),
    "proposal.cut": Telling(PROPOSAL, _OWN),
    "proposal.send": Telling(PROPOSAL, _OWN),
    "proposal.decide": Telling(PROPOSAL, _OWN),
    "proposal.refuse": Telling(PROPOSAL, _OWN),
    "proposal.confer": Telling(PROPOSAL, _OWN),
    "proposal.revoke": Telling(PROPOSAL, _OWN),
    "disclosure.open": Telling(YEAR + "/consultations/{id}", _ALL),
    "campaign.launch": Telling(CAMPAIGN, _ALL),
    "campaign.review": Telling(CAMPAIGN, _ALL),
    "campaign.conclude": Telling(CAMPAIGN, _ALL),
    "campaign.cancel": Telling(CAMPAIGN, _ALL),
    "registration.send": Telling(REGISTRATION, (Audience.CHAIR,)),
    "registration.approve": Telling(REGISTRATION, _OWN),
    "registration.refuse": Telling(REGISTRATION, _OWN),
    "campaign_report.submitted": Telling(CAMPAIGN, _POSTS),
    "user.password_set": Telling("/account", (Audience.PERSON,), by_mail=False),
    "user.enabled": _ACCOUNT,
}
