"""What pages about one campaign stand on: its page for this reader, and the members it addresses."""

from emulation.queries import campaigns as queries
from emulation.queries.campaigns import CampaignPage
from emulation.queries.places import MemberPlace
from emulation.queries.registrations import members_in
from emulation.rules import access
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.web.shell import here


def page_of(campaign_id: int) -> CampaignPage:
    """The campaign; one that was never launched is there only for those who oversee the cluster."""
    page = queries.get_campaign_page(here.session(), here.place().id, campaign_id)
    if not (page.is_public or access.may(here.actor(), Action.CAMPAIGN_READ, here.subject())):
        raise NotFound()
    return page


def seats_of(page: CampaignPage) -> list[MemberPlace]:
    """The members that the campaign addresses, in protocol order."""
    return members_in(here.session(), page.cluster_id, page.starts_on, page.ends_on, here.today())


def seat_of(page: CampaignPage, code: str) -> MemberPlace:
    """One of them by its code; raises NotFound."""
    for seat in seats_of(page):
        if seat.code.lower() == code.lower():
            return seat
    raise NotFound()
