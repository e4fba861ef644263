"""Public pages of rankings: one year and all years, for a visitor, as page, CSV, XLSX and JSON."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from emulation.models.rankings import RankingCorrection
from emulation.vocabulary.kinds import Post, Provenance
from emulation.vocabulary.states import ProposalState, RankingState
from tests.factories import rankings as made
from tests.factories.world import World
from tests.support.pages import get, text_of
from tests.support.ranked import FORMS, ILLUSTRATIVE, YEAR, YEARS


def test_ranking_of_a_year_says_rank_movement_tie_and_provenance(
    two_years: World, client: FlaskClient
) -> None:
    page = text_of(get(client, YEAR))
    for words in (
        "hạng 1/5",
        "đồng hạng 3/5",
        "tăng 2 bậc",
        "giảm 1 bậc",
        "Thay đổi so với năm 2023",
        "912,40",
        "548,20",
        "−3,00",
        "Phân định: Điểm nội dung I cao hơn",
        "Tạm dừng xét",
        "Cụm trưởng",
        "Đã công bố",
        "Nguồn: Báo cáo năm 2024",
        "Công bố lúc 09:00 ngày 20/03/2025.",
        "Số liệu đã khóa lúc 09:00 ngày 01/03/2025.",
        "Chấm theo: Bảng tiêu chí chấm điểm năm 2024.",
    ):
        assert words in page, words


@pytest.mark.parametrize("state", [RankingState.FROZEN, RankingState.FINALISED])
@pytest.mark.parametrize("form", FORMS)
def test_unpublished_ranking_never_leaks(
    session: Session, world: World, client: FlaskClient, state: RankingState, form: str
) -> None:
    ranks: dict[str, tuple[int | None, str | None]] = {"HN": (1, "777.77"), "HCM": (2, "666.66")}
    made.ranking(session, world, 2024, ranks, state, source="Nguồn mật")
    session.commit()
    for address in (f"{YEAR}{form}", f"{YEARS}{form}"):
        body = text_of(get(client, address))
        for secret in ("777", "666", "Nguồn mật", "hạng 1/"):
            assert secret not in body, address
    assert "Bảng xếp hạng năm 2024 chưa được công bố." in text_of(get(client, f"{YEAR}{form}"))


def test_unknown_year_and_indicator_are_not_found(world: World, client: FlaskClient) -> None:
    assert get(client, "/clusters/tptw/1999/ranking").status_code == 404
    assert get(client, f"{YEARS}/NOTHING").status_code == 404
    assert get(client, f"{YEARS}/NOTHING.csv").status_code == 404


def test_historic_ranks_without_points_keep_their_source(
    session: Session, world: World, client: FlaskClient
) -> None:
    ranks: dict[str, tuple[int | None, str | None]] = {
        city: (place, None) for place, city in enumerate(("HCM", "DN", "HN", "HP", "CT"), start=1)
    }
    made.ranking(session, world, 2011, ranks, source="Hội nghị năm 2012", frozen_at=None, published_at=None)
    made.close(session, world, 2011)
    session.commit()
    page = text_of(get(client, "/clusters/tptw/2011/ranking"))
    assert "hạng 1/5" in page
    assert "Nguồn: Hội nghị năm 2012" in page
    assert "Số liệu đã khóa lúc" not in page
    lines = get(client, "/clusters/tptw/2011/ranking.csv").get_data().decode("utf-8-sig").splitlines()
    assert "TP. Hồ Chí Minh;hạng 1/5;;;;;;;Đủ điều kiện" in lines


def test_only_published_hides_what_is_illustrative(two_years: World, client: FlaskClient) -> None:
    assert "911,77" in text_of(get(client, "/clusters/tptw/2023/ranking"))
    for form in FORMS:
        page = text_of(get(client, f"/clusters/tptw/2023/ranking{form}?only=published"))
        assert "911" not in page
        page = text_of(get(client, f"{YEARS}{form}?only=published"))
        assert "911" not in page
        assert "912" in page
    page = text_of(get(client, "/clusters/tptw/2023/ranking?only=published"))
    assert "Năm 2023 chỉ có xếp hạng minh họa. Chưa có số liệu công bố." in page
    page = text_of(get(client, f"{YEAR}?only=published"))
    assert "Thay đổi so với năm 2023" not in page
    assert f'href="{YEAR}.csv?only=published"' in page
    assert f'href="{YEARS}?only=published"' in page


def test_only_published_hides_illustrative_terms_and_proposals(
    session: Session, world: World, client: FlaskClient
) -> None:
    made.conference_of_2020(session, world)
    made.term(session, world, 2022, "CT", Post.CHAIR, **ILLUSTRATIVE)
    session.commit()
    assert "Cần Thơ (Minh họa)" in text_of(get(client, f"{YEARS}.csv"))
    only = text_of(get(client, f"{YEARS}.csv?only=published"))
    assert "Minh họa" not in only
    assert "TP. Hồ Chí Minh (Đã công bố. Nguồn: Hội nghị tổng kết Cụm ngày 09/04/2021)" in only


def test_corrections_stand_beside_the_published_rows(
    session: Session, world: World, client: FlaskClient
) -> None:
    ranking = made.ranking(session, world, 2024, {"HN": (1, "900"), "HCM": (2, "890")})
    correction = RankingCorrection(
        ranking_id=ranking.id,
        member_id=world.members["HCM"],
        text="Tổng điểm đúng là 891,00.",
        reason="Cộng nhầm",
        entered_at=world.now,
    )
    session.add(correction)
    session.commit()
    page = text_of(get(client, YEAR))
    assert "Đính chính" in page
    assert "Tổng điểm đúng là 891,00." in page
    assert "890,00" in page
    assert "TP. Hồ Chí Minh;Tổng điểm đúng là 891,00.;Cộng nhầm;10:00 ngày 15/10/2025" in text_of(
        get(client, f"{YEAR}.csv")
    )


@pytest.mark.parametrize(
    "state",
    [
        ProposalState.DRAFT,
        ProposalState.SUBMITTED,
        ProposalState.RETURNED,
        ProposalState.VOTED,
        ProposalState.WITHDRAWN,
    ],
)
def test_proposals_that_are_not_public_never_leak(
    session: Session, world: World, client: FlaskClient, state: ProposalState
) -> None:
    made.conference_of_2020(session, world)
    from_form = made.propose(session, world, 2020, 1, "DN", nominee="Tập thể bí mật", state=state)
    assert from_form.provenance is Provenance.RECORDED
    session.commit()
    for form in FORMS:
        assert "bí mật" not in text_of(get(client, f"{YEARS}{form}"))


def test_empty_cluster_says_what_is_missing(world: World, client: FlaskClient) -> None:
    page = text_of(get(client, YEARS))
    assert "Cần ít nhất hai năm đã công bố để so sánh." in page
    assert "<svg xmlns" not in page
