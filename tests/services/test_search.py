"""The index follows every record, and an answer holds what the reader may open, in the order of a dictionary."""

import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import Database, unit_of_work
from emulation.models.clusters import Cluster, Member, Membership
from emulation.models.pledges import Agreement, Pledge, PledgeTarget
from emulation.models.results import ResultReport
from emulation.models.scorecards import Criterion, Scorecard
from emulation.models.search import SearchEntry
from emulation.rules.search import words_of
from emulation.services import search
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.findable import Findable
from emulation.vocabulary.kinds import Period
from emulation.vocabulary.states import PledgeState, ReportState, ScorecardState
from emulation.vocabulary.vietnamese import fold, sort_key
from tests.factories import pledges
from tests.factories.world import World
from tests.support.statements import counted

Find = Callable[..., list[str]]
PUBLIC = Actor(None, "", date(2025, 10, 15))
#: As a Vietnamese dictionary has them (handbook 14): ă after a, đ after d, ơ after ô, ư after u; tones only between
#: equal letters, level before huyền, hỏi, ngã, sắc, nặng.
DICTIONARY = (
    "Ba",
    "Bà",
    "Bả",
    "Bã",
    "Bá",
    "Bạ",
    "Băng",
    "Bâng",
    "Da",
    "Dứa",
    "Đa",
    "Đà Lạt",
    "Đà Nẵng",
    "Ê Đê",
    "Huế",
    "Ô Môn",
    "Ơ",
    "Uyên",
    "Ưu Đàm",
)


@pytest.fixture
def find(database: Database, world: World) -> Find:
    """The titles that somebody of the cast, or a visitor, finds."""

    def titles(question: str, name: str = "", **more: Any) -> list[str]:
        with database.reading() as session:
            actor = world.actor(session, name) if name else PUBLIC
            return [row.title for row in search.find(session, actor=actor, question=question, **more).rows]

    return titles


def join(session: Session, world: World, code: str, name: str) -> int:
    member = Member(
        code=code, name_vi=name, sort_key=sort_key(name), search_text=fold(name), protocol_order=9
    )
    session.add(member)
    session.flush()
    session.add(Membership(cluster_id=world.cluster_id, member_id=member.id, valid_from=date(2020, 1, 1)))
    session.flush()
    return member.id


@pytest.mark.parametrize(
    "question",
    ["da nang", "DA NANG", "đà nẵng", unicodedata.normalize("NFD", "Đà Nẵng"), "  nẵng,đà ", "Da Nan"],
)
def test_a_name_is_found_however_it_is_typed(find: Find, question: str) -> None:
    """Acceptance 6. Red when `fold` keeps đ, and when `words_of` does not fold."""
    assert find(question, kind=Findable.MEMBERSHIP) == ["Đà Nẵng"]


def test_an_answer_is_sorted_as_a_dictionary(database: Database, world: World, find: Find) -> None:
    """Acceptance 6. Red when `_dictionary` gives the title instead of the sort key."""
    with database.writing() as session:
        for number, name in enumerate(reversed(DICTIONARY)):
            join(session, world, f"QQ{number}", name)
        session.commit()
    assert find("qq") == list(DICTIONARY)


def test_titles_that_fit_better_come_first(database: Database, world: World, find: Find) -> None:
    """Red when `_fit` is left out of the order."""
    with database.writing() as session:
        for number, name in enumerate(("An Huế Bình", "Huế Xưa", "Huế")):
            join(session, world, f"H{number}", name)
        session.commit()
    assert find("hue") == ["Huế", "Huế Xưa", "An Huế Bình"]


@given(title=st.text("aăâđơưÀẶỆỗ9 .-–%_'😀̣", min_size=1, max_size=40), data=st.data())
def test_a_title_is_found_by_each_of_its_words(
    database: Database, world: World, title: str, data: st.DataObject
) -> None:
    with database.writing() as session:
        member = session.get_one(Member, world.members["DN"])
        member.name_vi = title
        session.flush()
        search.refresh(session, [("member", member.id)])
        for word in words_of(title):
            typed = data.draw(st.sampled_from([word, word.upper(), word[:1]]))
            rows = search.find(session, actor=PUBLIC, question=typed, kind=Findable.MEMBERSHIP).rows
            assert any(row.href == "/clusters/tptw/members/DN" for row in rows), (title, typed)


@pytest.mark.asvs("1.2.9")
@pytest.mark.parametrize(
    "question", ["%", "_", "\\", "%%%", "(a+)+$" * 30, "x" * 10_000, "😀", "'; DROP TABLE", ""]
)
def test_no_question_is_harmful(find: Find, question: str) -> None:
    """A sign of the database's patterns is no word: it finds nothing rather than everything."""
    assert find(question, "auditor") == []


def test_a_pledge_is_found_by_all_once_it_is_signed(database: Database, world: World, find: Find) -> None:
    """Red when `_pledge_sight` in rules/findable.py gives PUBLIC always, and when no listener refreshes."""
    with database.writing() as session, unit_of_work(session):
        pledges.draft(session, world, "HP", summary="Khẩu hiệu bí mật")
    own, seen = "Giao ước của Hải Phòng năm 2025", "khau hieu bi mat"
    for name in ("", "officer.hn", "secretary.ct", "admin"):
        assert find(seen, name) == []
    for name in ("officer.hp", "leader.hp", "secretary.hn", "secretary.hcm", "auditor"):
        assert find(seen, name) == [own]
    with database.writing() as session:
        session.execute(select(Pledge)).scalar_one().state = PledgeState.SIGNED
        session.commit()
    assert find(seen) == [own]
    assert "Tốc độ tăng GRDP – Hải Phòng, 2025" in find("grdp hai phong")


