"""Awards beside ranks: inside for those who watch over fairness, for everybody once the switch says so."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries.cycles import get_cluster
from emulation.rules import access
from emulation.rules.recipients import Part
from emulation.services import fairness as services
from emulation.services.fairness import Fairness
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.web.fairness import words
from emulation.web.fairness.forms import SwitchForm
from emulation.web.fairness.room import room
from emulation.web.fairness.sheets import fairness_sheet
from emulation.web.shell import here, papers, tables_out
from emulation.web.shell.addresses import only_published
from emulation.web.shell.gate import gate
from emulation.web.shell.limits import limited
from emulation.web.shell.writing import writing


def _may(action: Action) -> bool:
    return access.may(here.actor(), action, here.subject())


def _found() -> Fairness:
    """What this reader may know: all of it inside, public facts once published; raises NotFound before that."""
    is_inside = _may(Action.FAIRNESS_READ)
    if not (is_inside or here.place().shows_fairness):
        raise NotFound()
    return services.explain(
        here.session(), cluster_id=here.place().id, is_inside=is_inside, only_published=only_published()
    )


def _href(endpoint: str, **values: Any) -> str:
    """A link that keeps the choice “Chỉ số liệu công bố”."""
    choice: dict[str, Any] = {"only": "published"} if only_published() else {}
    return url_for(endpoint, code=here.place().code, **choice, **values)


def _form() -> SwitchForm:
    return SwitchForm(formdata=None, data={"version": here.place().version})


def _page(form: SwitchForm, status: int) -> ResponseReturnValue:
    choice: dict[str, Any] = {} if only_published() else {"only": "published"}
    page = render_template(
        "fairness/show.html",
        found=_found(),
        form=form,
        is_inside=_may(Action.FAIRNESS_READ),
        can_switch=_may(Action.FAIRNESS_PUBLISH),
        only=only_published(),
        switch=url_for("fairness.show", code=here.place().code, **choice),
        href=_href,
        parts=list(Part),
        words=words,
    )
    return page, status


@room.get("/clusters/<code>/fairness")
@gate(Action.PAGE_READ)
def show(code: str) -> ResponseReturnValue:
    """Awards beside ranks, turns, recipients; with the switch for those who may turn it."""
    return _page(_form(), 200)


@room.get("/clusters/<code>/fairness.<any(csv, xlsx, json):kind>")
@gate(Action.PAGE_READ)
def show_file(code: str, kind: str) -> ResponseReturnValue:
    """The same as a file."""
    return tables_out.answer(fairness_sheet(_found(), here.place().code, only_published()), kind)


@room.get("/clusters/<code>/fairness.pdf")
@gate(Action.PAGE_READ)
@limited("exports")
def show_paper(code: str) -> ResponseReturnValue:
    """The same on paper."""
    sheet = fairness_sheet(_found(), here.place().code, only_published())
    return papers.answer(sheet, papers.with_choices(_href("fairness.show")))


@room.post("/clusters/<code>/fairness/public/<any(on, off):choice>")
@gate(Action.FAIRNESS_PUBLISH)
def turn(code: str, choice: str) -> ResponseReturnValue:
    """Make the analysis public, or internal again."""
    access.require(here.actor(), Action.FAIRNESS_PUBLISH, here.subject())
    form, shows = SwitchForm(), choice == "on"
    if form.validate_on_submit():
        about = ("cluster", here.place().id)
        with writing(form, to=url_for("fairness.show", code=code), newest=_form, about=about) as outcome:
            services.switch(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cluster=get_cluster(here.session(), here.place().id),
                version=form.opened_version,
                shows=shows,
                reason=form.reason.data,
            )
        if outcome:
            told = (
                gettext("Đã công khai phân tích này.")
                if shows
                else gettext("Đã thôi công khai phân tích này.")
            )
            flash(told, "success")
            return redirect(outcome.location)
    return _page(form, 422)
