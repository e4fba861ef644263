"""The catalogue of award forms: missing codes are added, what people changed stays."""

from sqlalchemy import select

from emulation.db import unit_of_work
from emulation.models.awards import AwardForm
from emulation.queries.award_forms import award_form_choices
from emulation.services import catalogues
from tests.factories.awards import actor_system
from tests.factories.world import World


def test_a_name_that_people_changed_is_not_overwritten(world: World) -> None:
    actor = actor_system(world)
    with world.database.writing() as session, unit_of_work(session):
        catalogues.load_award_forms(session, actor=actor, now=world.now)
        form = session.scalars(select(AwardForm).where(AwardForm.code == "flag_gov")).one()
        form.name_vi = "Cờ của Chính phủ"
    with world.database.writing() as session, unit_of_work(session):
        catalogues.load_award_forms(session, actor=actor, now=world.now)
        form = session.scalars(select(AwardForm).where(AwardForm.code == "flag_gov")).one()
        assert form.name_vi == "Cờ của Chính phủ"


def test_the_forms_stand_in_the_order_of_the_handbook(world: World) -> None:
    with world.database.writing() as session, unit_of_work(session):
        assert catalogues.load_award_forms(session, actor=actor_system(world), now=world.now) == (19, 0)
        names = [name for _id, name in award_form_choices(session)]
    assert names[:3] == ["Cờ thi đua của Chính phủ", "Bằng khen của Thủ tướng Chính phủ", "Huân chương"]
