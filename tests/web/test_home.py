"""The front page, the overview, the work list and the year switcher by HTTP."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, update

from emulation.models.awards import Decision
from emulation.models.clusters import Cluster
from emulation.models.cycles import Cycle, Deadline
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.states import Phase, RankingState
from tests.factories import pledges, years
from tests.factories.world import World
from tests.support.pages import BASE, get, text_of
from tests.support.statements import counted

CLUSTER = "/clusters/tptw"
SignIn = Callable[[str], FlaskClient]


def test_the_front_page_lists_public_clusters_or_goes_to_the_only_one(
    client: FlaskClient, world: World
) -> None:
    assert "Cụm khác" in text_of(get(client, "/"))
    with world.database.writing() as session:
        session.execute(update(Cluster).where(Cluster.code != "tptw").values(is_public=False))
        session.commit()
    assert get(client, "/").location == CLUSTER


def test_without_clusters_the_front_page_says_so(client: FlaskClient) -> None:
    assert "Chưa có cụm thi đua nào được công khai." in text_of(get(client, "/"))


def test_the_overview_shows_the_last_published_ranking_and_only_that(
    client: FlaskClient, world: World
) -> None:
    shown = text_of(get(client, CLUSTER))
    assert "Chưa có năm nào được công bố." in shown
    assert "Chưa có quyết định nào." in shown
    assert "0/5" in shown
    with world.database.writing() as session:
        ranking = years.ranking(session, world, RankingState.FINALISED)
        session.commit()
        assert "987,50" not in text_of(get(client, CLUSTER))
        ranking.provenance = Provenance.ILLUSTRATIVE
        ranking.state = RankingState.PUBLISHED
        session.commit()
    shown = text_of(get(client, CLUSTER))
    assert "Bảng xếp hạng năm 2025" in shown and "987,50" in shown and "hạng 1/5" in shown
    assert "Minh họa" in shown


def test_the_overview_counts_signed_pledges_and_names_new_decisions_and_dates(
    client: FlaskClient, world: World
) -> None:
    with world.database.writing() as session:
        pledges.accepted(session, world)
        pledges.signed_agreement(session, world, ("HN",))
        session.add(
            Decision(
                cluster_id=world.cluster_id,
                number="1234/QĐ-TTg",
                signed_on=date(2024, 10, 14),
                issuer="Thủ tướng Chính phủ",
                entered_at=world.now,
            )
        )
        session.commit()
    shown = text_of(get(client, CLUSTER))
    assert "1/5" in shown
    assert "Số 1234/QĐ-TTg, 14/10/2024" in shown
    assert "Chủ Nhật, 30/11/2025" in shown and "Thứ Hai, 30/06/2025" not in shown


def test_a_cluster_without_years_still_has_an_overview(client_as: SignIn, world: World) -> None:
    answer = get(client_as("admin"), "/clusters/tptwx")
    assert answer.status_code == 200
    assert "Mở năm thi đua 2025" in text_of(answer)


def test_the_work_list_is_for_the_signed_in(client: FlaskClient, world: World) -> None:
    assert "/sign-in" in get(client, "/my-work").location


def test_an_officer_is_told_what_is_late_and_where_to_do_it(client_as: SignIn, world: World) -> None:
    shown = text_of(get(client_as("officer.hp"), "/my-work"))
    assert f'href="{CLUSTER}/2025/pledges/HP/edit"' in shown
    assert "Soạn giao ước của Hải Phòng năm 2025" in shown
    assert "Hạn: Thứ Hai, 31/03/2025. Đã quá hạn 198 ngày. Bạn vẫn nộp được" in shown
    assert "hồ sơ sẽ ghi “nộp muộn 198 ngày”." in shown
    assert '<span class="tag tag-problem">Quá hạn</span>' in shown
    assert f'<a class="btn btn-primary" href="{CLUSTER}/2025/pledges/HP/edit">Soạn giao ước</a>' in shown


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (
            date(2025, 10, 14),
            "Đã qua hạn (Thứ Ba, 14/10/2025). Nộp trong thời gian gia hạn, đến hết Chủ Nhật, 19/10/2025",
        ),
        (date(2025, 10, 15), "Hạn cuối là hôm nay (Thứ Tư, 15/10/2025)."),
        (date(2025, 10, 16), "Còn 1 ngày làm việc đến hạn nộp (Thứ Năm, 16/10/2025)."),
        (date(2025, 10, 20), "Còn 3 ngày làm việc đến hạn nộp (Thứ Hai, 20/10/2025)."),
    ],
)
def test_the_deadline_is_told_in_days(client_as: SignIn, world: World, due: date, words: str) -> None:
    with world.database.writing() as session:
        session.execute(update(Deadline).where(Deadline.phase == Phase.PLEDGING).values(due_on=due))
        session.commit()
    assert words in text_of(get(client_as("officer.hp"), "/my-work"))


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (
            date(2025, 10, 10),
            "Đã qua hạn (Thứ Sáu, 10/10/2025). Nộp trong thời gian gia hạn, đến hết Thứ Tư, 15/10/2025, "
            "không bị ghi là muộn.",
        ),
        (date(2025, 10, 9), "Hạn: Thứ Năm, 09/10/2025. Đã quá hạn 6 ngày. Bạn vẫn nộp được"),
    ],
)
def test_days_of_grace_are_told(client_as: SignIn, world: World, due: date, words: str) -> None:
    with world.database.writing() as session:
        session.execute(update(Deadline).where(Deadline.phase == Phase.PLEDGING).values(due_on=due))
        session.execute(update(Cycle).values(grace_days=5))
        session.commit()
    shown = text_of(get(client_as("officer.hp"), "/my-work"))
    assert words in shown
    assert ("Quá hạn" in shown) == (due == date(2025, 10, 9))
    assert ("Sắp đến hạn" in shown) == (due == date(2025, 10, 10))


def test_who_has_nothing_to_do_reads_what_comes_next(client_as: SignIn, world: World) -> None:
    shown = text_of(get(client_as("auditor"), "/my-work"))
    assert (
        "Hôm nay bạn không có việc nào chờ. Việc tiếp theo: Báo cáo năm, tự chấm điểm, 01/12/2025." in shown
    )
    with world.database.writing() as session:
        session.execute(delete(Deadline))
        session.commit()
    shown = text_of(get(client_as("auditor"), "/my-work"))
    assert "Hôm nay bạn không có việc nào chờ." in shown and "Việc tiếp theo" not in shown


def test_the_work_list_asks_the_same_for_an_empty_and_a_full_desk(client_as: SignIn, world: World) -> None:
    secretary = client_as("secretary.hn")
    with counted(world.database) as empty:
        get(secretary, "/my-work")
    with world.database.writing() as session:
        for city in ("HN", "HP", "CT", "DN"):
            pledges.accepted(session, world, city)
        session.commit()
    with counted(world.database) as full:
        get(secretary, "/my-work")
    assert len(empty) == len(full) <= 12


def switched(client: FlaskClient, year: int, came_from: str) -> str:
    path = f"{CLUSTER}/switch?year={year}"
    return str(client.get(path, base_url=BASE, headers={"Referer": came_from}).location)


def test_the_year_switcher_keeps_the_page(client: FlaskClient, world: World) -> None:
    with world.database.writing() as session:
        session.add(Cycle(cluster_id=world.cluster_id, year=2024, phase=Phase.AWARDING))
        session.commit()
    for page in ("", "/pledges", "/pledge", "/pledges/HP"):
        assert switched(client, 2024, f"{BASE}{CLUSTER}/2025{page}") == f"{CLUSTER}/2024{page}"


@pytest.mark.parametrize(
    "came_from",
    [
        "",
        "https://evil.example/clusters/tptw/2025/pledges",
        "//evil.example/clusters/tptw/2025/pledges",
        f"{BASE}/clusters/tptwx/2025/pledges",
        f"{BASE}{CLUSTER}/2025/pledges/XX",
        f"{BASE}{CLUSTER}/2025/pledges/HP/confirm",
        f"{BASE}{CLUSTER}",
        f"{BASE}/no/such/page",
        f"{BASE}{CLUSTER}/2026/setup",
        "https://[",
    ],
)
def test_the_year_switcher_follows_no_stranger(client: FlaskClient, world: World, came_from: str) -> None:
    assert switched(client, 2025, came_from) == f"{CLUSTER}/2025"


def test_an_unknown_year_is_not_found(client: FlaskClient, world: World) -> None:
    for year in ("2031", "x", ""):
        assert get(client, f"{CLUSTER}/switch?year={year}").status_code == 404
