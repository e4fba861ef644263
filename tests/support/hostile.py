"""Values and forms that no honest browser sends, from a seed."""

import random
import unicodedata
from dataclasses import dataclass, field

from tests.support.filled import Filled, Pairs

#: Whatever of these stands in a page as it is has broken out of its quotes.
CANARIES = ("<script>zq7", "<svg/onload=zq7", "<img src=zq7", "1343433")
NOTHING = ("", " ", "   ", "\t", "\u00a0", "\u200b", "\r\n")
NUMBERS = (
    *("bảy phẩy năm", "1.234", "1,234,5", "1,2,3", "-1", "−1", "-0", "+1", "0", "00", "007", "1_000"),
    *("1e308", "1e-400", "1e5", "NaN", "-NaN", "Infinity", "-inf", "sNaN", "0x10", "1/2", "½", "²", "5²"),
    *("٧", "١", "７，５", "７", "𝟟", "৭", "9223372036854775808", "-9223372036854775809", "2147483648"),
    *("9" * 15, "9" * 16, "9" * 40, "9" * 5000, "0," + "0" * 14 + "1", "7,12345", "999999999999999,9999"),
)
DAYS = (
    *("31/02/2026", "29/02/2025", "00/00/0000", "01/01/0001", "31/12/9999", "32/01/2026", "1/1/99999"),
    *("2026-01-01", "01-02-2026", "１/１/２０２６", "01/13/2026", "hôm nay", "1.2.2026", "01/01/2026 10:00"),
)
TEXTS = (
    *("<script>zq7()</script>", "\"'><svg/onload=zq7>", "'><img src=zq7>", "{{7*191919}}", "${7*191919}"),
    *(
        "{% print(7*191919) %}",
        "%(name)s",
        "%s%n%d",
        "a\x00b",
        "\x00",
        "\x1b[31m",
        "a\r\nX-Header: b",
        "\x7f",
    ),
    *(
        "Ha\u0300 No\u0323\u0302i",
        "\u202eđảo ngược",
        "\ufeff",
        "\ufffe",
        "\ud800",
        "\udfff x",
        "🏙️",
        "a\u0301" * 200,
    ),
    *("' OR 1=1 --", "../../etc/passwd", "true", "null", "None", "[]", "javascript:zq7()", "//zq7.example"),
    *("x" * 61, "x" * 201, "x" * 301, "x" * 2001, "x" * 8001, "ộ" * 4001, "x" * 60_000),
)
IDS = ("0", "-1", "1", "2", "3", "7", "999999", "9223372036854775808", "1.0", "١", "²", "abc", "None", "1;2")
VERSIONS = ("-1", "", "1", "99", "²", "١", "1e3", "1.0", "9" * 9, "9" * 40, "abc", "\x00", " 0", "+0")
ROW_WORDS = ("row_add", "row_remove", "row_up", "row_down")


@dataclass
class Attack:
    """A form as it is sent, and the fields that were written over."""

    fields: Pairs
    touched: set[str] = field(default_factory=set)

    def value(self, name: str) -> str | None:
        """The first value that is sent for a field."""
        return next((value for key, value in self.fields if key == name), None)


def value_for(random_: random.Random, name: str) -> str:
    """A hostile value, fitting the kind of field in half of the cases."""
    if name == "version":
        return random_.choice(VERSIONS)
    pools = (NOTHING, NUMBERS, DAYS, TEXTS, IDS)
    return random_.choice(random_.choice(pools))


def attack(random_: random.Random, form: Filled) -> Attack:
    """One to four changes to a valid form: values written over, doubled, left out, added, out of order."""
    made = Attack(list(form.fields))
    names = [name for name, _value in form.fields if name != "csrf_token"]
    for _change in range(random_.choice((1, 1, 1, 2, 2, 3, 4))):
        _change_one(random_, made, random_.choice(names))
    if random_.random() < 0.005:
        made.fields.append(("note", "x" * 2_200_000))
    return made


def _change_one(random_: random.Random, made: Attack, name: str) -> None:
    value, kind = value_for(random_, name), random_.random()
    if kind < 0.72:
        made.fields = [(key, value if key == name else old) for key, old in made.fields]
    elif kind < 0.80:
        made.fields.append((name, value))
    elif kind < 0.84:
        made.fields.insert(0, (name, value))
    elif kind < 0.92:
        made.fields = [pair for pair in made.fields if pair[0] != name]
    elif kind < 0.95:
        made.fields.append((random_.choice(ROW_WORDS), random_.choice(IDS)))
    else:
        made.fields.append((_elsewhere(random_, name), value))
    made.touched.add(name)


def _elsewhere(random_: random.Random, name: str) -> str:
    """The name of a field in a row that the page did not offer, or of no field at all."""
    parts = name.split("-")
    if len(parts) > 1:
        parts[1] = random_.choice(("1", "79", "500", "999999999", "-1", "²", "x", ""))
        return "-".join(parts)
    return random_.choice((f"{name}-0", "state", "id", "member_id", "provenance", name.upper()))


def plain(text: str) -> str:
    """The visible letters of a text: what must come back, however spaces and marks are written."""
    normal = unicodedata.normalize("NFC", text)
    return "".join(c for c in normal if not c.isspace() and not unicodedata.category(c).startswith("C"))
