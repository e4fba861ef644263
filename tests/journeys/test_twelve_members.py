"""Acceptance: two whole years of a cluster of twelve, by forms in a real browser, without shortcuts."""

from pathlib import Path

import pytest

from tests.journeys.acts import founding
from tests.journeys.people import Company

pytestmark = pytest.mark.browser


def test_two_years_of_a_cluster_of_twelve(company: Company, signed_paper: Path) -> None:
    founding.found(company)
    assert company.complaints() == []
