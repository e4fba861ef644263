"""The form of a move: why as a whole, and why at single lines of what is sent back."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Form as Rows
from wtforms import FormField, HiddenField

from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.numbers import find_whole
from emulation.web.shell.fields import Form, Line, Paragraph, Vietnamese
from emulation.web.shell.rows import RowList

MOST_LINES = 120


class LineReasonForm(Vietnamese, Rows):
    """What is to be mended at one line."""

    line = HiddenField()
    reason = Line(_("Cần sửa gì ở dòng này"), required=False, longest=500)


class MoveForm(Form):
    """A move; some need a reason, and whoever sends something back may say at which lines."""

    reason = Paragraph(_("Lý do"), required=False, longest=2000)
    lines = RowList(FormField(LineReasonForm), max_entries=MOST_LINES)

    def line_reasons(self) -> dict[int, str]:
        """Line → reason as typed; raises NotFound for a line that is no number."""
        found = {}
        for row in self.lines:
            line = find_whole(row.form.line.data or "")
            if line is None:
                raise NotFound()
            found[line] = row.form.reason.data
        return found

    def row_of(self, line: int) -> Any:
        """The row of a line, or None: what a page draws beside it."""
        return next((row.form for row in self.lines if row.form.line.data == str(line)), None)


def move_form(version: int, lines: Iterable[int] = ()) -> MoveForm:
    """An empty form with a row for every line."""
    rows = [{"line": str(line), "reason": ""} for line in lines]
    return MoveForm(formdata=None, data={"version": version, "lines": rows})
