"""One-time codes against the figures of RFC 6238, and the picture that sets a phone up."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from emulation.gateways import totp

#: RFC 6238, appendix B: the seed for SHA-1, moments, and the last six digits of their codes.
SEED = b"12345678901234567890"
FIGURES = (
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
)


@pytest.mark.parametrize(("second", "code"), FIGURES)
def test_codes_are_those_of_the_standard(second: int, code: str) -> None:
    assert totp.code_at(SEED, totp.step_of(datetime.fromtimestamp(second, UTC))) == code


def test_a_code_changes_every_thirty_seconds() -> None:
    moments = [datetime.fromtimestamp(second, UTC) for second in (1111111080, 1111111109, 1111111110)]
    assert [totp.step_of(moment) for moment in moments] == [37037036, 37037036, 37037037]


def test_a_code_matches_its_step_only() -> None:
    assert totp.matching_step(SEED, "050471", [37037035, 37037036, 37037037]) == 37037037
    assert totp.matching_step(SEED, "050471", [37037035, 37037036]) is None
    assert totp.matching_step(SEED, "", [37037037]) is None
    assert totp.matching_step(SEED, "050471", []) is None


@pytest.mark.asvs("6.5.3", "11.5.1")
def test_seeds_are_random_and_long() -> None:
    seeds = {totp.new_seed() for _ in range(500)}
    assert len(seeds) == 500
    assert {len(seed) for seed in seeds} == {20}
    ones = sum(bin(byte).count("1") for seed in seeds for byte in seed)
    assert 39000 < ones < 41000, "500 × 160 bits: half of them, give or take five sigma"


def test_the_address_is_what_phones_read() -> None:
    address = totp.address(SEED, account="a@example.org", issuer="Thi đua")
    assert address.startswith("otpauth://totp/Thi%20%C4%91ua:a%40example.org?")
    assert "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" in address
    assert "issuer=Thi%20%C4%91ua" in address


def test_the_picture_obeys_the_content_policy() -> None:
    drawn = totp.picture('otpauth://totp/x?"><script>', title='Hình <b>"mã"')
    assert not re.search(r"style=|<script|on\w+=|href", drawn)
    root = ElementTree.fromstring(drawn)
    assert root.attrib["role"] == "img"
    assert "viewBox" in root.attrib
    title = next(node for node in root.iter() if node.tag.endswith("title"))
    assert title.text == 'Hình <b>"mã"'
