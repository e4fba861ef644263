"""The consultations room by HTTP: names for everybody, comments from anybody, moderation, and what nobody may read."""

import re
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from emulation.db import unit_of_work
from emulation.models.disclosures import Disclosure, DisclosureComment
from emulation.queries.disclosures import nominee_records
from emulation.rules.throttles import LIMITS
from emulation.services import rulebook
from emulation.vocabulary.moves import CommentMove
from emulation.vocabulary.states import CommentState, RankingState
from tests.conftest import unchanged
from tests.factories import awards
from tests.factories import disclosures as made
from tests.factories.world import World
from tests.support.awards import YEAR, SignIn
from tests.support.pages import BASE, get, hidden_of, submit, text_of
from tests.support.statements import counted

LIST = f"{YEAR}/consultations"
COMMENT = {
    "full_name": "Trần Thị Bình",
    "content": "Đề nghị làm rõ số thu ngân sách.",
    "count": "2",
    "consent": "y",
}


@pytest.fixture
def app_client(app: Flask) -> FlaskClient:
    """Another visitor."""
    return app.test_client()


def window(world: World, *, is_open: bool = True, ranking: RankingState = RankingState.FROZEN) -> str:
    """The page of a consultation about two proposals."""
    with world.database.writing() as session, unit_of_work(session):
        cycle = awards.ground(session, world, ranking)
        rulebook.load(session, actor=awards.actor_system(world), now=world.now)
        make = made.opened if is_open else made.drafted
        return f"{LIST}/{make(session, world, cycle).id}"


def with_comment(
    world: World, page: str, move: CommentMove | None = None, content: str = "", **more: object
) -> str:
    """The page on which a new comment is moderated, after this move."""
    with world.database.writing() as session, unit_of_work(session):
        row = session.get_one(Disclosure, int(page.rsplit("/", 1)[1]))
        comment, _code = made.commented(session, world, row, content, **more)
        if move is not None:
            made.moderated(session, world, comment, move)
        return f"{page}/moderation/{comment.id}"


def kept(world: World) -> list[DisclosureComment]:
    with world.database.reading() as session:
        return list(session.scalars(select(DisclosureComment).order_by(DisclosureComment.id)))


def main_of(text: str) -> str:
    return text.split("<main", 1)[1]


def test_an_empty_year_says_so(client: FlaskClient, world: World) -> None:
    with world.database.writing() as session, unit_of_work(session):
        awards.ground(session, world)
    assert "Hiện không có đợt lấy ý kiến nào." in text_of(get(client, LIST))


def test_a_draft_is_nobody_elses_business(client: FlaskClient, client_as: SignIn, world: World) -> None:
    """Red when desk_of shows drafts, or `index` lists them, to everybody."""
    page = window(world, is_open=False)
    for reader in (client, client_as("officer.hp"), client_as("secretary.hcm"), client_as("auditor")):
        assert get(reader, page).status_code == 404
        assert "Lấy ý kiến về hai đề nghị" not in text_of(get(reader, LIST))
        assert get(reader, f"{page}/manage").status_code in (302, 403)
    assert "Lấy ý kiến về hai đề nghị" in text_of(get(client_as("secretary.hn"), LIST))


def test_everybody_reads_names_and_window_but_no_unpublished_rank(client: FlaskClient, world: World) -> None:
    """Red when the page asks standing_of instead of published_places."""
    page = window(world)
    shown = text_of(get(client, page))
    for words in (
        *("Hải Phòng – Cờ thi đua của Chính phủ", "Thành tích của HP", "Thành tích của DN", "2 đề nghị"),
        *("từ 15/10/2025 đến hết Thứ Tư, 29/10/2025", "(10 ngày làm việc)"),
        "Còn 10 ngày làm việc đến hạn gửi ý kiến (Thứ Tư, 29/10/2025).",
    ):
        assert words in shown
    assert "hạng 3/5" not in shown and "870" not in main_of(shown)
    assert "Đợt lấy ý kiến đang mở" in text_of(get(client, "/clusters/tptw"))


