"""A day stands in the table once, and a confirmed one names its document."""

from datetime import date

import pytest

from emulation.rules.holidays import check_free, check_source
from emulation.vocabulary.errors import DomainError


def test_a_day_stands_once() -> None:
    check_free(date(2026, 2, 16), taken=False)
    with pytest.raises(DomainError, match="16/02/2026 đã có") as refused:
        check_free(date(2026, 2, 16), taken=True)
    assert refused.value.field == "day"


@pytest.mark.parametrize(
    ("confirmed", "source", "fine"),
    [(False, "", True), (True, "Thông báo 1", True), (False, "Dự kiến", True), (True, "", False)],
)
def test_a_confirmed_day_names_its_document(confirmed: bool, source: str, fine: bool) -> None:
    if fine:
        check_source(confirmed=confirmed, source=source)
        return
    with pytest.raises(DomainError, match="văn bản công bố"):
        check_source(confirmed=confirmed, source=source)
