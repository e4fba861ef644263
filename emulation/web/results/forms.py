"""The shape of a report as it is typed: one row per indicator of the pledge."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Form as Rows
from wtforms import FormField, HiddenField

from emulation.queries.results import LineRow
from emulation.services.results import LineDraft
from emulation.vocabulary.kinds import ActualStatus, Confidence
from emulation.web.shell.fields import Form, Line, Number, Pick, Vietnamese
from emulation.web.shell.rows import RowList

MOST_ROWS = 120
NAMES = ("value", "status", "source", "forecast", "confidence", "confidence_reason", "note")


class LineForm(Vietnamese, Rows):
    """One indicator. An empty value stays empty; 0 is a value."""

    indicator = HiddenField()
    value = Number(_("Kết quả"), required=False)
    status = Pick(_("Loại số liệu"), of=list(ActualStatus), default=ActualStatus.ESTIMATE)
    source = Line(_("Nguồn"), required=False, longest=300)
    forecast = Number(_("Dự báo cả năm"), required=False)
    confidence = Pick(_("Khả năng đạt"), of=list(Confidence), required=False)
    confidence_reason = Line(_("Lý do còn lo hoặc khó đạt"), required=False, longest=500)
    note = Line(_("Ghi chú"), required=False, longest=500)

    def draft(self) -> LineDraft:
        """The row as the service wants it."""
        data = {name: self.data[name] for name in NAMES}
        data["confidence"] = data["confidence"] or None
        return LineDraft(indicator_id=int(self.indicator.data), **data)


class ReportForm(Form):
    """A member's report of a period."""

    lines = RowList(FormField(LineForm), max_entries=MOST_ROWS)

    def drafts(self) -> list[LineDraft]:
        """All rows as the service wants them."""
        return [row.form.draft() for row in self.lines]


def rows_of(indicator_ids: Iterable[int], lines: dict[int, LineRow]) -> list[dict[str, Any]]:
    """One row per indicator as form data, with what has been saved."""
    rows = []
    for indicator_id in indicator_ids:
        saved = lines.get(indicator_id)
        row = {name: getattr(saved, name) for name in NAMES} if saved else {}
        rows.append(row | {"indicator": str(indicator_id)})
    return rows
