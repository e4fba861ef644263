"""The meter “Đo được chưa?”: five parts, words without a measure, and what is knowingly without one."""

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from emulation.gateways import seeds
from emulation.rules.quality import Part, Piece, Words, assess, pieces_of

WORDS = Words(("đẩy mạnh", "tăng cường", "từng bước", "nâng cao"), ("định tính",))


def target(**more: Any) -> dict[str, Any]:
    return {
        "not_assigned": False,
        "is_qualitative": False,
        "low": Decimal("7.5"),
        "high": None,
        "due_on": date(2025, 12, 31),
        "owner": "Sở Tài chính",
        "source": "NQ 45/NQ-HĐND",
        "note": "",
    } | more


def test_a_whole_target_has_five_of_five() -> None:
    found = assess(target(), "%", WORDS)
    assert found is not None
    assert (found.has, len(found.asked), found.missing, found.is_measurable) == (5, 5, (), True)


@pytest.mark.parametrize(
    ("more", "unit", "missing"),
    [
        ({"low": None}, "%", (Part.NUMBER,)),
        ({"low": None, "high": Decimal(0)}, "%", ()),
        ({}, "", (Part.UNIT,)),
        ({"due_on": None}, "%", (Part.DAY,)),
        ({"owner": ""}, "%", (Part.OWNER,)),
        ({"source": ""}, "%", (Part.SOURCE,)),
        ({"due_on": None, "owner": "", "source": ""}, "%", (Part.DAY, Part.OWNER, Part.SOURCE)),
    ],
)
def test_what_is_missing_is_named(more: dict[str, Any], unit: str, missing: tuple[Part, ...]) -> None:
    """Zero is a number. Red when `high` is left out of Part.NUMBER in assess()."""
    found = assess(target(**more), unit, WORDS)
    assert found is not None
    assert (found.missing, found.has) == (missing, 5 - len(missing))
    assert found.is_measurable is not bool(missing)


def test_a_qualitative_target_is_asked_for_three_parts_and_its_note_is_left_alone() -> None:
    """Journey J2 (5). Red when `is_qualitative` no longer turns the marking off."""
    note = "Đẩy mạnh cải cách hành chính"
    vague = assess(target(note=note), "%", WORDS)
    meant = assess(target(note=note, low=None, is_qualitative=True), "", WORDS)
    assert vague is not None and meant is not None
    assert (vague.is_vague, vague.is_measurable) == (True, False)
    assert (meant.is_vague, len(meant.asked), meant.missing, meant.is_measurable) == (False, 3, (), True)


def test_what_is_not_assigned_promises_nothing() -> None:
    assert assess(target(not_assigned=True), "%", WORDS) is None


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Đẩy mạnh cải cách.", ["Đẩy mạnh"]),
        ("day manh cai cach", ["day manh"]),
        ("Từng  bước\tnâng cao chất lượng", ["Từng  bước", "nâng cao"]),
        ("Đẩy mạnh thu ngân sách, tăng 12,5%.", []),
        ("Đẩy mạnh xuất khẩu 7.5 tỷ. Nâng cao dân trí.", ["Nâng cao"]),
        ("Tăng cường đoàn kết (định tính). Nâng cao dân trí", ["Nâng cao"]),
        ("Tăng cường đoàn kết năm 2025 theo NQ 01/NQ-CP", ["Tăng cường"]),
        ("Tăng cường: 40 lớp học năm 2025", []),
        ("Một vế nâng cao\nHai vế 5%", ["nâng cao"]),
        ("nângcao, danangcao", []),
        ("Hoàn thành 100% kế hoạch", []),
        ("", []),
    ],
)
def test_words_without_a_measure_are_marked(text: str, marked: list[str]) -> None:
    """A number in the sentence is a measure; years and numbers of documents are none."""
    assert [piece.text for piece in pieces_of(text, WORDS) if piece.is_vague] == marked


def test_both_spellings_of_a_letter_are_found() -> None:
    """Decomposed Unicode, as other systems type it."""
    assert pieces_of("ta\u0306ng cu\u031bo\u031b\u0300ng", WORDS) == (Piece("tăng cường", True),)


@given(some.text(alphabet="nâg cđẩymạh.!;5\n 2025/", max_size=60))
def test_nothing_of_a_text_is_lost(text: str) -> None:
    assert "".join(piece.text for piece in pieces_of(text, WORDS)) == unicodedata.normalize("NFC", text)


def test_without_words_nothing_is_marked() -> None:
    assert pieces_of("Đẩy mạnh", Words((), ())) == (Piece("Đẩy mạnh", False),)


def test_the_installation_knows_the_words_of_the_handbook() -> None:
    vague, qualitative = seeds.quality_words()
    wanted = {"đẩy mạnh", "tăng cường", "phấn đấu", "tích cực", "từng bước", "nâng cao"}
    assert wanted <= set(vague)
    assert qualitative == ("định tính",)
