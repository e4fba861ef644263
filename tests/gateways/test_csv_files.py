"""CSV bytes: BOM, semicolons, and nothing that a spreadsheet would run."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.gateways.csv_files import csv_bytes

#: How a formula or a command begins, in half and full width.
STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "|",
    "%",
    "＝",
    "＋",
    "－",
    "＠",
    "\u200b=",
    "\ufeff=",
    "\u00a0=",
    "\n=",
)


def rows(content: bytes) -> list[list[str]]:
    """The rows as a reader of the standard library sees them."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_rows_become_bytes_with_bom() -> None:
    assert csv_bytes([["Thành viên", "Điểm"], ["Đà Nẵng", "-9,77"]]) == (
        b"\xef\xbb\xbf" + "Thành viên;Điểm\r\nĐà Nẵng;-9,77\r\n".encode()
    )


@pytest.mark.asvs("1.2.10")
@pytest.mark.parametrize("cell", ["=1+1", "+1", "-cmd", "@x", " =1", "\t=1", "-1,2,3", "-1.5", *STARTS])
def test_formula_is_made_harmless(cell: str) -> None:
    """Red when a sign is missing in _RISKY, or when the full width is not folded."""
    assert rows(csv_bytes([[cell]])) == [[f"'{cell}"]]


@pytest.mark.parametrize("cell", ["-9,77", "-5", "5", "−9,77", "hạng 2/5", "", "Đà Nẵng – Huế", "50%", "a=b"])
def test_numbers_and_words_stay_as_they_are(cell: str) -> None:
    assert csv_bytes([[cell, "x"]]).decode("utf-8-sig") == f"{cell};x\r\n"


@pytest.mark.asvs("1.2.10")
@given(start=st.sampled_from(STARTS), rest=st.text(max_size=40))
def test_no_cell_begins_like_a_formula(start: str, rest: str) -> None:
    """Whatever follows; the text behind the apostrophe is the text."""
    cell = start + rest
    (read,) = rows(csv_bytes([[cell, "x;y"]]))
    assert read in ([f"'{cell}", "x;y"], [cell, "x;y"])
    assert read[0].startswith("'") or read[0].replace(",", "").lstrip("-").isdecimal()
