"""What the reading library does not tell about cells of old Excel files (.xls): percent formats, errors, formulas.

The records of [MS-XLS] are walked one by one; only those that say where a cell lies and how it shows are read.
"""

import struct
from collections.abc import Iterator

from emulation.gateways.inspection.verdict import BROKEN, LOCKED, Refused
from emulation.gateways.workbooks import ole
from emulation.gateways.workbooks.bounds import MOST_CELLS, MOST_SHEETS, TooLarge
from emulation.gateways.workbooks.marks import PERCENT_FORMATS, Marks, shows_percent

_EOF, _LOCK, _SHEET, _FORMAT, _STYLE, _BEGIN = 0x0A, 0x2F, 0x85, 0x41E, 0xE0, 0x809
_NUMBER, _RK, _MANY, _FORMULA, _ERROR = 0x203, 0x27E, 0xBD, 0x06, 0x205
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_NEWEST = 0x0600
#: A formula whose value is not known before Excel has opened the file.
_ON_OPENING = 0x02
#: The first and the seventh byte of a value that is an empty cell.
_NO_VALUE = b"\x03\xff"


def marks(content: bytes) -> dict[str, Marks]:
    """Name of sheet → its marks. Raises Refused for a file that is broken or locked, TooLarge for too many cells."""
    book = ole.stream(content, ("Workbook", "Book", "WORKBOOK", "BOOK"))
    try:
        return _marks(book)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise Refused(BROKEN) from error


def _marks(book: bytes) -> dict[str, Marks]:
    percents = set(PERCENT_FORMATS)
    styles: list[int] = []
    sheets: list[tuple[str, int]] = []
    is_newest = book[4:6] == struct.pack("<H", _NEWEST)
    for kind, data in _records(book, 0):
        if kind == _LOCK:
            raise Refused(LOCKED)
        if kind == _FORMAT and shows_percent(_words(data[2:], 2 if is_newest else 1, is_newest)):
            percents.add(struct.unpack_from("<H", data)[0])
        elif kind == _STYLE:
            styles.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == _SHEET:
            sheets.append((_words(data[6:], 1, is_newest), struct.unpack_from("<I", data)[0]))
    if len(sheets) > MOST_SHEETS:
        raise TooLarge
    shown = frozenset(number for number, one in enumerate(styles) if one in percents)
    return {name: _sheet(book, place, shown) for name, place in sheets}


def _words(data: bytes, width: int, is_newest: bool) -> str:
    """Text behind its length; newer files say in one more byte whether a sign takes two."""
    length = int.from_bytes(data[:width], "little")
    if not is_newest:
        return data[width : width + length].decode("latin-1")
    is_wide = data[width] & 1
    text = data[width + 1 : width + 1 + length * (1 + is_wide)]
    return text.decode("utf-16-le" if is_wide else "latin-1")


def _records(book: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record up to the end of the part that begins at `place`."""
    depth = 0
    while place + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, place)
        yield kind, book[place + 4 : place + 4 + length]
        depth += (kind == _BEGIN) - (kind == _EOF)
        if depth <= 0:
            return
        place += 4 + length


def _sheet(book: bytes, place: int, percents: frozenset[int]) -> Marks:
    found = Marks()
    cells = 0
    for kind, data in _records(book, place):
        if kind == _MANY:
            row, first = struct.unpack_from("<HH", data)
            styles = [struct.unpack_from("<H", data, at)[0] for at in range(4, len(data) - 2, 6)]
        elif kind in (_NUMBER, _RK, _FORMULA, _ERROR):
            row, first, style = struct.unpack_from("<HHH", data)
            styles = [style]
            broken = _broken(kind, data)
            if broken:
                found.broken[row, first] = broken
        else:
            continue
        cells += len(styles)
        if cells > MOST_CELLS:
            raise TooLarge
        found.percents |= {(row, first + at) for at, style in enumerate(styles) if style in percents}
    return found


def _broken(kind: int, data: bytes) -> str:
    """What an error cell shows, or "=" for a formula that has no value yet; nothing for all others."""
    if kind == _ERROR and data[7]:
        return _ERRORS.get(data[6], "#N/A")
    if kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
        return _ERRORS.get(data[8], "#N/A")
    if kind == _FORMULA and data[14] & _ON_OPENING and (not any(data[6:14]) or data[6:14:6] == _NO_VALUE):
        return "="
    return ""
