"""Workbooks that offices send: what stands in their cells, exactly, or in words why it cannot be read.

The bytes are looked at first like any other upload (`gateways/inspection`). The library that reads Excel is given them
in a process of its own (`apart`): a file that makes it fail, hang or eat memory costs that process and nothing else.
"""

import io

from emulation.gateways import inspection
from emulation.gateways.inspection import verdict
from emulation.gateways.names import clean_name, suffix_of
from emulation.gateways.workbooks import apart, plain
from emulation.gateways.workbooks.bounds import LARGEST_MB, MOST_CELLS, MOST_ROWS, TooLarge
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.grids import Grid
from emulation.vocabulary.words import N_

FIELD = "file"
KINDS = "Excel (.xlsx, .xls), CSV"
SUFFIXES = (".xlsx", ".xls", ".csv")
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Names inside old Office files: an encrypted new workbook, and macros.
_ENCRYPTED, _MACROS = (name.encode("utf-16-le") for name in ("EncryptedPackage", "_VBA_PROJECT"))


def read(content: bytes, name: str) -> list[Grid]:
    """The sheets of a workbook in their order; hidden ones are flagged. Raises DomainError for the field "file".

    Numbers are what Excel shows of them (fifteen digits), percent cells are `Percent`, cells that show an error or a
    formula without its value are `Broken`, days are dates, text is in NFC, merged cells all hold what the first does.
    """
    name = clean_name(name)
    suffix = suffix_of(name)
    if suffix not in SUFFIXES:
        raise DomainError(N_("Tệp “%(name)s” phải là %(kinds)s."), field=FIELD, name=name, kinds=KINDS)
    _check_size(content, name)
    try:
        grids = plain.grids(content) if suffix == ".csv" else _excel(content, suffix)
    except inspection.Refused as refused:
        kind = "CSV" if suffix == ".csv" else "Excel"
        raise DomainError(refused.message, field=FIELD, name=name, kind=kind) from refused
    except TooLarge as error:
        message = N_(
            "Tệp “%(name)s” có quá nhiều ô: tối đa %(rows)s dòng mỗi trang tính và %(cells)s ô cả tệp."
        )
        raise DomainError(message, field=FIELD, name=name, rows=MOST_ROWS, cells=MOST_CELLS) from error
    if all(cell is None for grid in grids for row in grid.rows for cell in row):
        raise DomainError(N_("Tệp “%(name)s” không có ô nào có nội dung."), field=FIELD, name=name)
    return grids


def _check_size(content: bytes, name: str) -> None:
    if not content:
        message = N_("Tệp “%(name)s” rỗng hoặc không đọc được. Mở thử trên máy rồi tải lại.")
        raise DomainError(message, field=FIELD, name=name)
    megabyte = 1024 * 1024
    if len(content) > LARGEST_MB * megabyte:
        message = N_(
            "Tệp “%(name)s” nặng %(size)s MB, vượt quá %(limit)s MB. Chọn tệp nhỏ hơn hoặc tách tệp."
        )
        size = len(content) // megabyte + 1
        raise DomainError(message, field=FIELD, name=name, size=size, limit=LARGEST_MB)


def _excel(content: bytes, suffix: str) -> list[Grid]:
    is_old = content.startswith(_OLD)
    if is_old and _ENCRYPTED in content:
        raise inspection.Refused(verdict.LOCKED)
    if suffix == ".xlsx":
        inspection.inspect(io.BytesIO(content), inspection.KINDS[suffix])
    elif not is_old:
        raise inspection.Refused(verdict.MISMATCH)
    elif _MACROS in content:
        raise inspection.Refused(verdict.ACTIVE)
    return apart.grids(content, suffix)
