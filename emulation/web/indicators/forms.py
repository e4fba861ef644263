"""The shape of an indicator, of a version of a figure, and of the choice between versions."""

from flask_babel import lazy_gettext as _

from emulation.services.figures import FigureDraft
from emulation.services.indicators import IndicatorDraft
from emulation.vocabulary.kinds import ActualStatus, Boundary, Direction, Period, Provenance
from emulation.web.shell.fields import Day, Form, Line, Number, Paragraph, Pick, WholeNumber

FIRST_YEAR, LAST_YEAR = 1948, 2200


class IndicatorForm(Form):
    """An indicator as people edit it; its code is given once."""

    name_vi = Line(_("Tên chỉ tiêu"), longest=200)
    name_en = Line(_("Tên tiếng Anh"), required=False, longest=200)
    unit_vi = Line(_("Đơn vị tính"), longest=40)
    unit_en = Line(_("Đơn vị tính bằng tiếng Anh"), required=False, longest=40)
    direction = Pick(_("Chiều"), of=list(Direction), default=Direction.HIGHER)
    decimals = WholeNumber(_("Số chữ số thập phân"), low=0, high=4)
    topic = Line(_("Nhóm"), required=False, longest=32)

    def draft(self) -> IndicatorDraft:
        """The indicator as the service wants it."""
        return IndicatorDraft(**self.values(*IndicatorDraft.__dataclass_fields__))


class NewIndicatorForm(IndicatorForm):
    """A new indicator with its code."""

    code = Line(_("Mã chỉ tiêu"), longest=40)


class FigureForm(Form):
    """A version of a figure. The source is mandatory: no figure without one."""

    member = Pick(_("Thành viên"))
    year = WholeNumber(_("Năm"), low=FIRST_YEAR, high=LAST_YEAR)
    period = Pick(_("Kỳ"), of=list(Period), default=Period.YEAR)
    status = Pick(_("Loại số liệu"), of=list(ActualStatus), default=ActualStatus.OFFICIAL)
    value = Number(_("Giá trị"), required=False)
    boundary = Pick(_("Phạm vi"), of=list(Boundary), default=Boundary.OLD)
    published_on = Day(_("Ngày công bố"), required=False)
    provenance = Pick(
        _("Xuất xứ"), of=[Provenance.PUBLISHED, Provenance.RECORDED], default=Provenance.PUBLISHED
    )
    source = Line(_("Nguồn"), longest=300)
    note = Paragraph(_("Ghi chú"), required=False, longest=1000)

    def draft(self) -> FigureDraft:
        """The version as the service wants it."""
        return FigureDraft(**self.values(*FigureDraft.__dataclass_fields__))


class ChoiceForm(Form):
    """Which version counts for scoring, and why."""

    figure = Pick(_("Số liệu dùng để chấm"))
    reason = Paragraph(_("Lý do"), longest=2000)