def test_a_published_rank_stands_beside_the_name(client: FlaskClient, world: World) -> None:
    shown = text_of(get(client, window(world, ranking=RankingState.PUBLISHED)))
    assert "hạng 3/5" in shown and "870,00 điểm" in shown


def test_anybody_comments_and_gets_a_code_once(
    client: FlaskClient, app_client: FlaskClient, world: World
) -> None:
    """The code stands in no address, is shown once, and opens state and answer. Red when `sent` keeps it."""
    page = window(world)
    answer = submit(client, page, COMMENT)
    assert (answer.status_code, answer.location) == (302, f"{LIST}/comments/sent")
    shown = get(client, answer.location)
    (code,) = re.findall(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){5}", text_of(shown))
    assert "no-store" in shown.headers["Cache-Control"]
    assert code not in text_of(get(client, answer.location))
    (row,) = kept(world)
    assert (row.state, row.wants_name_shown, row.contact) == (CommentState.PENDING, False, "")
    assert "Đề nghị làm rõ" not in text_of(get(app_client, page))
    told = submit(app_client, f"{LIST}/comments", {"code": code.lower()})
    assert told.status_code == 200 and "no-store" in told.headers["Cache-Control"]
    assert "Chờ duyệt" in text_of(told) and "Đề nghị làm rõ" in text_of(told)
    wrong = submit(app_client, f"{LIST}/comments", {"code": "AAAA-BBBB"})
    assert wrong.status_code == 422 and "Không có ý kiến nào" in text_of(wrong)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"full_name": " "}, "Nhập họ và tên."),
        ({"content": ""}, "Nhập ý kiến."),
        ({"content": "x" * 10_000}, "Viết ngắn hơn: nhiều nhất 4000 ký tự."),
        ({"content": "ừ"}, "Ý kiến phải có từ 5 đến 4000 ký tự."),
        ({"count": "5"}, "Chưa đúng. Đếm số đề nghị"),
        ({"count": ""}, "Nhập số đề nghị trong đợt này."),
        ({"consent": ""}, "Đánh dấu đồng ý"),
        ({"proposal": "999"}, "Chọn ý kiến về"),
    ],
)
def test_a_wrong_form_says_what_to_mend_and_loses_nothing(
    client: FlaskClient, world: World, more: dict[str, str], message: str
) -> None:
    page = window(world)
    if "consent" in more:
        sent = {name: value for name, value in COMMENT.items() if name != "consent"}
    else:
        sent = COMMENT | more
    with unchanged(world.database):
        answer = submit(client, page, sent | {"contact": "0912 345 678"})
    shown = text_of(answer)
    assert answer.status_code == 422 and message in shown
    assert "Có lỗi cần sửa" in shown and "0912 345 678" in shown


def test_the_same_form_twice_is_one_comment(client: FlaskClient, world: World) -> None:
    page = window(world)
    fields = hidden_of(client, page) | COMMENT
    answers = [client.post(page, data=fields, base_url=BASE) for _time in range(2)]
    assert {one.location for one in answers} == {f"{LIST}/comments/sent"}
    assert len(kept(world)) == 1


def test_whoever_sends_too_much_waits(client: FlaskClient, world: World) -> None:
    """Red when `send` is not @limited."""
    page = window(world)
    fields = hidden_of(client, page) | COMMENT | {"form_key": ""}
    for _time in range(LIMITS["comments"].tries):
        assert client.post(page, data=fields, base_url=BASE).status_code == 302
    refused = client.post(page, data=fields, base_url=BASE)
    assert refused.status_code == 429 and "Retry-After" in refused.headers
    assert len(kept(world)) == LIMITS["comments"].tries
    code = hidden_of(client, f"{LIST}/comments") | {"code": "x"}
    for _time in range(LIMITS["comment_codes"].tries):
        assert client.post(f"{LIST}/comments", data=code, base_url=BASE).status_code == 422
    assert client.post(f"{LIST}/comments", data=code, base_url=BASE).status_code == 429


