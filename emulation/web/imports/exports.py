"""Tables of a year as files: what the reader may see, in the format that the import reads."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.gateways.sheets import Table
from emulation.queries import cycles
from emulation.queries.places import MemberPlace, YearPlace, get_member_of_year, members_of_year
from emulation.rules import access
from emulation.services import exports, progress
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Period
from emulation.web.imports import files
from emulation.web.imports.matrix import matrix_table
from emulation.web.imports.periods import PERIODS
from emulation.web.imports.room import room
from emulation.web.shell import here
from emulation.web.shell.filters import label, moment, name
from emulation.web.shell.gate import gate

EXPORT = "/clusters/<code>/<int:year>/export"


@dataclass(frozen=True)
class Offer:
    """A table of the list: its title and the addresses of its files by kind."""

    title: str
    hrefs: dict[str, str]


@room.get(EXPORT)
@gate(Action.RESULT_READ)
def export(code: str, year: int) -> ResponseReturnValue:
    """The tables that this reader may take along."""
    known = here.year(year)
    members = members_of_year(here.session(), here.place().id, year)
    offers = [_matrix_offer(known)]
    for member in members:
        offers += _offers_of(known, member)
    can_import = access.may_within(here.actor(), Action.RESULT_EDIT, here.subject(known))
    return render_template("imports/export.html", year=known, offers=offers, can_import=can_import)


def _hrefs(endpoint: str, **values: object) -> dict[str, str]:
    return {
        kind: url_for(f"imports.{endpoint}", code=here.place().code, form=kind, **values)  # type: ignore[arg-type]
        for kind in files.KINDS
    }


def _matrix_offer(known: YearPlace) -> Offer:
    title = gettext("Kết quả năm %(year)s theo chỉ tiêu và thành viên", year=known.year)
    return Offer(title, _hrefs("matrix_file", year=known.year))


def _offers_of(known: YearPlace, member: MemberPlace) -> list[Offer]:
    """A member's own people get every table; others what is theirs to read of the pledge."""
    subject, actor, found = here.subject(known, member.id), here.actor(), []
    where = {"year": known.year, "member": member.code}
    if access.may(actor, Action.PLEDGE_READ, subject):
        found.append(Offer(_targets_title(known, member), _hrefs("targets_file", **where)))
    if member.id in actor.member_ids:
        for slug, period in PERIODS.items():
            hrefs = _hrefs("results_file", period=slug, **where)
            found.append(Offer(_results_title(known, member, period), hrefs))
    return found


def _targets_title(known: YearPlace, member: MemberPlace) -> str:
    return str(gettext("Chỉ tiêu cam kết của %(member)s năm %(year)s", member=name(member), year=known.year))


def _results_title(known: YearPlace, member: MemberPlace, period: Period) -> str:
    words = label(period)
    return str(
        gettext(
            "Kết quả %(period)s của %(member)s năm %(year)s",
            period=words[:1].lower() + words[1:],
            member=name(member),
            year=known.year,
        )
    )


@room.get(f"{EXPORT}/<member>/targets.<form>")
@gate(Action.PLEDGE_READ)
def targets_file(code: str, year: int, member: str, form: str) -> Response:
    """The targets of a pledge."""
    known, place = here.year(year), _member(year, member)
    cycle = cycles.get_cycle(here.session(), known.id)
    table = exports.targets(here.session(), actor=here.actor(), cycle=cycle, member_id=place.id)
    return _file(f"{code}-{year}-{member}-targets", [_titled(table, _targets_title(known, place))], form)


@room.get(f"{EXPORT}/<member>/results-<period>.<form>")
@gate(Action.RESULT_READ)
def results_file(code: str, year: int, member: str, period: str, form: str) -> Response:
    """The results of a period."""
    if period not in PERIODS:
        raise NotFound()
    known, place, what = here.year(year), _member(year, member), PERIODS[period]
    cycle = cycles.get_cycle(here.session(), known.id)
    table = exports.results(here.session(), actor=here.actor(), cycle=cycle, member_id=place.id, period=what)
    title = _results_title(known, place, what)
    return _file(f"{code}-{year}-{member}-results-{period}", [_titled(table, title)], form)


@room.get(f"{EXPORT}/matrix.<form>")
@gate(Action.RESULT_READ)
def matrix_file(code: str, year: int, form: str) -> Response:
    """What stands for every indicator and member: the matrix of the page of results."""
    known = here.year(year)
    found = progress.overview(
        here.session(),
        actor=here.actor(),
        subject=here.subject(known),
        year=known,
        members=members_of_year(here.session(), here.place().id, year),
    )
    title = gettext("Kết quả năm %(year)s theo chỉ tiêu và thành viên", year=year)
    return _file(f"{code}-{year}-matrix", [_titled(matrix_table(found), title)], form)


def _member(year: int, code: str) -> MemberPlace:
    return get_member_of_year(here.session(), here.place().id, year, code)


def _titled(table: Table, title: str) -> Table:
    """With the caption: when it was taken, and what of it was invented."""
    notes = [gettext("Lấy lúc %(moment)s.", moment=moment(here.now()))]
    if here.settings().demo:
        notes.append(gettext("Minh họa – không phải số liệu chính thức"))
    return replace(table, title=title, notes=notes)


def _file(file_name: str, tables: Sequence[Table], form: str) -> Response:
    if form not in files.KINDS:
        raise NotFound()
    return files.answer(file_name.lower(), tables, form)
