"""Freezing, finalising, publishing, ballots about ties."""

from emulation.queries.scores import find_ranking, frozen_rows
from emulation.vocabulary.states import Phase, RankingState
from tests.conftest import unchanged
from tests.factories import scores as made
from tests.factories.world import World
from tests.support.pages import get, submit, text_of
from tests.support.scores import SignIn, Y, all_reviewed, building, reading, submitted


def test_a_year_is_frozen_finalised_and_published(client_as: SignIn, world: World) -> None:
    all_reviewed(world)
    secretary, leader = client_as("secretary.hn"), client_as("leader.hn")
    totals = f"{Y}/totals"
    assert "Điểm nội dung I cao hơn" in text_of(get(secretary, totals))
    assert submit(secretary, totals, {}, f"{totals}/freeze").status_code == 302
    body = text_of(get(secretary, totals))
    assert "Điểm năm 2025 đang khóa từ 10:00 ngày 15/10/2025." in body
    with unchanged(world.database):
        early = submit(leader, f"{totals}/finalise", {"word": "CÔNG BỐ"}, f"{totals}/publish")
    assert early.status_code == 422 and "Điểm chưa chốt nên chưa công bố được." in text_of(early)
    with unchanged(world.database):
        answer = submit(leader, f"{totals}/finalise", {"approvers": " "})
    assert answer.status_code == 422 and "Nhập người chốt điểm" in text_of(answer)
    assert submit(leader, f"{totals}/finalise", {"approvers": "Nguyễn Văn An"}).status_code == 302
    world.set_phase(Phase.CONFERENCE)
    assert "Để tiếp tục, gõ CÔNG BỐ." in text_of(get(leader, f"{totals}/publish"))
    with unchanged(world.database):
        answer = submit(leader, f"{totals}/publish", {"word": "CONG BO"})
    assert answer.status_code == 422 and 'value="CONG BO"' in text_of(answer)
    assert submit(leader, f"{totals}/publish", {"word": " công bố "}).status_code == 302
    with reading(world) as session:
        ranking = find_ranking(session, world.cycle_id)
        assert ranking is not None and ranking.state is RankingState.PUBLISHED
    with unchanged(world.database):
        assert (
            submit(
                secretary, f"{totals}/publish", {"text": "", "reason": ""}, f"{totals}/correct"
            ).status_code
            == 422
        )
    good = {"text": "Sửa tên đơn vị", "reason": "Ghi sai chính tả", "member": ""}
    assert submit(secretary, f"{totals}/publish", good, f"{totals}/correct").status_code == 302


def test_freezing_with_open_sheets_says_what_blocks(client_as: SignIn, world: World) -> None:
    submitted(world)
    world.set_phase(Phase.TOTALS)
    secretary = client_as("secretary.hn")
    assert "Còn 5 việc chặn khóa điểm" in text_of(get(secretary, f"{Y}/totals"))
    with unchanged(world.database):
        answer = submit(secretary, f"{Y}/scores/HP/self", {}, f"{Y}/totals/freeze")
    assert answer.status_code == 422 and "còn 5 việc chặn" in text_of(answer)


def test_thawing_needs_a_reason_and_the_newest_version(client_as: SignIn, world: World) -> None:
    all_reviewed(world, frozen=True)
    secretary, totals = client_as("secretary.hn"), f"{Y}/totals"
    with unchanged(world.database):
        assert submit(secretary, totals, {"reason": ""}, f"{totals}/unfreeze").status_code == 422
        stale = submit(secretary, totals, {"reason": "Bổ sung"}, f"{totals}/unfreeze", version="9")
    assert stale.status_code == 409
    assert (
        submit(secretary, totals, {"reason": "Bổ sung minh chứng"}, f"{totals}/unfreeze").status_code == 302
    )


def test_a_ballot_about_a_tie_is_recorded(client_as: SignIn, world: World) -> None:
    with building(world) as session:
        ids = made.ground(session, world)
        for city in world.members:
            made.reviewed(session, world, ids, city, one="30" if city in ("HP", "HCM") else str(len(city)))
        made.cycle_of(session, world, Phase.TOTALS)
    secretary, totals = client_as("secretary.hn"), f"{Y}/totals"
    assert "Bỏ phiếu kín về các đơn vị bằng điểm" in text_of(get(secretary, totals))
    rows = {
        "places-0-member": str(world.members["HCM"]),
        "places-1-member": str(world.members["HP"]),
        "minutes": "01/BB",
    }
    for first, second, minutes in (("1", "1", "01/BB"), ("x", "2", "01/BB"), ("1", "2", "")):
        typed = rows | {"places-0-place": first, "places-1-place": second, "minutes": minutes}
        with unchanged(world.database):
            assert submit(secretary, totals, typed, f"{totals}/ballot").status_code == 422
    good = rows | {"places-0-place": "2", "places-1-place": "1"}
    assert submit(secretary, totals, good, f"{totals}/ballot").status_code == 302
    assert submit(secretary, totals, {}, f"{totals}/freeze").status_code == 302
    with reading(world) as session:
        ranking = find_ranking(session, world.cycle_id)
        assert ranking is not None
        assert frozen_rows(session, ranking.id)[0].member_id == world.members["HP"]
