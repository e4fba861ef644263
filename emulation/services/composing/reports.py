"""Báo cáo thành tích: the year's indicators, score and rank out of the data, and what people wrote."""

from collections import Counter
from collections.abc import Sequence

from emulation.gateways import seeds
from emulation.queries import official as queries
from emulation.queries.official import NomineeRow
from emulation.services import promises
from emulation.services.composing import frame, proposing
from emulation.services.composing.ground import Ground, basis_of, day_of, mark_of, unit_of
from emulation.services.promises import Kept
from emulation.vocabulary.administrative import gap
from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.kinds import Operator, Provenance
from emulation.vocabulary.numbers import format_number
from emulation.vocabulary.official import Grid, OfficialPaper

#: The section that describes the unit; the others are its achievements.
SITUATION = "situation"
#: A sign and its number stay on one line.
SIGNS = {
    Operator.GE: "≥\u00a0",
    Operator.GT: ">\u00a0",
    Operator.LE: "≤\u00a0",
    Operator.LT: "<\u00a0",
}


def achievement(ground: Ground, row: NomineeRow) -> OfficialPaper:
    """The report of a proposed unit."""
    kept = promises.kept_by(ground.session, member_id=row.member_id, year=ground.known)
    written = queries.written_parts(ground.session, row.id)
    around = frame.of_city(ground, row.member_id, row.member, ground.today, "BC")
    sections = [(one["code"], one["title"]) for one in seeds.report_sections()]
    mark = mark_of([row.provenance, *(place.provenance for place in ground.places)])
    if not mark and any(one.is_illustrative for one in kept):
        mark = mark_of([Provenance.ILLUSTRATIVE])
    return OfficialPaper(
        kind=DocumentKind.ACHIEVEMENT_REPORT,
        **around.head("", None, "số báo cáo"),
        type_name="BÁO CÁO THÀNH TÍCH",
        abstract=f"Đề nghị tặng “{row.form}” năm {ground.year} cho {unit_of(row.nominee, ground.cluster)}",
        addressees=("Hội đồng Thi đua - Khen thưởng Trung ương",),
        values={
            "mau_so": _form(ground, row),
            "hinh_thuc": f"“{row.form}”",
            "dac_diem": _lines([(code, title) for code, title in sections if code == SITUATION], written),
            "ket_qua_xep_hang": proposing.standing_lines(ground, [row]),
            "bang_chi_tieu": _table(kept),
            "thanh_tich": _achievements(row, sections, written),
        },
        recipients=frame.recipients("Như trên"),
        mark=mark,
        facts=proposing.facts_of(ground, row) | {"sections": dict(written)},
    )


def _form(ground: Ground, row: NomineeRow) -> str:
    """The form of the report on the day of receipt; without a number a person looks it up."""
    found = ground.rules("paper_achievement_report", day_of(row, ground.today)).row
    if found is None:
        return gap("mẫu báo cáo theo quy định")
    return f"{found.value or gap('mẫu báo cáo theo quy định')}. Căn cứ: {basis_of(found)}"


def _achievements(
    row: NomineeRow, sections: Sequence[tuple[str, str]], written: dict[str, str]
) -> tuple[str, ...]:
    own = [row.merit] if row.merit else []
    return (*own, *_lines([one for one in sections if one[0] != SITUATION], written))


def _lines(sections: Sequence[tuple[str, str]], written: dict[str, str]) -> tuple[str, ...]:
    """Each section with its title; one that nobody wrote is a gap."""
    told: list[str] = []
    for code, title in sections:
        text = written.get(code, "").strip()
        first, *more = text.splitlines() if text else [gap(title.lower())]
        told += [f"{title}: {first}", *filter(None, map(str.strip, more))]
    return tuple(told)


def _table(kept: Sequence[Kept]) -> Grid:
    """Plan, actual and percent of every indicator that was promised; of two plans each says whose it is."""
    if not kept:
        return Grid((("", gap("chỉ tiêu đã cam kết"), "", "", "", "", ""),))
    plans = Counter(one.row.indicator_id for one in kept)
    rows = (_indicator(number, one, plans[one.row.indicator_id]) for number, one in enumerate(kept, start=1))
    return Grid(tuple(rows))


def _indicator(number: int, one: Kept, plans: int) -> tuple[str, ...]:
    row, figure = one.row, one.figure
    known = figure is not None and figure.value is not None
    actual = format_number(figure.value) if known else gap("số thực hiện")  # type: ignore[union-attr, arg-type]
    source = (figure.source if figure else "") or "–"
    if one.is_illustrative:
        source = f"{source} (minh họa)"
    share = "–" if one.share is None else format_number(one.share, 2)
    name = row.name_vi if plans == 1 else f"{row.name_vi} ({row.plan_source.label})"
    return str(number), name, row.unit_vi, _plan(one), actual, share, source


def _plan(one: Kept) -> str:
    row = one.row
    if row.operator is Operator.RANGE and row.low is not None and row.high is not None:
        return f"{format_number(row.low)} – {format_number(row.high)}"
    bound = row.low if row.low is not None else row.high
    return gap("mức cam kết") if bound is None else f"{SIGNS.get(row.operator, '')}{format_number(bound)}"
