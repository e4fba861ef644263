"""The pen all charts share: escaped elements, text with a halo, labels that keep their distance, the frame."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from xml.sax.saxutils import escape

INK = "#1F2430"
MUTED = "#525C6B"
HAIRLINE = "#E5E7EC"
RULE = "#6B7688"
PAPER = "#FFFFFF"
FONT = "'Be Vietnam Pro', system-ui, sans-serif"
TEXT = 14
EM = 16  # the page's text size; width and height are given in em so that charts grow with “Cỡ chữ”
LETTER = 0.58  # mean width of a letter of Be Vietnam Pro, in em

Value = str | float


def node(name: str, text: str | None = None, /, **attributes: Value) -> str:
    """One escaped element; `stroke_width=2` becomes stroke-width="2", `text` its content."""
    pairs = "".join([f' {_attribute(key)}="{_quoted(value)}"' for key, value in attributes.items()])
    return f"<{name}{pairs}/>" if text is None else f"<{name}{pairs}>{_clean(text)}</{name}>"


def group(parts: Sequence[str], /, **attributes: Value) -> str:
    """Elements that share attributes, which are written once."""
    pairs = "".join([f' {_attribute(key)}="{_quoted(value)}"' for key, value in attributes.items()])
    return f"<g{pairs}>{''.join(parts)}</g>"


def words(x: float, y: float, text: str, **attributes: Value) -> str:
    """Text in ink with a white halo, so that a line behind it does not cut the marks of Vietnamese letters."""
    look: dict[str, Value] = {"x": x, "y": y, "fill": INK}
    look |= {"stroke": PAPER, "stroke_width": 4, "stroke_linejoin": "round", "paint_order": "stroke"}
    return node("text", text, **(look | attributes))


def drawing(
    prefix: str, title: str, description: str, width: float, height: float, body: Sequence[str]
) -> str:
    """The finished picture: named by `title` and `description`, ids begin with `prefix`, sizes in drawing units."""
    frame: dict[str, Value] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "role": "img",
        "aria-labelledby": f"{prefix}-title {prefix}-desc",
        "viewBox": f"0 0 {_quoted(width)} {_quoted(height)}",
        "width": f"{_quoted(width / EM)}em",
        "height": f"{_quoted(height / EM)}em",
    }
    opening = "".join(f' {key}="{_quoted(value)}"' for key, value in frame.items())
    names = node("title", title, id=f"{prefix}-title") + node("desc", description, id=f"{prefix}-desc")
    # on an element of its own: on the frame it would be the em in which width and height are given
    face = f'<g font-family="{_escaped(FONT)}" font-size="{TEXT}">'
    return f"<svg{opening}>{names}{face}{''.join(body)}</g></svg>"


def text_width(text: str, size: float = TEXT) -> float:
    """A careful guess at how wide `text` is, in drawing units."""
    return len(text) * size * LETTER


def wrapped(text: str, width: float, size: float = TEXT) -> list[str]:
    """`text` in lines no wider than `width`, broken between words."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places near `wanted` that keep `gap` from each other and stay within low…high, in the order of `wanted`.

    If there is not room for all, the gap wins over the lower edge.
    """
    return stacked(wanted, [gap] * len(wanted), low, high)


def stacked(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """The same for blocks of different heights: middles near `wanted`, so that no block covers another."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    gaps = [0.0] + [(heights[one] + heights[other]) / 2 for one, other in pairwise(order)]
    least = [low + below for below in accumulate(gaps)]
    places: list[float] = []
    for rank, index in enumerate(order):
        place = max(wanted[index], low)
        places.append(max(place, places[-1] + gaps[rank]) if places else place)
    ceiling = high
    for rank in reversed(range(len(places))):
        places[rank] = max(min(places[rank], ceiling), least[rank])
        ceiling = places[rank] - gaps[rank]
    result = [0.0] * len(wanted)
    for index, place in zip(order, places, strict=True):
        result[index] = place
    return result


@lru_cache(maxsize=256)
def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _quoted(value: Value) -> str:
    return _escaped(value) if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


@lru_cache(maxsize=1024)
def _escaped(text: str) -> str:
    """Colours, dashes and names come again with every mark: they are escaped once."""
    return escape(_printable(text), {'"': "&quot;", "'": "&apos;"})


@lru_cache(maxsize=1024)
def _clean(text: str) -> str:
    return escape(_printable(text))


def _printable(text: str) -> str:
    """Without the control characters that XML does not allow."""
    return "".join(letter for letter in text if letter >= " " and letter not in "\ufffe\uffff")