def test_a_form_from_elsewhere_is_refused(client: FlaskClient, world: World) -> None:
    page = window(world)
    with unchanged(world.database):
        assert client.post(page, data=COMMENT, base_url=BASE).status_code in (400, 403, 422)
    assert kept(world) == []


def test_hostile_words_stay_words(client: FlaskClient, world: World) -> None:
    """Escaped, no link made, letters composed. Red when content goes through |safe or |urlize."""
    page = window(world)
    words = "<script>zq7()</script> {{7*191919}} https://zq7.example/x javascript:zq7() Đề nghị"
    with_comment(world, page, CommentMove.SHOW, words, full_name="<b>zq7</b>", wants_name_shown=True)
    shown = get(client, page).get_data(as_text=True)
    assert "<script>zq7" not in shown and "<b>zq7" not in shown and "1343433" not in shown
    assert "&lt;script&gt;zq7()" in shown
    assert 'href="https://zq7' not in shown and 'href="javascript' not in shown


def test_what_is_not_shown_stands_nowhere(client: FlaskClient, client_as: SignIn, world: World) -> None:
    """Page, list, search, trail, notices, overview: for nobody but the chair's secretariat.

    Red when public_comments forgets HIDDEN, or the event of a comment tells its words.
    """
    page = window(world)
    secret = {"full_name": "zqperson", "contact": "zqcontact"}
    with_comment(world, page, CommentMove.HIDE, "zqhidden lời lẽ", **secret)
    with_comment(world, page, None, "zqpending lời lẽ", **secret)
    with_comment(world, page, CommentMove.ANSWER, "zqshown lời lẽ", **secret)
    readers = {
        name: client_as(name) for name in ("officer.hp", "leader.hn", "secretary.hcm", "auditor", "admin")
    }
    with world.database.reading() as session:
        proposals = [row.proposal_id for row in nominee_records(session, 1)]
    paths = [
        page,
        LIST,
        "/clusters/tptw",
        f"{YEAR}/awards",
        f"{YEAR}/proposals/{proposals[0]}",
        "/notices",
        "/my-work",
    ]
    paths += [f"/clusters/tptw/search?q={quote(word)}" for word in ("zqhidden", "zqpending", "zqperson")]
    paths += [f"/audit?text={word}" for word in ("zqhidden", "zqcontact")] + ["/audit"]
    for name, reader in {"visitor": client, **readers}.items():
        for path in paths:
            shown = main_of(text_of(get(reader, path)) + "<main").replace(f"q={path}", "")
            shown = re.sub(r'value="[^"]*"', "", shown)
            leaks = re.findall(r"zq(?:hidden|pending|person|contact) ?lời|zqcontact|zqperson", shown)
            assert not [leak for leak in leaks if quote(leak) not in path], (name, path)
        assert ("zqshown" in text_of(get(reader, page))) is True
        assert get(reader, f"{page}/moderation").status_code in (302, 403)
    queue = text_of(get(client_as("secretary.hn"), f"{page}/moderation"))
    assert "zqhidden" in queue and queue.index("zqpending") < queue.index("zqhidden")


