"""What every page of one member's pledge works on."""

from dataclasses import dataclass

from emulation.queries import pledges as queries
from emulation.queries.places import MemberPlace, YearPlace, get_member_of_year
from emulation.queries.pledges import PledgePage, TargetRow
from emulation.rules import access
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.states import PledgeState
from emulation.web.shell import here


@dataclass(frozen=True)
class Desk:
    """The year, the member, and its pledge as far as the reader may see it."""

    year: YearPlace
    member: MemberPlace
    page: PledgePage | None

    @property
    def version(self) -> int:
        """The version of the pledge, 0 before there is one."""
        return self.page.version if self.page else 0

    @property
    def reference(self) -> str:
        """The number under which people speak of the pledge."""
        return f"GU-{self.year.year}-{self.member.code}".upper()

    @property
    def where(self) -> dict[str, str | int]:
        """The values of its address."""
        return {"code": here.place().code, "year": self.year.year, "member": self.member.code}

    def targets(self) -> list[TargetRow]:
        """The targets of the pledge in their order."""
        return queries.targets_of(here.session(), self.page.id) if self.page else []


def desk_of(year: int, member: str) -> Desk:
    """The year, the member and its pledge. A pledge that is neither signed nor ours to see is not there."""
    known = here.year(year)
    place = get_member_of_year(here.session(), here.place().id, year, member)
    page = queries.find_pledge_page(here.session(), known.id, place.id)
    visible = page is not None and (page.state is PledgeState.SIGNED or may_read(known, place))
    return Desk(known, place, page if visible else None)


def may_read(known: YearPlace, place: MemberPlace) -> bool:
    """Whether the reader may see the pledge before it is signed, and who did what to it."""
    return access.may(here.actor(), Action.PLEDGE_READ, here.subject(known, place.id))


def inner_desk_of(year: int, member: str) -> tuple[Desk, PledgePage]:
    """The same for pages that only those inside may open; raises NotAllowed, and NotFound without a pledge."""
    desk = desk_of(year, member)
    access.require(here.actor(), Action.PLEDGE_READ, here.subject(desk.year, desk.member.id))
    if desk.page is None:
        raise NotFound()
    return desk, desk.page
