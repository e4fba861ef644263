"""The number of a report's form."""

import pytest

from emulation.rules.documents import form_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Mẫu số 02. Căn cứ: Nghị định 98/2023/NĐ-CP", "02"),
        ("Mẫu số 1. Căn cứ: Nghị định 91/2017/NĐ-CP, Điều 51", "1"),
        ("[chưa có: mẫu báo cáo theo quy định]. Căn cứ: Nghị định 152/2025/NĐ-CP", ""),
        ("", ""),
    ],
)
def test_the_number_of_the_form(text: str, number: str) -> None:
    assert form_number(text) == number
