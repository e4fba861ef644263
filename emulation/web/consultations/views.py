"""Public pages: the consultations of a year, one with its names and comments, and sending a comment."""

from flask import redirect, render_template, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import comments as comment_queries
from emulation.queries import disclosures as queries
from emulation.queries import holidays, overview
from emulation.queries.places import members_of_year
from emulation.rules import disclosures as rules
from emulation.services import comments, promises
from emulation.services.promises import City
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.web.consultations.desk import Desk, desk_of, may_manage
from emulation.web.consultations.forms import CommentForm
from emulation.web.consultations.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.limits import limited
from emulation.web.shell.writing import writing

#: Where the code waits for the page that shows it once; it stands in no address.
SENT_CODE = "comment_code"


@room.get("/clusters/<code>/<int:year>/consultations")
@gate(Action.PAGE_READ)
def index(code: str, year: int) -> ResponseReturnValue:
    """The consultations of the year, running ones and earlier ones."""
    known = here.year(year)
    can_manage = may_manage(known)
    rows = queries.disclosures_of(here.session(), known.id, with_drafts=can_manage)
    calendar = holidays.calendar(here.session())
    return render_template(
        "consultations/index.html",
        year=known,
        rows=rows,
        left={row.id: rules.days_left(row.closes_on, here.today(), calendar) for row in rows},
        today=here.today(),
        can_manage=can_manage,
    )


@room.get("/clusters/<code>/<int:year>/consultations/<int:disclosure_id>")
@gate(Action.PAGE_READ)
def show(code: str, year: int, disclosure_id: int) -> ResponseReturnValue:
    """Names and awards, results before prose, the window, comments with their answers, and the form last."""
    desk = desk_of(year, disclosure_id)
    return _page(desk, CommentForm(formdata=None) if desk.receives else None, 200)


@room.post("/clusters/<code>/<int:year>/consultations/<int:disclosure_id>")
@gate(Action.COMMENT_SEND)
@limited("comments")
def send(code: str, year: int, disclosure_id: int) -> ResponseReturnValue:
    """Keep a comment for moderation. Its code goes to the next page in the signed cookie."""
    desk = desk_of(year, disclosure_id)
    form = CommentForm().about(_names(desk))
    if form.validate_on_submit():
        with writing(form, to=url_for("consultations.sent", code=code, year=year)) as outcome:
            tracked = comments.send(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                disclosure=queries.get_disclosure(here.session(), desk.year.id, disclosure_id),
                draft=form.draft(),
            )
        if outcome:
            cookie[SENT_CODE] = tracked
            return redirect(outcome.location)
    return _page(desk, form, 422)


def _page(desk: Desk, form: CommentForm | None, status: int) -> ResponseReturnValue:
    session, row = here.session(), desk.row
    cities = _results(desk)
    return render_template(
        "consultations/show.html",
        desk=desk,
        row=row,
        form=form.about(_names(desk)) if form else None,
        results={key: cities[key].promises for key in cities},
        ranks={place.code: place for place in overview.published_places(session, desk.year.id)},
        comments=comment_queries.public_comments(session, row.id),
        left=rules.days_left(row.closes_on, here.today(), holidays.calendar(session)),
        today=here.today(),
        contact_days=here.settings().comment_contact_days,
    ), status


def _results(desk: Desk) -> dict[int, City]:
    """Member → its promises as everybody may follow them: the page says the same to all its readers."""
    wanted = {one.member_id for one in desk.nominees}
    members = members_of_year(here.session(), here.place().id, desk.year.year)
    found = promises.tracker(
        here.session(),
        actor=Actor(None, "", here.today()),
        subject=here.subject(desk.year),
        year=desk.year,
        members=[one for one in members if one.id in wanted],
    )
    return {city.member.id: city for city in found.cities}


def _names(desk: Desk) -> list[tuple[str, str]]:
    return [(str(one.proposal_id), _words(one)) for one in desk.nominees]


def _words(one: queries.NomineeRow) -> str:
    return str(gettext("%(nominee)s – “%(form)s”", nominee=one.nominee, form=one.form_vi))
