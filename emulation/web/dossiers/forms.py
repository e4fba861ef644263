"""The shape of what is typed about papers, waivers and the sections of the report."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField

from emulation.rules.dossiers import REPORT, PaperKind
from emulation.services.dossiers import Details
from emulation.vocabulary.kinds import SigningCapacity
from emulation.web.shell.fields import Day, Form, Line, Paragraph, Pick, WholeNumber

LONGEST_SECTION = 20_000


class PaperForm(Form):
    """A paper with its file. `reason` is asked for once the dossier was sent."""

    file = FileField(_("Tệp tài liệu"))
    title = Line(_("Tên tài liệu"), required=False, longest=300)
    number = Line(_("Số, ký hiệu"), required=False, longest=60)
    dated_on = Day(_("Ngày văn bản"), required=False)
    work_year = WholeNumber(_("Năm thi đua"), low=1990, high=2100, required=False)
    signer = Line(_("Người ký"), required=False, longest=120)
    capacity = Pick(_("Tư cách ký"), of=list(SigningCapacity), required=False)
    report_form = Line(_("Mẫu báo cáo"), required=False, longest=20)
    is_signed = BooleanField(_("Tệp đã được ký số"))
    reason = Paragraph(_("Lý do"), required=False, longest=1000)

    def asked(self, kind: PaperKind, *, needs_reason: bool) -> "PaperForm":
        """Without the fields that say nothing about this kind of paper, or that nobody has to fill in."""
        left_out = [] if kind.capacities else ["signer", "capacity"]
        left_out += [] if kind.code == REPORT else ["report_form"]
        left_out += [] if needs_reason else ["reason"]
        for name in left_out:
            del self[name]
        return self

    def details(self) -> Details:
        """As the service wants it."""
        names = ("title", "number", "dated_on", "work_year", "signer", "report_form", "is_signed")
        told = self.values(*(name for name in names if name in self))
        return Details(**told, capacity=self["capacity"].data or None if "capacity" in self else None)

    def reason_given(self) -> str:
        """The reason, empty where none is asked for."""
        return self["reason"].data if "reason" in self else ""


class ReasonForm(Form):
    """Just a reason: taking a paper out, asking for a waiver."""

    reason = Paragraph(_("Lý do"), longest=1000)

    def placed(self, name: str) -> "ReasonForm":
        """The form with a name of its own for its field: several stand on one page."""
        self.reason.id = f"reason-{name}"
        return self


def report_form(sections: tuple[tuple[str, str], ...], *, needs_reason: bool) -> type[Form]:
    """The form of the report: a field per section (code, title), and the reason once the dossier was sent."""
    fields = {code: Paragraph(title, required=False, longest=LONGEST_SECTION) for code, title in sections}
    if needs_reason:
        fields["reason"] = Paragraph(_("Lý do"), required=False, longest=1000)
    return type("ReportForm", (Form,), fields)
