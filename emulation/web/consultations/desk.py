"""What every page of one consultation works on."""

from dataclasses import dataclass
from typing import Any

from emulation.queries import disclosures as queries
from emulation.queries.disclosures import DisclosureRow, NomineeRow
from emulation.queries.places import YearPlace
from emulation.rules import access
from emulation.rules import disclosures as rules
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.web.shell import here


@dataclass(frozen=True)
class Desk:
    """The year, the consultation and its proposals; `can_manage`: whether the reader prepares and moderates it."""

    year: YearPlace
    row: DisclosureRow
    nominees: list[NomineeRow]
    can_manage: bool

    @property
    def where(self) -> dict[str, Any]:
        """The values of its addresses."""
        return {"code": here.place().code, "year": self.year.year, "disclosure_id": self.row.id}

    @property
    def receives(self) -> bool:
        """Whether everybody may comment today."""
        return rules.is_receiving(self.row.state, self.row.opens_on, self.row.closes_on, here.today())


def may_manage(known: YearPlace) -> bool:
    """Whether the reader prepares and moderates the consultations of this year."""
    return access.may(here.actor(), Action.DISCLOSURE_MANAGE, here.subject(known))


def desk_of(year: int, disclosure_id: int) -> Desk:
    """The consultation of the address; a draft is not there for those who do not prepare it."""
    known = here.year(year)
    row = queries.get_row(here.session(), known.id, disclosure_id)
    can_manage = may_manage(known)
    if row.state not in rules.PUBLIC and not can_manage:
        raise NotFound()
    nominees = queries.nominees_of(here.session(), [row.id]).get(row.id, [])
    return Desk(known, row, nominees, can_manage)


def managed(year: int, disclosure_id: int) -> Desk:
    """The same, for those who prepare and moderate it; everybody else is refused."""
    known = here.year(year)
    access.require(here.actor(), Action.DISCLOSURE_MANAGE, here.subject(known))
    return desk_of(year, disclosure_id)
