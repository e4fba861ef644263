"""The catalogue of award forms."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.awards import AwardForm
from emulation.vocabulary.errors import NotFound


class FormName(NamedTuple):
    """The name of an award form in both languages."""

    name_vi: str
    name_en: str


class WithForm:
    """A row that names an award form in two columns."""

    form_vi: str
    form_en: str

    @property
    def form(self) -> FormName:
        """The name, as the filter `name` reads it."""
        return FormName(self.form_vi, self.form_en)


def award_form_choices(session: Session) -> list[tuple[str, str]]:
    """All forms as (id, name), in the order of the catalogue."""
    statement = select(AwardForm.id, AwardForm.name_vi).order_by(AwardForm.position, AwardForm.name_vi)
    return [(str(form_id), name) for form_id, name in session.execute(statement)]


def award_forms_by_code(session: Session) -> dict[str, AwardForm]:
    """The records of the catalogue by their codes, for the loader."""
    return {form.code: form for form in session.scalars(select(AwardForm))}


def get_award_form(session: Session, form_id: int) -> AwardForm:
    """The form; raises NotFound."""
    form = session.get(AwardForm, form_id)
    if form is None:
        raise NotFound()
    return form