def test_a_removed_row_leaves_the_index(database: Database, world: World, find: Find) -> None:
    """Red when `_remove` is not called."""
    with database.writing() as session, unit_of_work(session):
        pledges.draft(session, world, "HP")
    assert find("grdp", "officer.hp", kind=Findable.TARGET)
    with database.writing() as session:
        session.delete(session.execute(select(PledgeTarget)).scalar_one())
        session.commit()
    assert find("grdp", "officer.hp", kind=Findable.TARGET) == []


def test_a_report_is_its_members_own_until_it_is_handed_in(
    database: Database, world: World, find: Find
) -> None:
    """Not even the chair learns that there is a draft. Red when OWN_ALONE is empty."""
    with database.writing() as session:
        report = ResultReport(cycle_id=world.cycle_id, member_id=world.members["HP"], period=Period.MID_YEAR)
        report.entered_at = world.now
        session.add(report)
        session.commit()
    title = ["Kết quả 6 tháng năm 2025 – Hải Phòng"]
    assert find("ket qua", "officer.hp") == title
    for name in ("", "officer.dn", "secretary.hn", "secretary.hcm", "auditor", "admin"):
        assert find("ket qua", name) == []
    with database.writing() as session:
        session.execute(select(ResultReport)).scalar_one().state = ReportState.SUBMITTED
        session.commit()
    assert find("ket qua", "officer.dn") == find("ket qua", "auditor") == title
    assert find("ket qua") == find("ket qua", "admin") == []


def test_only_the_newest_issued_scorecard_is_found(database: Database, world: World, find: Find) -> None:
    """Red when `_scorecard` does not ask for a later edition."""
    with database.writing() as session:
        for edition, state in ((1, ScorecardState.ISSUED), (2, ScorecardState.DRAFT)):
            card = Scorecard(
                cycle_id=world.cycle_id, edition=edition, title=f"Bảng bản {edition}", state=state
            )
            card.total_points, card.tie_rules = Decimal(100), []
            session.add(card)
            session.flush()
            session.add(
                Criterion(
                    scorecard_id=card.id, position=1, code="I", name_vi=f"Ý {edition}", max_points=Decimal(1)
                )
            )
        session.commit()
    for name in ("", "secretary.hn"):
        assert find("bang ban", name, kind=Findable.SCORECARD) == ["Bảng bản 1"]
    with database.writing() as session:
        session.execute(
            select(Scorecard).where(Scorecard.edition == 2)
        ).scalar_one().state = ScorecardState.ISSUED
        session.commit()
    assert find("bang ban", kind=Findable.SCORECARD) == ["Bảng bản 2"]
    assert find("y", kind=Findable.CRITERION) == ["I. Ý 2"]


def test_nothing_of_a_hidden_cluster_is_found_outside(database: Database, world: World, find: Find) -> None:
    """Red when `_may_find` leaves out the condition on clusters."""
    with database.writing() as session:
        for cluster in session.scalars(select(Cluster)):
            cluster.is_public = False
        session.commit()
    assert find("ha noi") == find("nam thi dua") == find("grdp") == []
    assert "Hà Nội" in find("ha noi", "officer.hn")
    assert "Hà Nội" in find("ha noi", "admin")


def test_a_new_name_is_found_everywhere_the_old_one_nowhere(
    database: Database, world: World, find: Find
) -> None:
    with database.writing() as session:
        pledges.draft(session, world, "HP")
        session.get_one(Member, world.members["HP"]).name_vi = "Thành phố Cảng"
        session.commit()
    assert find("hai phong", "officer.hp") == []
    assert len(find("thanh pho cang", "officer.hp")) == 3


def test_filters_and_counts_agree(database: Database, world: World) -> None:
    with database.writing() as session:
        session.add(Agreement(cycle_id=world.cycle_id))
        pledges.draft(session, world, "HP")
        session.commit()
    with database.reading() as session:
        actor = world.actor(session, "officer.hp")
        both = search.find(session, actor=actor, question="hai phong")
        assert both.kinds == {Findable.MEMBERSHIP: 1, Findable.PLEDGE: 1, Findable.TARGET: 1}
        assert (both.total, both.years, both.pages) == (3, {2025: 2}, 1)
        some = search.find(
            session, actor=actor, question="hai phong", kind=Findable.PLEDGE, year=2025, page=99
        )
        assert (some.total, some.page, [row.kind for row in some.rows]) == (1, 1, [Findable.PLEDGE])
        assert search.find(session, actor=actor, question="hai phong", year=1999).rows == []


def test_one_change_costs_few_statements(database: Database, world: World) -> None:
    """Two kinds are asked and one statement writes them; a change of a person asks nothing."""
    with database.writing() as session, unit_of_work(session):
        pledges.draft(session, world, "HP")
    with database.writing() as session:
        session.execute(select(Pledge)).scalar_one().summary = "Khác"
        with counted(database) as sent:
            session.commit()
    assert len([one for one in sent if "search_entry" in one]) == 1
    assert len(sent) <= 5, sent


def test_a_new_index_is_the_same(database: Database, world: World) -> None:
    with database.writing() as session, unit_of_work(session):
        pledges.draft(session, world, "HP")
    columns = [column for column in SearchEntry.__table__.columns if column.name != "id"]
    with database.writing() as session, unit_of_work(session):
        kept = set(session.execute(select(*columns)).all())
        assert search.build_if_empty(session) == 0
        assert search.rebuild(session) == len(kept) > 10
        assert set(session.execute(select(*columns)).all()) == kept
