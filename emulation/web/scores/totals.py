"""Totals of a year: the matrix, ties, what blocks a freeze; freezing, thawing, and ballots about ties."""

from functools import partial
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.gateways.seeds import far_share
from emulation.queries import cycles
from emulation.queries import scores as queries
from emulation.queries.opened_checks import opened_points
from emulation.queries.places import YearPlace
from emulation.rules import access, spreads
from emulation.rules.cycles import OPEN, Work
from emulation.services import rankings
from emulation.services import totals as services
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import TieRule
from emulation.vocabulary.numbers import find_whole
from emulation.web.scores import book
from emulation.web.scores.forms import BallotForm, MoveForm
from emulation.web.scores.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


def _known(year: int) -> YearPlace:
    known = here.year(year)
    access.require(here.actor(), Action.TOTALS_READ, here.subject(known))
    return known


def _page(known: YearPlace, form: MoveForm | BallotForm | None, status: int) -> ResponseReturnValue:
    board = services.board(here.session(), (known.id, here.place().id, known.year))
    ranking = queries.find_ranking_page(here.session(), known.id)
    subject = here.subject(known)
    may_freeze = access.may(here.actor(), Action.RANKING_FREEZE, subject)
    is_open = known.phase in OPEN[Work.FREEZE]
    version = ranking.version if ranking else 0
    return render_template(
        "scores/totals.html",
        year=known,
        board=board,
        is_far=partial(spreads.is_far, share=far_share()),
        places={place.member_id: place for place in board.places},
        ranking=ranking,
        form=form,
        moving=form if isinstance(form, MoveForm) else MoveForm(formdata=None, data={"version": version}),
        ballot=form if isinstance(form, BallotForm) else _ballot_of(board),
        can_freeze=may_freeze and is_open and ranking is None,
        can_unfreeze=may_freeze and is_open and ranking is not None and ranking.state.value == "frozen",
        is_open=is_open,
        with_ballot=may_freeze and is_open and ranking is None and _needs_ballot(board),
        can_finalise=access.may(here.actor(), Action.RANKING_FINALISE, subject),
        can_publish=access.may(here.actor(), Action.RANKING_PUBLISH, subject),
    ), status


def _tied(board: services.Board) -> list[queries.StandingRow]:
    """The members that a ballot could part: equal in total and parted by nothing before the ballot."""
    parted = (None, TieRule.SECRET_BALLOT)
    totals = [board.sums[p.member_id].final.total for p in board.places if p.tie_rule in parted]
    equal = {
        place.member_id
        for place in board.places
        if place.tie_rule in parted and totals.count(board.sums[place.member_id].final.total) > 1
    }
    return [member for member in board.members if member.member_id in equal]


def _needs_ballot(board: services.Board) -> bool:
    return TieRule.SECRET_BALLOT in board.tie_rules and bool(_tied(board)) and not board.blockers


def _ballot_of(board: services.Board) -> BallotForm:
    rows: list[dict[str, Any]] = [
        {"member": str(member.member_id), "place": member.ballot_place} for member in _tied(board)
    ]
    minutes = next((m.ballot_minutes for m in board.members if m.ballot_minutes), "")
    return BallotForm(formdata=None, data={"places": rows, "minutes": minutes})


@room.get("/clusters/<code>/<int:year>/totals")
@gate(Action.TOTALS_READ)
def totals(code: str, year: int) -> ResponseReturnValue:
    """Criterion × member, sums, the order they give, and what blocks a freeze."""
    return _page(_known(year), None, 200)


@room.get("/clusters/<code>/<int:year>/totals.xlsx")
@gate(Action.TOTALS_READ)
def totals_file(code: str, year: int) -> ResponseReturnValue:
    """The same as a workbook, with every checker, reason and piece of evidence."""
    known = _known(year)
    board = services.board(here.session(), (known.id, here.place().id, known.year))
    return book.answer(known, board, queries.find_ranking_page(here.session(), known.id))


@room.get("/clusters/<code>/<int:year>/totals/criteria/<int:criterion_id>")
@gate(Action.TOTALS_READ)
def criterion(code: str, year: int, criterion_id: int) -> ResponseReturnValue:
    """One criterion of all members: own points, every opened check, what counts, middle and mean."""
    known = _known(year)
    board = services.board(here.session(), (known.id, here.place().id, known.year))
    node = next((one for one in board.criteria if one.id == criterion_id and one.rule_type), None)
    if node is None:
        raise NotFound()
    cells = {member.member_id: board.cells.get((member.member_id, node.id)) for member in board.members}
    opened = opened_points(here.session(), known.id)
    return render_template(
        "scores/criterion.html",
        year=known,
        board=board,
        node=node,
        cells=cells,
        checks={member: opened.get((member, node.id), []) for member in cells},
        summary=services.summary_of([cell for cell in cells.values() if cell is not None]),
        is_far=partial(spreads.is_far, share=far_share()),
        ranking=queries.find_ranking_page(here.session(), known.id),
    )


@room.post("/clusters/<code>/<int:year>/totals/freeze")
@gate(Action.RANKING_FREEZE)
def freeze(code: str, year: int) -> ResponseReturnValue:
    """Freeze the scores."""
    known, form = _known(year), MoveForm()
    with writing(form, to=url_for("scores.totals", code=code, year=year)) as outcome:
        cycle = cycles.get_cycle(here.session(), known.id)
        rankings.freeze(here.session(), actor=here.actor(), now=here.now(), cycle=cycle)
    if outcome:
        flash(gettext("Đã khóa điểm năm %(year)s.", year=year), "success")
        return redirect(outcome.location)
    return _page(known, form, 422)


@room.post("/clusters/<code>/<int:year>/totals/unfreeze")
@gate(Action.RANKING_FREEZE)
def unfreeze(code: str, year: int) -> ResponseReturnValue:
    """Let the numbers move again."""
    known, form = _known(year), MoveForm()
    access.require(here.actor(), Action.RANKING_FREEZE, here.subject(known))
    if form.validate_on_submit():
        with writing(form, to=url_for("scores.totals", code=code, year=year)) as outcome:
            rankings.unfreeze(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=cycles.get_cycle(here.session(), known.id),
                version=form.opened_version,
                reason=form.reason.data,
            )
        if outcome:
            flash(gettext("Đã mở khóa điểm năm %(year)s.", year=year), "success")
            return redirect(outcome.location)
    return _page(known, form, 422)


@room.post("/clusters/<code>/<int:year>/totals/ballot")
@gate(Action.RANKING_FREEZE)
def record_ballot(code: str, year: int) -> ResponseReturnValue:
    """Record the outcome of a secret ballot about equal totals."""
    known, form = _known(year), BallotForm()
    access.require(here.actor(), Action.RANKING_FREEZE, here.subject(known))
    if form.validate_on_submit():
        places = {
            int(row.form.member.data): row.form.place.data
            for row in form.places
            if row.form.place.data is not None and find_whole(row.form.member.data) is not None
        }
        with writing(form, to=url_for("scores.totals", code=code, year=year)) as outcome:
            rankings.record_tie_ballot(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=cycles.get_cycle(here.session(), known.id),
                places=places,
                minutes=form.minutes.data,
            )
        if outcome:
            flash(gettext("Đã ghi kết quả bỏ phiếu về các đơn vị bằng điểm."), "success")
            return redirect(outcome.location)
    return _page(known, form, 422)
