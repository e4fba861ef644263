"""The shape of what is typed about papers, and of choosing them for a record."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, FormField, HiddenField
from wtforms import Form as Rows

from emulation.services.evidence_store import Details
from emulation.vocabulary.numbers import find_whole
from emulation.web.shell.fields import Day, Form, Line, Vietnamese
from emulation.web.shell.rows import RowList

MOST_PAPERS = 1000


class DetailsForm(Form):
    """What is said of a paper."""

    title = Line(_("Tên minh chứng"), required=False, longest=300)
    issuer = Line(_("Cơ quan ban hành"), required=False, longest=200)
    number = Line(_("Số, ký hiệu"), required=False, longest=60)
    issued_on = Day(_("Ngày ban hành"), required=False)

    def details(self) -> Details:
        """As the service wants it."""
        return Details(**self.values("title", "issuer", "number", "issued_on"))


class PaperForm(DetailsForm):
    """A paper with its file."""

    file = FileField(_("Tệp minh chứng"))


class PieceForm(Vietnamese, Rows):
    """A paper of the store beside a record. `was`: it was chosen when the form was opened."""

    evidence = HiddenField()
    was = HiddenField()
    used = BooleanField(_("Dùng"))
    page = Line(_("Trang"), required=False, longest=60)


class UseForm(Form):
    """The papers of a store, each chosen or not."""

    pieces = RowList(FormField(PieceForm), max_entries=MOST_PAPERS)

    def used(self) -> dict[int, str]:
        """Chosen papers with the page."""
        return {_number(row): row.form.page.data for row in self.pieces if row.form.used.data}

    def released(self) -> list[int]:
        """Papers that somebody has unticked."""
        return [_number(row) for row in self.pieces if row.form.was.data and not row.form.used.data]


def _number(row: FormField) -> int:
    return find_whole(row.form.evidence.data or "") or 0
