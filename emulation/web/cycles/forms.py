"""The shape of a year's plan, of a move between phases, and of closing."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from emulation.rules.openings import DATED
from emulation.services.cycles import Plan
from emulation.vocabulary.states import Phase
from emulation.web.shell.fields import Day, Form, Line, Paragraph, WholeNumber


class PlanForm(Form):
    """Theme, days of grace, switches; two days per phase, both empty when the phase has no dates."""

    theme = Line(_("Chủ đề thi đua của năm"), required=False, longest=300)
    grace_days = WholeNumber(_("Số ngày gia hạn sau hạn nộp"), low=0, high=60)
    uses_cross_checking = BooleanField(_("Có giai đoạn kiểm tra chéo"))
    uses_explaining = BooleanField(_("Có giai đoạn giải trình"))

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Besides each field: a phase has both days or none."""
        valid = bool(super().validate(extra_validators))
        for phase in DATED:
            start, due = self.days_of(phase)
            for empty, told in ((start, due), (due, start)):
                if not empty.errors and not told.errors and empty.data is None and told.data is not None:
                    empty.errors = [gettext("Nhập cả ngày bắt đầu và ngày kết thúc, hoặc để trống cả hai.")]
                    valid = False
        return valid

    def days_of(self, phase: Phase) -> tuple[Any, Any]:
        """The two fields of a phase."""
        return self[f"{phase.value}_start"], self[f"{phase.value}_due"]

    def plan(self) -> Plan:
        """What was typed, for the service. A phase that is switched off has no dates."""
        off = set() if self.uses_cross_checking.data else {Phase.CROSS_CHECKING}
        if not self.uses_explaining.data:
            off.add(Phase.EXPLAINING)
        rows = [(phase, *(day.data for day in self.days_of(phase))) for phase in DATED if phase not in off]
        return Plan(
            theme=self.theme.data or "",
            uses_cross_checking=self.uses_cross_checking.data,
            uses_explaining=self.uses_explaining.data,
            grace_days=self.grace_days.data or 0,
            deadlines=[row for row in rows if row[1] is not None],
        )


for _phase in DATED:
    _words = _(_phase.label)
    setattr(PlanForm, f"{_phase.value}_start", Day(_("%(phase)s: từ ngày", phase=_words), required=False))
    setattr(PlanForm, f"{_phase.value}_due", Day(_("%(phase)s: đến ngày", phase=_words), required=False))


class OpeningForm(PlanForm):
    """A plan, and what is taken over from the year before."""

    with_contents = BooleanField(_("Chép nội dung chung của giao ước"))
    with_scorecard = BooleanField(_("Chép bảng tiêu chí chấm điểm"))


class MoveForm(Form):
    """A step forward or back; backwards and over unfinished work it needs a reason."""

    reason = Paragraph(_("Lý do"), required=False, longest=2000)


class ClosingForm(Form):
    """The typed confirmation."""

    confirmation = Line(_("Lời xác nhận"), longest=40)


def days_of(rows: Iterable[tuple[Phase, date, date]]) -> dict[str, date]:
    """Rows of dates as the data of a plan's form."""
    data = {}
    for phase, starts_on, due_on in rows:
        data[f"{phase.value}_start"], data[f"{phase.value}_due"] = starts_on, due_on
    return data
