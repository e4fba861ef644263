"""What the analysis of fairness says in words, one place for page and file. Signs are named, nobody is accused."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from flask_babel import gettext

from emulation.queries.fairness import Honour
from emulation.rules.fairness import Agreement, PassedOver
from emulation.rules.formulas import round_points
from emulation.rules.recipients import Part, Trend, YearStructure
from emulation.rules.turn_taking import Turns, TurnSign
from emulation.services.fairness import Fairness, Limits, YearAwards
from emulation.vocabulary.words import N_
from emulation.web.shell.filters import label, name, number
from emulation.web.shell.spoken import rank_words

#: Fractions with a longer lower part are told in percent alone.
LONGEST_FRACTION = 10_000
LEAST_TOLD = Decimal("0.01")


def percent(value: Fraction) -> str:
    """ "33,3" for a third of a hundred: half up to one place."""
    return number(Decimal(int(value * 10 + Fraction(1, 2))) / 10, 1)


def honours(found: Sequence[Honour]) -> str:
    """ "Cờ thi đua của Chính phủ (Đã trao tặng)", joined; empty without any."""
    return "; ".join(f"{name(one.form)} ({label(one.state)})" for one in found)


def place(year: YearAwards, member_id: int) -> str:
    """ "hạng 2/5", empty without a published rank."""
    row = year.cells[member_id].row
    return rank_words(row.rank, year.ranking.member_count, row.is_tied) if row and year.ranking else ""


def holders(found: Fairness, year: YearAwards) -> str:
    """Who was proposed for the flag."""
    return ", ".join(name(one) for one in found.members if one.id in year.holders)


def order(one: Agreement, limits: Limits) -> str:
    """What a coefficient says."""
    if not one.is_enough:
        return str(
            gettext(
                "Chưa đủ số liệu: cần ít nhất %(n)s đơn vị vừa có hạng đã công bố, trong năm biết đề nghị "
                "khen thưởng.",
                n=limits.members,
            )
        )
    if one.value is None:
        return str(gettext("Không tính được: mọi đơn vị có cùng mức khen thưởng hoặc cùng hạng."))
    if one.value == one.most:
        return str(
            gettext("Khen thưởng theo đúng thứ hạng: đạt mức cao nhất có thể với số đơn vị được đề nghị.")
        )
    if one.value < 0:
        return str(gettext("Khen thưởng đi ngược chiều thứ hạng; cần người xem lại."))
    if one.value == 0:
        return str(gettext("Khen thưởng không đi cùng thứ hạng; cần người xem lại."))
    return str(gettext("Khen thưởng đi cùng chiều thứ hạng nhưng chưa theo đúng thứ hạng."))


def chance(value: Fraction) -> str:
    """ "1/32 (3,13%)"; only the percentage where the fraction is long."""
    percent = round_points(value * 100)
    told = f"{number(percent, 2)}%"
    if value and not percent:
        told = gettext("dưới %(least)s%%", least=number(LEAST_TOLD, 2))
    return f"{value} ({told})" if value.denominator <= LONGEST_FRACTION else str(told)


#: What the years say about turns, by sign; the last for turns that no published rank can be held against.
SIGNS = {
    TurnSign.NOT_ENOUGH: N_(
        "Mới biết cờ của %(n)s năm; cần ít nhất %(least)s năm thì mới xét việc luân phiên."
    ),
    TurnSign.NONE: N_("Trong %(n)s năm có cờ, chưa thấy dấu hiệu luân phiên."),
    TurnSign.BY_RANK: N_(
        "Trong %(n)s năm có cờ, cờ lần lượt qua các đơn vị, nhưng cả %(ranked)s năm có thứ hạng "
        "đều theo đúng thứ hạng."
    ),
    TurnSign.TURNS: N_(
        "Trong %(n)s năm có cờ, có dấu hiệu luân phiên; %(followed)s/%(ranked)s năm có thứ hạng "
        "theo đúng thứ hạng. Cần người xem lại."
    ),
}
UNRANKED = N_(
    "Trong %(n)s năm có cờ, có dấu hiệu luân phiên; chưa có thứ hạng đã công bố để đối chiếu. Cần người xem lại."
)


def sign(found: Turns, limits: Limits) -> str:
    """What the years say about turns, in one sentence."""
    is_unranked = found.sign is TurnSign.TURNS and not found.ranked
    template = UNRANKED if is_unranked else SIGNS[found.sign]
    values = {"n": found.years, "ranked": found.ranked, "followed": found.followed, "least": limits.years}
    return str(gettext(template, **values))


def patterns(found: Turns) -> list[tuple[str, str, str]]:
    """What was looked at: (what, what was seen, how likely by lot)."""
    rows = []
    if found.stretch:
        years = f"{found.stretch.first}–{found.stretch.last}"
        seen = gettext("%(n)s năm (%(years)s)", n=found.stretch.years, years=years)
        rows.append(
            (gettext("Số năm gần nhất không đơn vị nào có cờ hai lần"), seen, chance(found.stretch.chance))
        )
    if found.handovers:
        seen = gettext("%(kept)s/%(pairs)s lần", kept=found.handovers.kept, pairs=found.handovers.pairs)
        rows.append((gettext("Số lần có đơn vị giữ cờ sang năm sau"), seen, chance(found.handovers.chance)))
    if found.cycle:
        seen = gettext(
            "lặp lại sau mỗi %(period)s năm (%(first)s–%(last)s)",
            period=found.cycle.period,
            first=found.cycle.first,
            last=found.cycle.last,
        )
        rows.append((gettext("Vòng cố định"), seen, chance(found.cycle.chance)))
    elif found.sign is not TurnSign.NOT_ENOUGH:
        rows.append((gettext("Vòng cố định"), gettext("không có"), "–"))
    return rows


def lost_turn(found: Fairness, one: PassedOver) -> tuple[str, str]:
    """The two sides of a pair: the better rank with its lower award, the worse rank with its higher award."""
    year = next(year for year in found.years if year.year == one.year)
    none = gettext("không được đề nghị")
    better, worse = (
        f"{name(found.member(side))}: {place(year, side)}, {honours(year.cells[side].honours) or none}"
        for side in (one.better, one.worse)
    )
    return better, worse


def share(year: YearStructure, part: Part) -> str:
    """ "2 (25,0%)"."""
    return f"{year.counts[part]} ({percent(year.percent(part))}%)"


def trend(one: Trend) -> str:
    """How a part moved, in a sentence."""
    values = {
        "part": label(one.part),
        "first": one.first,
        "last": one.last,
        "before": percent(one.before),
        "after": percent(one.after),
        "points": percent(abs(one.change)),
    }
    if one.change > 0:
        return str(
            gettext(
                "%(part)s: %(before)s%% năm %(first)s, %(after)s%% năm %(last)s (tăng %(points)s điểm phần "
                "trăm).",
                **values,
            )
        )
    if one.change < 0:
        return str(
            gettext(
                "%(part)s: %(before)s%% năm %(first)s, %(after)s%% năm %(last)s (giảm %(points)s điểm phần "
                "trăm).",
                **values,
            )
        )
    return str(gettext("%(part)s: %(after)s%% trong cả hai năm %(first)s và %(last)s.", **values))


def no_trend(limits: Limits) -> str:
    """Why no trend is told."""
    return str(
        gettext(
            "Chưa đủ số liệu để nói xu hướng: cần đề nghị khen thưởng của ít nhất %(n)s năm.",
            n=limits.trend_years,
        )
    )


def method(limits: Limits) -> list[str]:
    """How all of it is computed, with its borders."""
    return [
        gettext(
            "Chỉ dùng bảng xếp hạng đã công bố. Khen thưởng là đề nghị theo công trạng cho chính thành viên, "
            "không tính đề nghị đang soạn, bị trả lại hoặc đã rút. Năm chưa biết đề nghị nào là năm trống, "
            "không phải năm không có khen thưởng."
        ),
        gettext(
            "Hệ số tương quan hạng Spearman giữa thứ hạng và mức khen thưởng (cờ, bằng khen, không được đề "
            "nghị), từ −1 đến 1; bằng nhau thì lấy hạng trung bình. Nhiều năm: so trong từng năm rồi cộng "
            "lại."
        ),
        gettext(
            "“Mất lượt theo hạng”: trong cùng năm, đơn vị hạng tốt hơn được mức khen thưởng thấp hơn đơn vị "
            "hạng kém hơn."
        ),
        gettext(
            "Khả năng ngẫu nhiên: xác suất chính xác nếu mỗi năm bốc thăm chừng ấy cờ trong các thành viên "
            "của năm đó. Từ %(percent)s%% trở xuống thì coi là dấu hiệu; dấu hiệu chỉ để người xem lại, không "
            "phải kết luận về đơn vị nào.",
            percent=number(Decimal(limits.unlikely * 100), 0),
        ),
    ]
