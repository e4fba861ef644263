"""The shape of what is pasted, of a file with its destination, and of the choice of columns."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import HiddenField, TextAreaField, ValidationError

from emulation.rules.results import WORK
from emulation.services.import_goals import Goal
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.grids import DecimalMark, Layout
from emulation.vocabulary.kinds import ImportKind
from emulation.vocabulary.numbers import find_whole
from emulation.vocabulary.words import N_
from emulation.web.shell.fields import Form, Pick

LONGEST_PASTE = 200_000


class Cells(TextAreaField):  # type: ignore[misc]
    """Cells off the clipboard, kept as they came: tabs part them, spaces at the ends may be empty cells."""

    def pre_validate(self, form: Any) -> None:
        """Something must be there, and not a whole library."""
        if not (self.data or "").strip():
            raise ValidationError(gettext("Chưa có dữ liệu. Chép vùng ô trong Excel rồi dán vào đây."))
        if len(self.data) > LONGEST_PASTE:
            raise ValidationError(gettext("Dán ít hơn: nhiều nhất %(max)s ký tự một lần.", max=LONGEST_PASTE))


class PasteForm(Form):
    """What was pasted, how its decimals are written; `seen` says which text has been previewed."""

    text = Cells(_("Vùng ô chép từ Excel"))
    mark = Pick(_("Dấu thập phân"), of=list(DecimalMark), default=DecimalMark.COMMA)
    seen = HiddenField()

    @property
    def digest(self) -> str:
        """A short name for exactly this text with this mark."""
        words = f"{self.mark.data}\n{self.text.data or ''}".replace("\r\n", "\n")
        return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()

    @property
    def is_seen(self) -> bool:
        """Whether what is sent now is what the preview has shown."""
        return bool(self.seen.data == self.digest)


class FileForm(Form):
    """A file and where it goes."""

    kind = Pick(_("Loại dữ liệu"), of=list(ImportKind), default=ImportKind.TARGETS)
    member = Pick(_("Đơn vị"))
    period = Pick(_("Kỳ báo cáo"), of=list(WORK), required=False)
    file = FileField(_("Tệp"))

    def goal(self, members: dict[str, int]) -> Goal:
        """Where the file goes. Raises DomainError for results without a period."""
        member_id = members[self.member.data]
        if self.kind.data is ImportKind.TARGETS:
            return Goal(ImportKind.TARGETS, member_id)
        if not self.period.data:
            raise DomainError(N_("Chọn kỳ báo cáo."), field="period")
        return Goal(ImportKind.RESULTS, member_id, self.period.data)

    def chosen(self, limit_mb: int) -> tuple[str, bytes]:
        """Name and bytes of the file, read no further than the limit. Raises DomainError when none was chosen."""
        file = self.file.data
        if not file or not getattr(file, "filename", ""):
            raise DomainError(N_("Chọn tệp."), field="file")
        return file.filename, file.stream.read(limit_mb * 1024 * 1024 + 1)


class ConfirmForm(Form):
    """Nothing but the version against which the preview was made."""


def columns_form(names: Mapping[str, str], columns: Sequence[tuple[str, str]], layout: Layout) -> Form:
    """The form that says which column holds which field; `names`: field → its words, `columns`: (index, head)."""
    made: dict[str, Any] = {
        name: Pick(words, required=False, default=str(layout.columns.get(name, "")))
        for name, words in names.items()
    }
    made["sheet"] = HiddenField(default=layout.sheet)
    made["head"] = HiddenField(default=str(layout.head))
    made["mark"] = Pick(_("Dấu thập phân"), of=list(DecimalMark), default=layout.mark)
    form = type("ColumnsForm", (Form,), made)()
    for name in names:
        form[name].choices = [("", gettext("– Không có –")), *columns]
    return form  # type: ignore[no-any-return]


def layout_from(form: Form, names: Sequence[str]) -> Layout:
    """What was chosen. Raises DomainError for a column that is to be two things at once."""
    columns: dict[str, int] = {}
    for name in names:
        if not form[name].data:
            continue
        column = int(form[name].data)
        if column in columns.values():
            raise DomainError(N_("Cột này đã được chọn cho một mục khác."), field=name)
        columns[name] = column
    head = find_whole(form["head"].data or "")
    if head is None:
        raise NotFound()
    return Layout(form["sheet"].data or "", head, columns, form["mark"].data)


def step() -> str:
    """Which button was pressed."""
    return request.form.get("step", "")
