"""The front page, the overview of a cluster, and the year switcher."""

from urllib.parse import urlsplit

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from emulation.queries import (
    clusters,
    cycles,
    disclosures,
    membership,
    overview,
    places,
    rankings,
)
from emulation.queries.terms import terms_of
from emulation.rules.stories import Topic, by_topic
from emulation.services import stories
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Post
from emulation.vocabulary.sentences import Sentence
from emulation.web.home.room import room
from emulation.web.shell import here
from emulation.web.shell.addresses import find_address
from emulation.web.shell.gate import gate

#: What the address of a page may hold to be kept for another year; ids belong to one year only.
KEPT = frozenset({"code", "year", "member", "period"})
DATES_SHOWN = 3
#: What the overview tells of a ranking.
SHORT = (Topic.ORDER, Topic.MOVES, Topic.ORIGIN)


@room.get("/")
@gate(Action.PAGE_READ)
def index() -> ResponseReturnValue:
    """The public clusters; goes straight on when there is one."""
    found = clusters.public_clusters(here.session())
    if len(found) == 1:
        return redirect(url_for("home.cluster", code=found[0].code))
    return render_template("home/index.html", clusters=found)


@room.get("/clusters/<code>")
@gate(Action.PAGE_READ)
def cluster(code: str) -> ResponseReturnValue:
    """The overview: last published ranking, pledges of the running year, next dates, decisions, chair."""
    session, place = here.session(), here.place()
    running = place.running
    ranked = next((year for year in place.years if year.is_published), None)
    dates = cycles.deadlines_of(session, running.id) if running else []
    posts = terms_of(session, place.id, year=running.year) if running else []
    return render_template(
        "home/cluster.html",
        running=running,
        ranked=ranked,
        ranking=overview.published_places(session, ranked.id) if ranked else [],
        story=_story(ranked.year) if ranked else [],
        counts=overview.counts_of(
            session, place.id, running.id if running else None, running.year if running else here.today().year
        ),
        dates=[row for row in dates if row.due_on >= here.today()][:DATES_SHOWN],
        decisions=overview.newest_decisions(session, place.id),
        posts=[(post, [row for row in posts if row.post is post]) for post in Post],
        consultations=disclosures.running_in(session, place.id, here.today()),
        addresses=_addresses(code, running.year if running else None, ranked.year if ranked else None),
    )


def _story(year: int) -> list[tuple[Topic, list[Sentence]]]:
    """Order and moves of the last published ranking; its own page tells the rest."""
    session, cluster_id = here.session(), here.place().id
    found = rankings.published_rankings(session, cluster_id, year=year)
    told = stories.story(
        session,
        cluster_id=cluster_id,
        ranking=found[-1],
        earlier=found[-2] if len(found) > 1 else None,
        members=membership.members_over_time(session, cluster_id),
    )
    return by_topic(one for one in told if one.topic in SHORT)


def _addresses(code: str, running: int | None, ranked: int | None) -> dict[str, str]:
    """The pages to which the cards lead."""
    return {
        "year": find_address("cycles.show", code=code, year=running) if running else "",
        "pledges": find_address("pledges.index", code=code, year=running) if running else "",
        "members": find_address("clusters.members", code=code),
        "ranking": find_address("rankings.year", code=code, year=ranked) if ranked else "",
        "years": find_address("rankings.year_over_year", code=code),
        "decisions": find_address("awards.decisions", code=code),
        "campaigns": find_address("campaigns.index", code=code),
        "rotation": find_address("terms.rotation", code=code),
    }


@room.get("/clusters/<code>/switch")
@gate(Action.PAGE_READ)
def switch_year(code: str) -> ResponseReturnValue:
    """The target of the year switcher: the same page of the other year, else that year's own page."""
    known = here.year(request.args.get("year", type=int) or 0)
    kept = _same_page(known.year)
    return redirect(kept or url_for("cycles.show", code=code, year=known.year))


def _same_page(year: int) -> str:
    """The page from which the reader comes, for another year; an empty text when it has no twin there.

    The address is built anew from our own routes, so that nothing a stranger sends is followed.
    """
    try:
        came_from = urlsplit(request.referrer or "")
    except ValueError:
        return ""
    if came_from.netloc != request.host:
        return ""
    routes = current_app.url_map.bind(request.host)
    try:
        endpoint, values = routes.match(came_from.path, method="GET")
    except (HTTPException, RequestRedirect):
        return ""
    place = here.place()
    endpoint = "calendar.of_year" if endpoint == "calendar.index" else endpoint  # the running year's page
    values = {**values, "year": year} if endpoint == "calendar.of_year" else values
    if "year" not in values or not KEPT.issuperset(values) or values["code"].lower() != place.code.lower():
        return ""
    if endpoint == "cycles.setup" or not _is_member(values.get("member"), year):
        return ""
    return url_for(endpoint, **{**values, "year": year})


def _is_member(code: str | None, year: int) -> bool:
    if code is None:
        return True
    try:
        places.get_member_of_year(here.session(), here.place().id, year, code)
    except NotFound:
        return False
    return True
