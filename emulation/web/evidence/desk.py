"""What the pages of a member's store stand on, and where the records lie that its papers support."""

from dataclasses import dataclass
from typing import Any

from emulation.queries.evidence_uses import Thing
from emulation.queries.places import MemberPlace, YearPlace, get_member_of_year
from emulation.rules import access
from emulation.rules.evidence import is_shown
from emulation.rules.findable import REPORTS
from emulation.vocabulary.actions import Action
from emulation.vocabulary.evidence import Proof
from emulation.vocabulary.states import Phase
from emulation.web.shell import here
from emulation.web.shell.addresses import find_address


@dataclass(frozen=True)
class Desk:
    """The year and the member of the address."""

    year: YearPlace
    member: MemberPlace

    @property
    def where(self) -> dict[str, Any]:
        """The values of the store's addresses."""
        return {"code": here.place().code, "year": self.year.year, "member": self.member.code}

    @property
    def may_edit(self) -> bool:
        """Whether this reader may write to the store now."""
        subject = here.subject(self.year, self.member.id)
        return self.year.phase is not Phase.CLOSED and access.may(here.actor(), Action.EVIDENCE_EDIT, subject)


def desk_of(year: int, member: str, action: Action = Action.EVIDENCE_READ) -> Desk:
    """The store of the address; raises NotFound, or NotAllowed for what is not the reader's."""
    known = here.year(year)
    place = get_member_of_year(here.session(), here.place().id, year, member)
    access.require(here.actor(), action, here.subject(known, place.id))
    return Desk(known, place)


def may_see(desk: Desk, thing: Thing) -> bool:
    """Whether the reader sees a record as its own page would show it."""
    return is_shown(thing.proof, thing.state, is_own=desk.member.id in here.actor().member_ids)


def href_of(desk: Desk, thing: Thing) -> str:
    """The page of a record that papers support."""
    if thing.period is not None:
        return find_address("results.show", period=REPORTS[thing.period][1], **desk.where)
    if thing.proof is Proof.TARGET:
        return find_address("pledges.show", **desk.where)
    if thing.proof is Proof.EXPLANATION:
        where = {"code": here.place().code, "year": desk.year.year}
        return find_address("explanations.show", explanation_id=thing.id, **where)
    return find_address("scores.sheet", **desk.where)


def words_of(thing: Thing) -> str:
    """The kind of the record: of a report its period."""
    return REPORTS[thing.period][0] if thing.period is not None else thing.proof.label