def test_the_secretariat_shows_hides_and_answers(
    client: FlaskClient, client_as: SignIn, world: World
) -> None:
    page = window(world)
    secretary = client_as("secretary.hn")
    assert "Không có ý kiến chờ duyệt." in text_of(get(secretary, f"{page}/moderation"))
    one, two = with_comment(world, page), with_comment(world, page, content="Ý kiến thứ hai")
    work = text_of(get(secretary, "/my-work"))
    assert "Duyệt 2 ý kiến chờ duyệt: Lấy ý kiến về hai đề nghị" in work and f"{page}/moderation" in work
    for step, values, message in (
        ("answer", {"answer": " "}, "Nhập câu trả lời."),
        ("hide", {"reason": ""}, "Nhập lý do."),
    ):
        with unchanged(world.database):
            refused = submit(secretary, one, values, f"{one}/{step}")
        assert refused.status_code == 422 and message in text_of(refused)
    answered = submit(secretary, one, {"answer": "Đã được xác nhận."}, f"{one}/answer")
    assert (answered.status_code, answered.location) == (302, f"{page}/moderation")
    assert submit(secretary, two, {"reason": "Không liên quan."}, f"{two}/hide").status_code == 302
    shown = text_of(get(client, page))
    assert "Đã được xác nhận." in shown and "Một người dân" in shown
    assert "Ý kiến thứ hai" not in shown and "Không liên quan." not in shown and "Trần Thị Bình" not in shown
    assert "chờ duyệt: Lấy ý kiến" not in text_of(get(secretary, "/my-work"))
    assert get(secretary, f"{one}/show").status_code in (404, 405)
    with unchanged(world.database):
        assert submit(secretary, one, {}, f"{one}/open").status_code == 404
        stale = submit(secretary, one, {"reason": "Lý do đủ dài"}, f"{one}/hide", version="1")
    assert stale.status_code == 409


def test_a_consultation_is_prepared_from_the_proposal(
    client: FlaskClient, client_as: SignIn, world: World
) -> None:
    """The generic page of the move is gone; the days come from the rulebook, with their basis."""
    with world.database.writing() as session, unit_of_work(session):
        cycle = awards.ground(session, world)
        rulebook.load(session, actor=awards.actor_system(world), now=world.now)
        row = made.voted(session, world, cycle, "HP")
        number = row.id
    secretary, proposal = client_as("secretary.hn"), f"{YEAR}/proposals/{number}"
    new = f"{LIST}/new?proposal={number}"
    assert f'href="{new}"' in get(secretary, proposal).get_data(as_text=True)
    assert get(secretary, f"{proposal}/disclose").status_code == 404
    assert new not in get(client_as("leader.hp"), proposal).get_data(as_text=True)
    shown = get(secretary, new).get_data(as_text=True)
    assert 'name="working_days"' in shown and re.search(r'name="working_days"[^>]*value="10"', shown)
    assert "Chưa xác nhận" in text_of(get(secretary, new)) and " checked" in shown
    good = {
        "title": "Lấy ý kiến",
        "opens_on": "15/10/2025",
        "working_days": "10",
        "proposals": str(number),
    }
    for wrong, message in (
        ({"opens_on": "18/10/2025"}, "Chọn 20/10/2025 hoặc một ngày sau đó."),
        ({"working_days": "0"}, "phải từ 1 đến 60"),
        ({"proposals": ""}, "Danh sách đã thay đổi."),
        ({"title": ""}, "Nhập tên đợt lấy ý kiến."),
    ):
        with unchanged(world.database):
            refused = submit(secretary, new, good | wrong, f"{LIST}/new")
        assert refused.status_code == 422 and message in text_of(refused), wrong
    manage = submit(secretary, new, good, f"{LIST}/new").location
    assert manage == f"{LIST}/1/manage"
    assert submit(secretary, manage, {}, f"{manage}/report").status_code == 422
    assert submit(secretary, manage, {}, f"{manage}/open").status_code == 302
    assert "Đang lấy ý kiến" in text_of(get(secretary, proposal))
    with unchanged(world.database):
        early = submit(secretary, manage, {}, f"{manage}/close")
    assert early.status_code == 422 and "đến hết ngày 29/10/2025" in text_of(early)
    assert "Hải Phòng" in main_of(text_of(get(client, f"{LIST}/1")))


def test_the_number_of_statements_does_not_grow(client: FlaskClient, world: World) -> None:
    page = window(world)
    with counted(world.database) as before:
        get(client, page)
    for number in range(3):
        with_comment(world, page, CommentMove.SHOW, f"Ý kiến {number}")
    with counted(world.database) as after:
        get(client, page)
    assert len(after) == len(before)
