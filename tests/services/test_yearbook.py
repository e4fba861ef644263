"""What is known of each year: posts, conference, proposals."""

from sqlalchemy.orm import Session

from emulation.services.yearbook import facts_of
from emulation.vocabulary.kinds import Post, Provenance
from tests.factories import rankings as made
from tests.factories.world import World


def test_facts_of_2020_and_2021(session: Session, world: World) -> None:
    made.conference_of_2020(session, world)
    facts = {one.year: one for one in facts_of(session, world.cluster_id, only_published=False)}
    assert list(facts) == [2025, 2021, 2020]
    proposed = {form.name_vi: [one.name_vi for one in form.proposals] for form in facts[2020].forms}
    assert proposed == {
        "Cờ thi đua của Chính phủ": ["Hà Nội", "TP. Hồ Chí Minh"],
        "Bằng khen của Thủ tướng Chính phủ": ["Hải Phòng", "Cần Thơ"],
    }
    assert [one.place for one in facts[2020].conferences] == ["Hà Nội"]
    assert facts[2020].chairs == ()
    assert [one.name_vi for one in facts[2021].chairs] == ["TP. Hồ Chí Minh"]
    assert [one.name_vi for one in facts[2021].vices] == ["Đà Nẵng"]


def test_several_vice_chairs_are_all_named(session: Session, world: World) -> None:
    for city in ("HP", "CT"):
        made.term(session, world, 2023, city, Post.VICE_CHAIR)
    (found,) = [one for one in facts_of(session, world.cluster_id, only_published=True) if one.year == 2023]
    assert [one.name_vi for one in found.vices] == ["Hải Phòng", "Cần Thơ"]


def test_only_published_leaves_illustrative_facts_out(session: Session, world: World) -> None:
    made.term(session, world, 2022, "CT", Post.CHAIR, provenance=Provenance.ILLUSTRATIVE, source="")
    assert 2022 in [one.year for one in facts_of(session, world.cluster_id, only_published=False)]
    assert 2022 not in [one.year for one in facts_of(session, world.cluster_id, only_published=True)]


def test_a_published_note_of_a_year_is_told_with_its_source(session: Session, world: World) -> None:
    told = {
        "provenance": Provenance.PUBLISHED,
        "note": "Tăng trưởng của cụm 11,82%",
        "source": "Báo cáo 2012",
    }
    made.year(session, world, 2011, **told)
    made.year(session, world, 2012, note="nội bộ")
    facts = {one.year: one for one in facts_of(session, world.cluster_id, only_published=True)}
    assert (facts[2011].remark, facts[2011].remark_source) == ("Tăng trưởng của cụm 11,82%", "Báo cáo 2012")
    assert facts[2012].remark == ""
