"""The roster of a year with its proof and who has sealed; the record of seals to print."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.rules import rosters
from emulation.services import cross_opening
from emulation.vocabulary.actions import Action
from emulation.web.crosschecks.desk import Board, board_of
from emulation.web.crosschecks.forms import years_words
from emulation.web.crosschecks.room import room
from emulation.web.shell import here
from emulation.web.shell.filters import label
from emulation.web.shell.gate import gate


@room.get("/clusters/<code>/<int:year>/cross-check")
@gate(Action.CROSSCHECK_READ)
def index(code: str, year: int) -> ResponseReturnValue:
    """Who checks whom, why that is in order, and who has sealed: never a point."""
    board = board_of(year)
    return render_template(
        "crosschecks/index.html",
        year=board.year,
        board=board,
        proof=proof_words(board),
        mine={row.id for row in board.rows if board.is_mine(row)},
    )


@room.get("/clusters/<code>/<int:year>/cross-check/roster/seals")
@gate(Action.CROSSCHECK_READ)
def seals(code: str, year: int) -> ResponseReturnValue:
    """All seal codes with their times; once opened, the salts, and whether what stands there gives the codes."""
    board = board_of(year)
    matching = cross_opening.matching(here.session(), cycle_id=board.year.id, year=year)
    return render_template("crosschecks/seals.html", year=board.year, board=board, matching=matching)


def proof_words(board: Board) -> list[tuple[str, list[str]]]:
    """Every constraint in words, with what breaks it."""
    return [
        (_rule_words(board, rule), [fault_words(board, one) for one in faults])
        for rule, faults in board.proof
    ]


def _rule_words(board: Board, rule: rosters.Rule) -> str:
    if board.roster is None:
        return label(rule)
    if rule is rosters.Rule.CHECKS:
        return str(gettext("Mỗi thành viên kiểm tra đúng %(n)s thành viên khác", n=board.roster.checks_each))
    if rule is rosters.Rule.CHECKED:
        return str(
            gettext("Mỗi thành viên được đúng %(n)s thành viên khác kiểm tra", n=board.roster.checks_each)
        )
    if rule is not rosters.Rule.NOT_AGAIN:
        return label(rule)
    if not board.roster.years_apart:
        return str(gettext("Không xét các cặp của những năm trước"))
    years = sorted(rosters.recent(board.history, board.roster.years_apart), reverse=True)
    known = [str(one) for one in years if board.history[one]]
    words = gettext("Không lặp lại cặp kiểm tra của %(years)s", years=years_words(board.roster.years_apart))
    if not known:
        return f"{words} ({gettext('các năm đó không có phân công')})"
    return f"{words} ({', '.join(known)})"


def fault_words(board: Board, fault: rosters.Fault) -> str:
    """A broken constraint with the names of the members."""
    names = {row.checker_id: row.checker_vi for row in board.rows}
    names |= {row.member_id: row.member_vi for row in board.rows}
    names |= {member.id: member.name_vi for member in board.members}
    values = {
        "checker": names.get(fault.checker_id or 0, ""),
        "member": names.get(fault.member_id or 0, ""),
        "number": fault.number,
    }
    return str(gettext(fault.message, **values))
