"""Two scorecards side by side: editions of a year, or this year's and last year's, difference by difference."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from emulation.queries import scorecards as queries
from emulation.queries.scorecards import Edition, ScorecardPage
from emulation.rules import access
from emulation.rules.scorecard_changes import compare, sum_change
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.numbers import find_whole
from emulation.web.scorecards.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate

#: Numbers from here on are years, smaller ones are editions of the year in the address.
FIRST_YEAR = 1900


@room.get("/clusters/<code>/<int:year>/scorecard/compare")
@gate(Action.PAGE_READ)
def compared(code: str, year: int) -> ResponseReturnValue:
    """What is new against another year or edition (`with`); `edition` is the one that is looked at, else the newest.

    Without `with` it is the edition before, or else last year's scorecard. Drafts are for the cluster's own people.
    """
    known = here.year(year)
    issued_only = not access.may(here.actor(), Action.SCORECARD_READ, here.subject(known))
    years = [one.year for one in here.place().years if one.year <= year]
    editions = queries.editions_of(here.session(), here.place().id, years, issued_only=issued_only)
    own = [one for one in editions if one.year == year]
    looked_at = _asked(own, request.args.get("edition", "")) if own else None
    others = [one for one in editions if one is not looked_at]
    other = _other(others, looked_at, request.args.get("with", "")) if looked_at else None
    new, old = _page_of(looked_at), _page_of(other)
    changes = compare(old.criteria, new.criteria) if new and old else []
    return render_template(
        "scorecards/compare.html",
        year=known,
        new=new,
        old=old,
        looked_at=looked_at,
        other=other,
        own=own,
        others=others,
        changes=changes,
        counts=sum_change(changes),
    )


def _asked(own: list[Edition], raw: str) -> Edition:
    if not raw:
        return own[0]
    found = next((one for one in own if one.edition == find_whole(raw)), None)
    if found is None:
        raise NotFound()
    return found


def _other(others: list[Edition], looked_at: Edition, raw: str) -> Edition | None:
    """The newest edition of a year, or an edition of the same year; without a wish the one before in time."""
    if not raw:
        earlier = (one for one in others if (one.year, one.edition) < (looked_at.year, looked_at.edition))
        return next(earlier, None)
    wanted = find_whole(raw)
    if wanted is None:
        raise NotFound()
    for one in others:
        if one.year == wanted or (
            wanted < FIRST_YEAR and (one.year, one.edition) == (looked_at.year, wanted)
        ):
            return one
    raise NotFound()


def _page_of(edition: Edition | None) -> ScorecardPage | None:
    if edition is None:
        return None
    cycle_id = here.place().get_year(edition.year).id
    return queries.find_scorecard_page(here.session(), cycle_id, edition=edition.edition)
