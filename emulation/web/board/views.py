""" "Bảng theo dõi": the tasks of a year by member, and the buttons that remind."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries.cycles import get_cycle
from emulation.queries.places import YearPlace, get_member_of_year
from emulation.services import board as services
from emulation.services.board import Reminded
from emulation.vocabulary.actions import Action
from emulation.web.board import words
from emulation.web.board.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


@room.get("/clusters/<code>/<int:year>/board")
@gate(Action.CYCLE_READ)
def show(code: str, year: int) -> ResponseReturnValue:
    """Every member's standing with every task of the year."""
    known = here.year(year)
    board, mine = services.show(here.session(), actor=here.actor(), cycle_id=known.id, now=here.now())
    return render_template(
        "board/show.html", year=known, heads=words.heads(board, mine), rows=words.rows(board, mine, year)
    )


@room.post("/clusters/<code>/<int:year>/board/remind/<task>")
@gate(Action.WORK_REMIND)
def remind(code: str, year: int, task: str) -> ResponseReturnValue:
    """Remind everybody who still owes this task."""
    return _remind(here.year(year), task)


@room.post("/clusters/<code>/<int:year>/board/remind/<task>/<member>")
@gate(Action.WORK_REMIND)
def remind_member(code: str, year: int, task: str, member: str) -> ResponseReturnValue:
    """Remind one member."""
    known = here.year(year)
    return _remind(known, task, get_member_of_year(here.session(), here.place().id, year, member).id)


def _remind(known: YearPlace, task: str, member_id: int | None = None) -> ResponseReturnValue:
    with writing(to=url_for("board.show", code=here.place().code, year=known.year)) as outcome:
        done = services.remind(
            here.session(),
            actor=here.actor(),
            now=here.now(),
            cycle=get_cycle(here.session(), known.id),
            task=task,
            member_id=member_id,
        )
    flash(_said(done), "success" if done.told else "info")
    if done.without:
        members = ", ".join(done.without)
        flash(gettext("Chưa có người nào nhận được lời nhắc ở: %(members)s.", members=members), "attention")
    return redirect(outcome.location)


def _said(done: Reminded) -> str:
    if not done.before:
        return str(gettext("Đã nhắc %(n)s người.", n=done.told))
    return str(gettext("Đã nhắc %(n)s người; %(m)s người đã được nhắc hôm nay.", n=done.told, m=done.before))
