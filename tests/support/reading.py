"""A reader with a pencil: works out a printed formula from its own words, exactly, and rounds half up by itself.

Nothing of the product is used here. What a sentence claims on the way ("thuộc bậc", "đủ 21 lần 4%", "= 24") is
checked too; AssertionError when the words do not hold.
"""

import re
from fractions import Fraction
from math import floor

_TOKEN = re.compile(r"\s*(\d[\d.]*(?:,\d+)?|[()+−×/])")
_NUMBER = r"−?\d[\d.]*(?:,\d+)?"
_SENTENCE = re.compile(rf"(?P<left>.+) (?P<sign>[=≈→]) (?P<result>{_NUMBER})(?P<over> \(vượt chuẩn\))?")


def number(text: str) -> Fraction:
    """A Vietnamese number, exactly."""
    sign = -1 if text.startswith("−") else 1
    return sign * Fraction(text.lstrip("−").replace(".", "").replace(",", "."))


def rounded(value: Fraction) -> Fraction:
    """Half up to hundredths, away from zero at the half."""
    whole = floor(abs(value) * 100 + Fraction(1, 2))
    return Fraction(-whole if value < 0 else whole, 100)


def points_of(sentence: str) -> Fraction:
    """The points that the words give; the printed result must be the same."""
    match = _SENTENCE.fullmatch(sentence)
    assert match, f"no result: {sentence}"
    exact = _left(match["left"])
    points = rounded(exact)
    assert points == number(match["result"]), f"{sentence}: the words give {float(exact)}"
    assert match["sign"] != "=" or points == exact, f"{sentence}: = although rounded"
    assert match["sign"] != "≈" or points != exact, f"{sentence}: ≈ although exact"
    return points


def _left(text: str) -> Fraction:
    for pattern, read in _WORDS:
        if found := re.fullmatch(pattern, text):
            return read(*found.groups())
    return value(text)


def _nothing(result: str) -> Fraction:
    assert number(result) <= 0
    return Fraction(0)


def _nothing_bad(result: str, plan: str, most: str) -> Fraction:
    assert number(result) <= 0 < number(plan)
    return number(most)


def _plan_met(result: str, plan: str, most: str) -> Fraction:
    assert number(result) >= number(plan) > 0
    return number(most)


def _band(figure: str, band: str, points: str) -> Fraction:
    assert _holds(band, number(figure)), f"{figure} is not in {band}"
    return number(points)


def _holds(band: str, figure: Fraction) -> bool:
    if band == "mọi giá trị":
        return True
    if found := re.fullmatch(rf"từ ({_NUMBER}) đến dưới ({_NUMBER})", band):
        return number(found[1]) <= figure < number(found[2])
    if found := re.fullmatch(rf"từ ({_NUMBER}) trở lên", band):
        return figure >= number(found[1])
    if found := re.fullmatch(rf"dưới ({_NUMBER})", band):
        return figure < number(found[1])
    if found := re.fullmatch(rf"đến ({_NUMBER})", band):
        return figure <= number(found[1])
    if found := re.fullmatch(rf"({_NUMBER})–({_NUMBER})", band):
        return number(found[1]) <= figure <= number(found[2])
    return figure == number(band)


def _items(met: str, of: str, needed: str, most: str) -> Fraction:
    assert of == needed
    return number(most) if met == needed else Fraction(0)


def _judged(given: str, most: str) -> Fraction:
    assert 0 <= number(given) <= number(most)
    return number(given)


def _percent(shown: str, exact: str | None, steps: str | None, step: str | None, rest: str) -> Fraction:
    percent = value(exact) if exact else number(shown)
    if steps is not None and step is not None:
        assert floor(percent / number(step)) == number(steps), f"{steps} × {step}% of {percent}"
    formula = rest.split(", tối đa ")[0]
    if steps is None and formula.startswith("("):
        percent = value(formula[1 : formula.index(")")])
    assert rounded(percent) == number(shown), f"{shown}% is said, {float(percent)} is meant"
    return _left(rest)


def _at_most(text: str, most: str) -> Fraction:
    return min(_sum(text), number(most))


def _taken(text: str, most: str) -> Fraction:
    return -min(_sum(text), number(most))


def _sum(text: str) -> Fraction:
    left, equals, total = text.partition(" = ")
    assert not equals or value(left) == number(total), text
    return value(left)


def _added(base: str, part: str, most: str) -> Fraction:
    return number(base) + min(value(part), number(most))


def _not_below(text: str) -> Fraction:
    return max(value(text), Fraction(0))


_N = f"({_NUMBER})"
_WORDS = (
    (rf"Kết quả {_N}: chưa thực hiện", _nothing),
    (rf"Kết quả {_N}, kế hoạch không quá {_N}: đủ điểm tối đa {_N}", _nothing_bad),
    (rf"Đạt kế hoạch \({_N}/{_N}\): đủ điểm tối đa {_N}", _plan_met),
    (rf"(?:Hạng )?{_N} thuộc bậc “([^”]+)”, bậc này {_N} điểm", _band),
    (r"Có (\d+)/(\d+) mục, cần đủ (\d+) mục để được " + _N + " điểm", _items),
    (r"Không có mục nào", lambda: Fraction(0)),
    (rf"Chấm theo đánh giá {_N}, tối đa {_N}", _judged),
    (rf"Đạt {_N}% kế hoạch(?: \(([^)]+)\))?(?:, đủ (\d+) lần {_N}%)?: (.+)", _percent),
    (rf"(.+), trừ tối đa {_N}", _taken),
    (rf"{_N} \+ (.+), phần cộng tối đa {_N}", _added),
    (rf"(.+), tối đa {_N}", _at_most),
    (r"(.+), không dưới 0", _not_below),
)


def value(text: str) -> Fraction:
    """An arithmetic expression: + − × / and parentheses, from left to right, products first."""
    tokens, at = [], 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        assert found, f"cannot read {text[at:]!r} in {text!r}"
        tokens.append(found[1])
        at = found.end()
    total, rest = _terms(tokens)
    assert not rest, f"left over in {text!r}: {rest}"
    return total


def _terms(tokens: list[str]) -> tuple[Fraction, list[str]]:
    total, tokens = _factors(tokens)
    while tokens and tokens[0] in "+−":
        part, rest = _factors(tokens[1:])
        total, tokens = (total + part if tokens[0] == "+" else total - part), rest
    return total, tokens


def _factors(tokens: list[str]) -> tuple[Fraction, list[str]]:
    product, tokens = _single(tokens)
    while tokens and tokens[0] in "×/":
        part, rest = _single(tokens[1:])
        product, tokens = (product * part if tokens[0] == "×" else product / part), rest
    return product, tokens


def _single(tokens: list[str]) -> tuple[Fraction, list[str]]:
    first, *rest = tokens
    if first == "−":
        inner, rest = _single(rest)
        return -inner, rest
    if first == "(":
        inner, rest = _terms(rest)
        assert rest[0] == ")"
        return inner, rest[1:]
    return number(first), rest
