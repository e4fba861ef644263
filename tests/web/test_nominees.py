"""Proposals for collectives and persons by HTTP, one made again, the conference's rows, and the days they took."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from emulation.db import Database, unit_of_work
from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.services import decisions
from emulation.vocabulary.award_kinds import AwardKind, NomineeKind
from emulation.vocabulary.moves import ProposalMove
from tests.conftest import unchanged
from tests.factories import awards as made
from tests.factories.world import World
from tests.support.awards import CONFERENCE, NOMINEE, PROPOSALS, SENT, YEAR, SignIn, build
from tests.support.pages import get, submit, text_of

NEW = f"{PROPOSALS}/new"
NAME = "Nguyễn Thị Minh Họa"
POST = "Công nhân, Công ty Môi trường đô thị"
UNIT = "Tổ Một cửa phường Hồng Bàng"


@pytest.fixture
def ground(world: World) -> World:
    """2024 with its ranking, and the flag of Hải Phòng drafted as proposal 1."""
    build(world)
    return world


def form(world: World, code: str, **more: str) -> dict[str, Any]:
    """A new proposal for somebody of Hải Phòng."""
    with world.database.reading() as session:
        return NOMINEE | {
            "member": str(world.members["HP"]),
            "award_form": str(made.form_id(session, code)),
            "merit": "Thành tích riêng",
            **more,
        }


def person(world: World, code: str = "cstd_base", **more: str) -> dict[str, Any]:
    """The same for a person."""
    return form(world, code, **{"nominee_kind": "person", "nominee": NAME, "nominee_post": POST} | more)


def collective(world: World, code: str = "ttldtt", **more: str) -> dict[str, Any]:
    """The same for a collective."""
    return form(world, code, **{"nominee_kind": "collective", "nominee": UNIT} | more)


def main_of(client: FlaskClient, path: str) -> str:
    """The page without its frame."""
    return text_of(get(client, path)).split("<main")[1]


def test_a_person_and_a_collective_are_proposed(ground: World, client_as: SignIn) -> None:
    """Red when `draft` of NomineeForm leaves out a field, or tags crowd what somebody is into the list."""
    officer = client_as("officer.hp")
    answer = submit(officer, NEW, person(ground, is_direct_worker="y", achieved_on="30/06/2024"))
    assert answer.status_code == 302, text_of(answer)
    shown = main_of(officer, answer.headers["Location"])
    for words in (NAME, POST, "Trực tiếp lao động, công tác", "Cá nhân", "30/06/2024", made.FOUND_BY):
        assert words in shown, words
    answer = submit(officer, NEW, collective(ground, is_small_collective="y"))
    assert answer.status_code == 302, text_of(answer)
    shown = main_of(officer, answer.headers["Location"])
    for words in (UNIT, "Tập thể nhỏ", "31/12/2024"):
        assert words in shown, words
    listed = main_of(officer, PROPOSALS)
    for name, words in ((NAME, "Cá nhân · Trực tiếp lao động, công tác"), (UNIT, "Tập thể · Tập thể nhỏ")):
        assert f"{words}</span></th>" in listed.split(f">{name}</a>")[1]


@pytest.mark.parametrize(
    ("make", "code", "more", "field", "message"),
    [
        (
            form,
            "flag_gov",
            {"nominee": "Sở Nội vụ"},
            "nominee",
            "Đề nghị cho chính thành viên thì để trống ô này",
        ),
        (collective, "ttldtt", {"nominee": " "}, "nominee", "Nhập tên tập thể."),
        (collective, "ttldtt", {"is_direct_worker": "y"}, "is_direct_worker", "Chỉ cá nhân mới là"),
        (collective, "cstd_base", {}, "award_form", "không dùng cho loại “Tập thể”"),
        (person, "cstd_base", {"nominee": ""}, "nominee", "Nhập họ và tên cá nhân."),
        (person, "cstd_base", {"nominee_post": ""}, "nominee_post", "Nhập chức vụ, công việc của cá nhân."),
        (person, "cstd_base", {"is_small_collective": "y"}, "is_small_collective", "Chỉ tập thể mới là"),
        (person, "flag_gov", {}, "award_form", "không dùng cho loại “Cá nhân”"),
        (person, "cstd_base", {"kind": "ad_hoc"}, "award_form", "không dùng cho loại “Đột xuất”"),
        (person, "ad_hoc", {"kind": "ad_hoc"}, "achieved_on", "Nhập ngày đạt thành tích."),
        (
            person,
            "ad_hoc",
            {"kind": "ad_hoc", "achieved_on": "16/10/2025"},
            "achieved_on",
            "không thể sau hôm nay (15/10/2025)",
        ),
        (
            person,
            "ad_hoc",
            {"kind": "ad_hoc", "achieved_on": "09/09/2025", "merit": " "},
            "merit",
            "Nhập thành tích.",
        ),
        (person, "cstd_base", {"achieved_on": "01/01/2025"}, "achieved_on", "phải trong năm thi đua 2024"),
        (person, "cstd_base", {"achieved_on": "31/02/2024"}, "achieved_on", "phải là ngày có thật"),
        (person, "cstd_base", {"planned_on": "x"}, "planned_on", "phải là ngày có thật"),
        (person, "thematic", {"kind": "thematic"}, "campaign", "Chọn phong trào, chuyên đề."),
        (
            person,
            "thematic",
            {"kind": "thematic", "campaign": "99"},
            "campaign",
            "Chọn phong trào, chuyên đề.",
        ),
        (person, "cstd_base", {"kind": "party"}, "kind", "Chọn loại khen thưởng."),
        (person, "cstd_base", {"nominee_kind": "dog"}, "nominee_kind", "Chọn đối tượng."),
        (person, "cstd_base", {"nominee": "x" * 301}, "nominee", "Viết ngắn hơn: nhiều nhất 300 ký tự."),
        (person, "cstd_base", {"nominee_post": "x" * 301}, "nominee_post", "nhiều nhất 300 ký tự."),
        (person, "cstd_base", {"discovered_by": "x" * 301}, "discovered_by", "nhiều nhất 300 ký tự."),
    ],
)
def test_every_error_stands_beside_its_field(
    ground: World,
    database: Database,
    client_as: SignIn,
    make: Any,
    code: str,
    more: dict[str, str],
    field: str,
    message: str,
) -> None:
    """Red when a message of the service names a field that the form does not have."""
    officer, data = client_as("officer.hp"), make(ground, code, **{"discovered_by": "Báo Hải Phòng"} | more)
    with unchanged(database):
        answer = submit(officer, NEW, data)
    shown = text_of(answer)
    assert answer.status_code == 422, shown
    beside = shown.split(f'id="{field}-error"')
    assert len(beside) == 2, shown.split("<main")[1][:3000]
    assert message in beside[1].split("</div>")[0]
    for name in ("nominee", "nominee_post", "discovered_by", "merit"):
        assert data.get(name, "").strip() in shown, name


def test_a_withdrawn_proposal_is_made_again(ground: World, client_as: SignIn) -> None:
    """Red when `_data_of` forgets a field, or the link stands beside a living proposal."""
    officer, leader = client_as("officer.hp"), client_as("leader.hp")
    data = person(ground, is_direct_worker="y", achieved_on="30/06/2024", planned_on="01/03/2026")
    assert submit(officer, NEW, data).status_code == 302
    path, again = f"{PROPOSALS}/2", "Lập lại từ đề nghị này"
    assert again not in main_of(officer, path)
    assert submit(leader, f"{path}/withdraw", {"reason": "Xin rút để bổ sung."}).status_code == 302
    assert again in main_of(officer, path)
    assert again not in main_of(client_as("auditor"), path)
    shown = main_of(officer, f"{NEW}?from=2")
    for words in (NAME, POST, "30/06/2024", "01/03/2026", made.FOUND_BY, "Thành tích riêng"):
        assert words in shown, words
    assert submit(officer, f"{NEW}?from=2", data, NEW).status_code == 302
    with ground.database.reading() as session:
        rows = [(row.nominee, row.state.value) for row in session.query(Proposal).order_by(Proposal.id)]
    assert rows[1:] == [(NAME, "withdrawn"), (NAME, "draft")]


def test_nothing_is_made_again_from_somebody_elses_proposal(ground: World, client_as: SignIn) -> None:
    """Red when `proposal_new` reads a proposal without asking whose it is."""
    other = client_as("officer.ct")
    assert get(other, f"{NEW}?from=1").status_code == 404
    assert get(other, f"{NEW}?from=999").status_code == 404
    assert get(other, f"{NEW}?from=x").status_code == 200


def test_the_days_of_a_proposal_are_told(world: World, client_as: SignIn) -> None:
    """28/03 sent, 02/04 received, 14/10 decided, 15/10 conferred. Red when of_page leaves out a date."""
    number = build(world, *SENT, ProposalMove.APPRAISE)
    secretary, path = client_as("secretary.hn"), f"{PROPOSALS}/{number}"
    shown = main_of(secretary, path)
    assert "Thời gian xử lý" in shown
    assert "Chờ quyết định" in shown
    assert "đã chờ 201 ngày kể từ khi trình, tính đến 15/10/2025" in shown
    assert "(sau 5 ngày)" in shown
    with world.database.writing() as session, unit_of_work(session):
        row = session.get_one(Proposal, number)
        made.decided(session, world, [row])
        award = made.award_of(session, row)
        decisions.confer(
            session,
            actor=world.actor(session, made.SECRETARY),
            now=world.now,
            award=award,
            version=award.version,
            conferred_on=date(2025, 10, 15),
        )
    shown = main_of(secretary, path)
    assert "đã chờ" not in shown
    for words, days in (
        ("Từ khi đạt thành tích đến quyết định", 287),
        ("Từ khi đạt thành tích đến trao tặng", 288),
        ("Từ khi trình đến tiếp nhận hồ sơ", 5),
        ("Từ khi trình đến quyết định", 200),
        ("Từ quyết định đến trao tặng", 1),
    ):
        assert f"<dt>{words}</dt><dd>{days} ngày</dd>" in shown, words


def test_the_conference_names_collectives_and_persons(ground: World, client_as: SignIn) -> None:
    """Rows come and go without script; an error stands in its row. Red when a row is read with another's prefix."""
    secretary = client_as("secretary.hn")
    assert submit(secretary, f"{YEAR}/conference/new", CONFERENCE).status_code == 302
    page = f"{YEAR}/conference/1/proposals"
    added = submit(secretary, page, {"row_add": "others", "discovered_by": "Báo Hải Phòng"})
    assert (added.status_code, "Báo Hải Phòng" in text_of(added)) == (200, True)
    assert 'name="others-0-nominee"' in text_of(added).split("<template")[0]
    chosen = person(ground)
    row = {f"others-0-{key}": value for key, value in chosen.items() if key != "kind"}
    empty = {"others-1-nominee": "", "others-1-award_form": "", "others-1-nominee_kind": "collective"}
    data = row | empty | {"discovered_by": "Báo Hải Phòng"}
    for wrong, message in (
        ({"others-0-member": ""}, "Chọn thành viên."),
        ({"others-0-award_form": ""}, "Chọn hình thức khen thưởng."),
        ({"others-0-nominee_post": ""}, "Nhập chức vụ, công việc của cá nhân."),
        ({"others-0-nominee": ""}, "Nhập họ và tên cá nhân."),
    ):
        with unchanged(ground.database):
            answer = submit(secretary, page, data | wrong)
        assert (answer.status_code, message in text_of(answer)) == (422, True), text_of(answer)
        assert "Báo Hải Phòng" in text_of(answer)
    assert submit(secretary, page, data).status_code == 302
    with ground.database.reading() as session:
        made_row = session.query(Proposal).order_by(Proposal.id.desc()).first()
        assert made_row is not None
        found = (made_row.nominee, made_row.nominee_post, made_row.conference_id, made_row.discovered_by)
    assert found == (NAME, POST, 1, "Báo Hải Phòng")


