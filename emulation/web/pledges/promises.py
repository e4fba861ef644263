"""The public tracker of promises: all members, one member, each also as CSV of what is shown (features P8)."""

from decimal import Decimal
from typing import Any

from flask import Response, get_template_attribute, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.gateways.csv_files import csv_bytes
from emulation.queries.places import YearPlace, get_member_of_year, members_of_year
from emulation.rules.promises import Level
from emulation.services import promises
from emulation.services.promises import City, Kept, Tracker
from emulation.vocabulary.actions import Action
from emulation.vocabulary.numbers import half_up
from emulation.web.pledges.room import room
from emulation.web.shell import here
from emulation.web.shell.addresses import only_published
from emulation.web.shell.filters import day, label, name
from emulation.web.shell.gate import gate
from emulation.web.shell.language import chosen


def _href(endpoint: str, **values: Any) -> str:
    """A link that keeps the choice “Chỉ số liệu công bố”."""
    choice: dict[str, Any] = {"only": "published"} if only_published() else {}
    return url_for(endpoint, **choice, **values)


def _switch() -> str:
    """This page with the choice turned round."""
    choice: dict[str, Any] = {} if only_published() else {"only": "published"}
    return url_for(request.endpoint or "", **choice, **(request.view_args or {}))


def _tracker(known: YearPlace, member: str = "") -> Tracker:
    session, cluster = here.session(), here.place().id
    if member:
        members = [get_member_of_year(session, cluster, known.year, member)]
    else:
        members = members_of_year(session, cluster, known.year)
    return promises.tracker(
        session,
        actor=here.actor(),
        subject=here.subject(known),
        year=known,
        members=members,
        only_published=only_published(),
    )


@room.get("/clusters/<code>/<int:year>/promises")
@gate(Action.PAGE_READ)
def promises_of_year(code: str, year: int) -> ResponseReturnValue:
    """How many promises of each member stand at each level."""
    known = here.year(year)
    found = _tracker(known)
    return render_template(
        "pledges/promises.html", year=known, found=found, levels=best_first(), only=only_published(), switch=_switch(),
        href=_href,
    )  # fmt: skip


@room.get("/clusters/<code>/<int:year>/promises/<member>")
@gate(Action.PAGE_READ)
def promises_of_member(code: str, year: int, member: str) -> ResponseReturnValue:
    """One member's promises, each with its newest figure and its level: an address that stays."""
    known = here.year(year)
    found = _tracker(known, member)
    (city,) = found.cities
    return render_template(
        "pledges/promises_member.html", year=known, found=found, city=city, only=only_published(), switch=_switch(),
        href=_href,
    )  # fmt: skip


@room.get("/clusters/<code>/<int:year>/promises.csv")
@gate(Action.PAGE_READ)
def promises_of_year_file(code: str, year: int) -> ResponseReturnValue:
    """Every promise of every member as a file."""
    known = here.year(year)
    title = gettext("Theo dõi cam kết năm %(year)s", year=year)
    return _file(f"{code.lower()}-promises-{year}", title, known, _tracker(known))


@room.get("/clusters/<code>/<int:year>/promises/<member>.csv")
@gate(Action.PAGE_READ)
def promises_of_member_file(code: str, year: int, member: str) -> ResponseReturnValue:
    """One member's promises as a file."""
    known = here.year(year)
    found = _tracker(known, member)
    place = found.cities[0].member
    title = gettext("Cam kết của %(member)s năm %(year)s", member=name(place), year=year)
    return _file(f"{code.lower()}-promises-{year}-{place.code.lower()}", title, known, found)


def best_first() -> list[Level]:
    """The levels in the order of the columns."""
    return list(reversed(Level))


def _file(file: str, title: str, known: YearPlace, found: Tracker) -> Response:
    rows = [[title], *([note] for note in _notes(found)), [], _heads()]
    rows += [_line(city, one) for city in found.cities for one in city.promises]
    answer = Response(csv_bytes(rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file}.csv"'
    return answer


def _notes(found: Tracker) -> list[str]:
    """What the page says above its tables: the choice, the method, what is withheld."""
    notes = [gettext("Chỉ số liệu công bố")] if only_published() else []
    method = get_template_attribute("pledges/_promises.html", "method")(found.basic_from)
    notes.append(" ".join(method.striptags().split()))
    if found.hides_reported:
        notes.append(
            gettext("Số liệu do thành viên báo cáo công khai khi bảng xếp hạng của năm được công bố.")
        )
    return notes


def _heads() -> list[str]:
    return [
        gettext("Thành viên"),
        gettext("Chỉ tiêu"),
        gettext("Đơn vị"),
        gettext("Cam kết"),
        gettext("Nguồn kế hoạch"),
        gettext("Xuất xứ của cam kết"),
        gettext("Hoàn thành trước ngày"),
        gettext("Kết quả mới nhất"),
        gettext("Kỳ"),
        gettext("Loại số liệu"),
        gettext("So với kế hoạch (%)"),
        gettext("Mức"),
        gettext("Nguồn"),
        gettext("Ngày công bố"),
        gettext("Xuất xứ của kết quả"),
    ]


def _line(city: City, one: Kept) -> list[str]:
    row, figure = one.row, one.figure
    has_value = figure is not None and figure.value is not None
    return [
        name(city.member),
        name(row),
        row.unit_en if chosen() == "en" and row.unit_en else row.unit_vi,
        get_template_attribute("pledges/_bounds.html", "bounds")(row).striptags(),
        label(row.plan_source),
        label(row.provenance),
        day(row.due_on) if row.due_on else "",
        _number(figure.value, row.decimals) if figure and has_value else "",
        label(figure.period) if figure and has_value else "",
        label(figure.status) if figure and has_value else "",
        _number(one.share, 2) if one.share is not None else "",
        label(one.level),
        figure.source if figure else "",
        day(figure.published_on) if figure and figure.published_on else "",
        label(figure.provenance) if figure else "",
    ]


def _number(value: Decimal | None, places: int) -> str:
    """Decimal comma, no thousands mark."""
    return "" if value is None else f"{half_up(value, places):f}".replace(".", ",")
