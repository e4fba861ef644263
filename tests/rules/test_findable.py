"""Every kind of record has its entry, its statement and, where not everybody may find it, its action."""

from types import SimpleNamespace
from typing import Any

import pytest

from emulation.queries.findable import SOURCES, TABLES
from emulation.rules.findable import ENTRIES, entry_of
from emulation.rules.search import OPENS, OWN_ALONE
from emulation.vocabulary.findable import Findable
from emulation.vocabulary.kinds import Period, Provenance, Sight
from emulation.vocabulary.states import CampaignState, PledgeState, RankingState, ReportState

PLACE = {
    "cluster_code": "tptw",
    "cluster_id": 1,
    "cluster_vi": "Cụm",
    "year": 2025,
    "provenance": Provenance.RECORDED,
}
MEMBER = PLACE | {"member_id": 3, "member_code": "HP", "name_vi": "Hải Phòng", "name_en": "Hai Phong"}


def row(**values: Any) -> SimpleNamespace:
    return SimpleNamespace(**values)


def test_every_kind_is_told_how_it_is_found() -> None:
    assert set(ENTRIES) == set(SOURCES) == set(Findable)
    assert {kind.value for kind in Findable} <= TABLES
    assert set(OPENS) >= OWN_ALONE


@pytest.mark.parametrize("state", list(PledgeState))
def test_only_a_signed_pledge_is_public(state: PledgeState) -> None:
    entry = entry_of(Findable.PLEDGE, row(**MEMBER, state=state, summary="Tóm tắt"))
    assert entry is not None
    assert entry.sight is (Sight.PUBLIC if state is PledgeState.SIGNED else Sight.MEMBER)
    assert (entry.title, entry.href) == ("Giao ước của Hải Phòng năm 2025", "/clusters/tptw/2025/pledges/HP")


@pytest.mark.parametrize("state", list(ReportState))
def test_a_report_opens_to_the_cluster_when_it_is_handed_in(state: ReportState) -> None:
    entry = entry_of(Findable.REPORT, row(**MEMBER, state=state, period=Period.YEAR))
    assert entry is not None
    is_open = state in (ReportState.SUBMITTED, ReportState.ACCEPTED)
    assert entry.sight is (Sight.CLUSTER if is_open else Sight.MEMBER)
    assert entry.href == "/clusters/tptw/2025/results/HP/year-end"


@pytest.mark.parametrize("state", list(RankingState))
def test_a_ranking_is_found_when_it_is_published(state: RankingState) -> None:
    entry = entry_of(Findable.RANKING, row(**PLACE, state=state))
    assert (entry is not None) is (state is RankingState.PUBLISHED)


def test_a_campaign_is_public_once_it_was_launched() -> None:
    values = {"id": 4, "name": "Phong trào", "slogan": "", "purpose": ""}
    from_to = (
        (CampaignState.DRAFT, None, Sight.CLUSTER),
        (CampaignState.CANCELLED, None, Sight.CLUSTER),
        (CampaignState.LAUNCHED, "2025-03-01", Sight.PUBLIC),
        (CampaignState.CANCELLED, "2025-03-01", Sight.PUBLIC),
    )
    for state, launched, sight in from_to:
        starts = row(year=2025)
        entry = entry_of(
            Findable.CAMPAIGN, row(**PLACE, **values, state=state, launched_on=launched, starts_on=starts)
        )
        assert entry is not None
        assert entry.sight is sight


def test_what_no_page_shows_is_not_found() -> None:
    """A shared indicator without a cluster; a paper that was withdrawn or replaced; a second stay of a member."""
    lost = row(cluster_code=None)
    assert entry_of(Findable.INDICATOR, lost) is None
    assert entry_of(Findable.EVIDENCE, row(cluster_code="x", withdrawn_at="now", newer_id=None)) is None
    assert entry_of(Findable.EVIDENCE, row(cluster_code="x", withdrawn_at=None, newer_id=2)) is None
    assert entry_of(Findable.MEMBERSHIP, row(cluster_code="x", earlier_id=1)) is None


def test_what_is_illustrative_says_so() -> None:
    entry = entry_of(Findable.CYCLE, row(**PLACE | {"provenance": Provenance.ILLUSTRATIVE}, theme="Chủ đề"))
    assert entry is not None
    assert entry.detail == "Cụm · Chủ đề · Minh họa"