def test_the_public_page_tells_the_structure_and_whom_it_may_name(world: World, client: FlaskClient) -> None:
    """Red when a draft, a returned or a withdrawn one is counted, and when somebody cut from a list is named."""
    build(world, *SENT)
    with world.database.writing() as session, unit_of_work(session):
        cycle = session.query(Cycle).filter_by(year=2024).one()
        more: dict[str, Any] = {"nominee_kind": NomineeKind.PERSON, "nominee": NAME, "nominee_post": POST}
        row = made.draft(session, world, cycle, form="pm_certificate", is_direct_worker=True, **more)
        for move in SENT:
            made.step(session, world, row, move)
        deed: dict[str, Any] = {
            "kind": AwardKind.AD_HOC,
            "achieved_on": date(2025, 9, 9),
            "merit": "Cứu 12 người",
        }
        made.draft(session, world, cycle, form="ad_hoc", **more | {"nominee": "Người chưa gửi"}, **deed)
        cut = made.draft(session, world, cycle, "CT")
        for move in (ProposalMove.SUBMIT, ProposalMove.CUT):
            made.step(session, world, cut, move)
        back = made.draft(session, world, cycle, "DN")
        for move in (ProposalMove.SUBMIT, ProposalMove.RETURN):
            made.step(session, world, back, move)
    shown = main_of(client, f"{YEAR}/awards")
    for words in ("Hải Phòng", NAME, POST, "Trực tiếp lao động, công tác"):
        assert words in shown, words
    for words in ("Cần Thơ", "Đà Nẵng", "Người chưa gửi"):
        assert words not in shown, words
    table = shown.split("Cơ cấu người được khen thưởng")[1]
    for words, count in (
        ("Thành viên của cụm", 1),
        ("Tập thể", 0),
        ("Cá nhân", 1),
        ("Trong đó: người trực tiếp lao động, công tác", 1),
        ("Khen thưởng đột xuất", 0),
    ):
        line = table.split(f'<th scope="row">{words}</th>')[1].split("</tr>")[0]
        assert [cell.split("</td>")[0] for cell in line.split('">')[1:]] == [str(count), "0", "0"], words
