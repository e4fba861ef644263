"""Codes of clusters, as they stand in every address."""

import pytest

from emulation.rules.clusters import check_code
from emulation.vocabulary.errors import DomainError


@pytest.mark.parametrize("code", ["tptw", "a", "7", "khoi-1", "mien-nui-phia-bac", "a1-b2-c3-d4-e5-1"])
def test_a_code_of_letters_digits_and_single_hyphens_is_taken(code: str) -> None:
    if len(code) <= 16:
        check_code(code)
        return
    with pytest.raises(DomainError, match="nhiều nhất 16 ký tự"):
        check_code(code)


@pytest.mark.parametrize(
    "code",
    ["", "-", "a-", "-a", "a--b", "A", "Tptw", "cụm", "a b", "a/b", "a.b", "a_b", "١", "７", "a\n", "x" * 17],
)
def test_any_other_code_is_refused_beside_its_field(code: str) -> None:
    with pytest.raises(DomainError, match="Mã cụm chỉ gồm chữ thường không dấu") as refusal:
        check_code(code)
    assert refusal.value.field == "code"
