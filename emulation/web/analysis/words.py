"""What the analysis says in words, one place for page and file: ranges, what changes a rank, definitions."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from flask_babel import gettext

from emulation.rules.formulas import round_points
from emulation.rules.robustness import Change, Firmness, Unit
from emulation.rules.three_rankings import Tally, View
from emulation.services.analysis import Limits
from emulation.services.ledgers import Node
from emulation.web.shell.filters import name, number, points


def span(one: Firmness, of: int) -> str:
    """ "hạng 2–3/6", "hạng 2/6" when nothing moves it; empty without a rank."""
    if one.best is None or one.worst is None:
        return ""
    ranks = str(one.best) if one.best == one.worst else f"{one.best}–{one.worst}"
    return str(gettext("hạng %(ranks)s/%(of)s", ranks=ranks, of=of))


def unit_words(unit: Unit, nodes: Mapping[str, Node]) -> str:
    """ "Nhóm I Kinh tế - xã hội", "Tiêu chí I.02 Thu ngân sách nhà nước"."""
    node = nodes.get(unit.code)
    title = f"{unit.code} {name(node)}" if node else unit.code
    if unit.is_group:
        return str(gettext("Nhóm %(name)s", name=title))
    return str(gettext("Tiêu chí %(name)s", name=title))


def factor_words(factor: Decimal) -> str:
    """ "+20%", "−10%", "bỏ hẳn"."""
    if factor == 0:
        return str(gettext("bỏ hẳn"))
    percent = number((factor - 1) * 100, 0)
    return f"+{percent}%" if factor > 1 else f"{percent}%"


def changes(one: Firmness, nodes: Mapping[str, Node]) -> list[str]:
    """What moves a rank, a line per group or criterion: "Nhóm I …: −20% → hạng 3; bỏ hẳn → hạng 2"."""
    by_unit: dict[Unit, list[Change]] = {}
    for change in one.changes:
        by_unit.setdefault(change.unit, []).append(change)
    return [
        f"{unit_words(unit, nodes)}: " + "; ".join(_led(change) for change in found)
        for unit, found in by_unit.items()
    ]


def _led(change: Change) -> str:
    what = factor_words(change.factor)
    if change.rank is None:
        return str(gettext("%(change)s → không có hạng", change=what))
    return str(gettext("%(change)s → hạng %(rank)s", change=what, rank=change.rank))


def distance(gap: Decimal | None) -> str:
    """ "1,25 điểm", "bằng điểm" where a tie rule parts equal totals; a dash at the end of the order."""
    if gap is None:
        return "–"
    return str(
        gettext("%(points)s điểm", points=points(gap)) if gap else gettext("bằng điểm, xét tiêu chí phụ")
    )


def verdict_rule(limits: Limits) -> str:
    """What the verdict means, with its border."""
    return str(
        gettext(
            "“Thứ hạng vững”: không quá %(percent)s%% số phép thử làm đổi thứ hạng, và không phép thử nào làm đổi quá "
            "%(places)s bậc; còn lại là “thứ hạng nhạy”.",
            percent=number(limits.firm_up_to),
            places=limits.firm_within,
        )
    )


def method(limits: Limits) -> list[str]:
    """What is varied, and how the total is joined again."""
    factors = [Decimal(one) for one in limits.factors]
    tried = ", ".join(factor_words(one) for one in factors)
    return [
        gettext(
            "Mỗi phép thử đổi một nhóm hoặc một tiêu chí (kể cả điểm thưởng, điểm trừ), "
            "các phần khác giữ nguyên: %(tried)s.",
            tried=tried,
        ),
        gettext(
            "Điểm và điểm tối đa của phần được thử nhân với cùng hệ số cho mọi thành viên; tổng điểm cộng lại theo "
            "đúng quy tắc của bảng tiêu chí, không quy về mức tối đa cũ và không làm tròn từng tiêu chí. Đơn vị không "
            "được giao một tiêu chí được quy đổi theo mức tối đa mới."
        ),
        gettext("Khi bằng điểm, xét tiêu chí phụ của năm như khi xếp hạng."),
        verdict_rule(limits),
    ]


def mean_words(view: View, tally: Tally) -> str:
    """The mean behind a rank: "96,25%", "+2,10%", for the level the mean rank "2,33"."""
    if tally.value is None:
        return ""
    if view is View.LEVEL:
        return number(round_points(-tally.value), 2)
    shown = number(round_points(tally.value), 2)
    plus = "+" if view is View.IMPROVEMENT and round_points(tally.value) > Fraction(0) else ""
    return f"{plus}{shown}%"


def used_words(view: View, tally: Tally) -> str:
    """How many indicators were used, how many kept their target, and what was left out."""
    parts = [gettext("%(n)s chỉ tiêu", n=tally.used)]
    if view is View.COMPLETION and tally.used:
        parts = [gettext("đạt %(reached)s/%(n)s chỉ tiêu", reached=tally.reached, n=tally.used)]
    if tally.missing and view is not View.LEVEL:
        parts.append(gettext("%(n)s chưa có số liệu", n=tally.missing))
    if tally.missing and view is View.LEVEL:
        parts.append(gettext("%(n)s không đủ số liệu của mọi thành viên", n=tally.missing))
    if tally.broken:
        parts.append(gettext("%(n)s khác địa giới", n=tally.broken))
    if tally.zero:
        parts.append(gettext("%(n)s năm trước bằng 0", n=tally.zero))
    return "; ".join(parts)


def definition(view: View, limits: Limits) -> str:
    """What a ranking measures, in words."""
    if view is View.COMPLETION:
        return str(
            gettext(
                "Bình quân tỷ lệ kết quả so với kế hoạch của các tiêu chí chấm theo tỷ lệ. Mỗi tỷ lệ tính từ 0 đến mức "
                "mà quy tắc chấm không cho thêm điểm. Tiêu chí không giao, không có kế hoạch hoặc chưa có số liệu "
                "thì không tính."
            )
        )
    if view is View.IMPROVEMENT:
        return str(
            gettext(
                "Bình quân mức thay đổi so với chính đơn vị năm trước, tính bằng phần trăm giá trị năm trước, theo "
                "chiều tốt của chỉ tiêu; mỗi chỉ tiêu tính tối đa ±%(cap)s%%. Hai số đo trên hai địa giới khác nhau "
                "thì không so sánh. Chỉ xếp hạng những đơn vị có số để so, từ hai đơn vị trở lên.",
                cap=number(limits.improvement_cap),
            )
        )
    return str(
        gettext(
            "Bình quân thứ hạng trong cụm theo giá trị của từng chỉ tiêu, theo chiều tốt của chỉ tiêu; chỉ gồm "
            "chỉ tiêu mà mọi thành viên đều có số liệu. Số nhỏ hơn là thứ hạng cao hơn; chưa tính theo quy mô đơn vị."
        )
    )
