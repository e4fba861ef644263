"""CSV bytes: BOM, semicolons, and nothing that a spreadsheet would run."""

import pytest

from emulation.gateways.csv_files import csv_bytes


def test_rows_become_bytes_with_bom() -> None:
    assert csv_bytes([["Thành viên", "Điểm"], ["Đà Nẵng", "-9,77"]]) == (
        b"\xef\xbb\xbf" + "Thành viên;Điểm\r\nĐà Nẵng;-9,77\r\n".encode()
    )


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-cmd", "@x", " =1", "\t=1", "-1,2,3"])
def test_formula_is_made_harmless(cell: str) -> None:
    text = csv_bytes([[cell]]).decode("utf-8-sig").strip("\r\n").strip('"')
    assert text.startswith("'")


@pytest.mark.parametrize("cell", ["-9,77", "5", "−9,77", "hạng 2/5", ""])
def test_numbers_and_words_stay_as_they_are(cell: str) -> None:
    assert csv_bytes([[cell, "x"]]).decode("utf-8-sig") == f"{cell};x\r\n"
