"""How official papers are written (Decree 30/2020/NĐ-CP, handbook 11): numbers, dates, letters of points, gaps.

The words of official papers are Vietnamese in every language of the pages.
"""

import re
from collections.abc import Iterable
from datetime import date

from emulation.vocabulary.number_words import in_words

#: Words that stand on every paper.
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NUMBER, TO, RECIPIENTS = "Số:", "Kính gửi:", "Nơi nhận:"
FIXED = {"nation": NATION, "motto": MOTTO, "number": NUMBER, "to": TO, "recipients": RECIPIENTS}
#: The letters of points, in the order of the Vietnamese alphabet.
LETTERS = "abcdđeghiklmnopqrstuvxy"
_LEADING = re.compile(r"\s*(\d+)(.*)", re.DOTALL)
_GAP = re.compile(r"\[chưa có: ([^\[\]]+)\]")
#: Academic titles, degrees and honours do not stand before a signer's name.
_TITLE = re.compile(
    r"^(?:(?:GS|PGS|TSKH|TS|ThS|CN|KS|BS|LS|NGND|NGƯT|NSND|NSƯT|TTND|TTƯT|AHLĐ|Giáo sư|Phó giáo sư|Tiến sĩ|Thạc sĩ"
    r"|Kỹ sư|Cử nhân|Bác sĩ|Luật sư)(?:\.\s*|,\s*|\s+))+",
    re.IGNORECASE,
)


def gap(what: str) -> str:
    """Stands where something is not known."""
    return f"[chưa có: {what}]"


def gaps_in(texts: Iterable[str]) -> tuple[str, ...]:
    """What is missing in these texts, each thing once, in the order in which they come."""
    return tuple(dict.fromkeys(what for text in texts for what in _GAP.findall(text)))


def numbered(number: str, symbol: str, what: str) -> str:
    """“05/TTr-UBND”: numbers below ten take a leading zero; the symbol is added to a bare number."""
    found = _LEADING.fullmatch(number)
    if found is None:
        return number.strip() or f"{gap(what)}/{symbol}"
    rest = found[2].strip() or f"/{symbol}"
    return f"{found[1].lstrip('0').rjust(2, '0')}{rest}"


def day_words(day: date) -> str:
    """“ngày 09 tháng 4 năm 2021”: a zero only before days below ten and the months one and two."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def place_and_day(place: str, day: date | None) -> str:
    """“Hà Nội, ngày 09 tháng 4 năm 2021”."""
    return f"{place or gap('địa danh')}, {day_words(day) if day else gap('ngày văn bản')}"


def lettered(points: Iterable[str]) -> tuple[str, ...]:
    """Points a), b), c), d), đ), e) …; each ends with “;”, the last with “.”."""
    return tuple(f"{_letter(place)}) {text}" for place, text in enumerate(_ended(list(points))))


def _letter(place: int) -> str:
    return (
        LETTERS[place] if place < len(LETTERS) else f"{LETTERS[place % len(LETTERS)]}{place // len(LETTERS)}"
    )


def listed(points: Iterable[str]) -> tuple[str, ...]:
    """Legal bases: each ends with “;”, the last with “.”."""
    return tuple(_ended([*points]))


def _ended(points: list[str]) -> list[str]:
    bare = [point.rstrip(" .;") for point in points]
    return [f"{point}{'.' if place == len(bare) - 1 else ';'}" for place, point in enumerate(bare)]


def counted(number: int | None, what: str) -> str:
    """A count in figures and words: “9 (chín)”."""
    return gap(what) if number is None else f"{number} ({in_words(number)})"


def signer_name(full_name: str) -> str:
    """The name without academic titles, degrees and honours."""
    return _TITLE.sub("", full_name.strip())


def bare_place(name: str) -> str:
    """“TP. Hồ Chí Minh” as a place or after “thành phố”: “Hồ Chí Minh”."""
    return re.sub(r"^(TP\.?|Thành phố|Tỉnh)\s+", "", name.strip(), flags=re.IGNORECASE)
