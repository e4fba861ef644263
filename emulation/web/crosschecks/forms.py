"""The shape of what is typed about cross-checks: a drawing, a roster by hand, a checker's points, a move."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Form as Rows
from wtforms import FormField

from emulation.queries.places import MemberPlace
from emulation.rules.rosters import MOST_CHECKS, YEARS_APART
from emulation.services.crosschecks import CrossDraft
from emulation.services.rosters import Terms
from emulation.vocabulary.crosschecks import Pair
from emulation.vocabulary.numbers import find_whole
from emulation.web.shell.fields import Form, Line, Number, Pick, Vietnamese
from emulation.web.shell.filters import name
from emulation.web.shell.rows import RowList


class TermsForm(Form):
    """What a roster has to keep."""

    checks_each = Pick(_("Mỗi thành viên kiểm tra mấy thành viên khác"))
    years_apart = Pick(_("Tránh lặp lại cặp kiểm tra của"))
    reason = Line(_("Lý do bớt ràng buộc"), required=False, longest=500)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.checks_each.choices = [(str(n), str(n)) for n in range(1, MOST_CHECKS + 1)]
        self.years_apart.choices = [(str(n), years_words(n)) for n in range(YEARS_APART, -1, -1)]

    def terms(self) -> Terms:
        """As the service wants them, once the form is valid."""
        return Terms(int(self.checks_each.data), int(self.years_apart.data), self.reason.data)


def years_words(n: int) -> str:
    """How many earlier years are kept apart, in words."""
    words = {
        2: gettext("hai năm liền trước"),
        1: gettext("năm liền trước"),
        0: gettext("không năm nào"),
    }
    return str(words[n])


class PairForm(Vietnamese, Rows):
    """One row of a roster by hand: the checker is given, the checked member is chosen."""

    checker = Line("", required=False)
    member = Pick(_("Thành viên được kiểm tra"))


class RosterForm(TermsForm):
    """A roster by hand: as many rows for each member as it checks."""

    pairs = RowList(FormField(PairForm), max_entries=200)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for own in (self.years_apart, self.reason):  # the page has a drawing's form too
            own.id = f"hand-{own.name}"

    def offer(self, members: Sequence[MemberPlace]) -> None:
        """Let every row choose among the members."""
        for entry in self.pairs:
            entry.form.member.choices = [("", "–"), *((str(one.id), name(one)) for one in members)]

    def chosen(self) -> list[Pair]:
        """The pairs in the order of the rows; a number that is none points at nobody."""
        return [
            (find_whole(row.form.checker.data) or 0, find_whole(row.form.member.data) or 0)
            for row in self.pairs
        ]


class CheckLineForm(Vietnamese, Rows):
    """One criterion as the checker sees it."""

    criterion = Line("", required=False)
    points = Number(_("Điểm kiểm tra"), required=False, places=2)
    reason = Line(_("Lý do"), required=False, longest=1000)

    def draft(self, criterion_id: int) -> CrossDraft:
        """The line as the service wants it."""
        return CrossDraft(criterion_id, self.points.data, self.reason.data)


class CheckForm(Form):
    """A checker's points for one group."""

    lines = RowList(FormField(CheckLineForm), max_entries=120)


class StepForm(Form):
    """A button with the version of what it acts on."""
