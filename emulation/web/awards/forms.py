"""The shape of what is typed about conferences, proposals, votes, decisions."""

from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from emulation.vocabulary.award_kinds import RevocationGround, Verdict
from emulation.vocabulary.kinds import ConferenceKind
from emulation.vocabulary.moves import ProposalMove
from emulation.web.shell.fields import Day, Form, Line, Number, Paragraph, Pick


class Checks(SelectMultipleField):  # type: ignore[misc]
    """Several of a list, as check boxes. What is no longer in the list asks to choose again."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Form) -> None:
        """Only values of the list."""
        known = {value for value, _words in self.choices or ()}
        if any(value not in known for value in self.data or ()):
            raise ValidationError(gettext("Danh sách đã thay đổi. Chọn lại."))


class ConferenceForm(Form):
    """A conference of the year."""

    kind = Pick(_("Loại hội nghị"), of=list(ConferenceKind), default=ConferenceKind.YEAR_END)
    held_on = Day(_("Ngày họp"))
    place = Line(_("Địa điểm"), longest=200)
    presided_by = Line(_("Chủ trì"), required=False, longest=300)
    guests = Paragraph(_("Khách mời, đại diện Hội đồng Trung ương"), required=False, longest=2000)
    minutes_number = Line(_("Số biên bản"), required=False, longest=60)
    minutes_on = Day(_("Ngày biên bản"), required=False)
    summary = Paragraph(_("Nội dung đã thống nhất"), required=False, longest=8000)


class PlainForm(Form):
    """A move that needs nothing but the button."""


class ReasonForm(Form):
    """A move that needs a reason; the service says so when it is missing."""

    reason = Paragraph(_("Lý do"), required=False, longest=2000)


class SendForm(Form):
    """The submission upward."""

    sent_on = Day(_("Ngày trình"))
    sent_to = Line(_("Nơi nhận tờ trình"), longest=300)
    sent_number = Line(_("Số tờ trình"), longest=60)


class ReceiptForm(Form):
    """When the dossier was received."""

    received_on = Day(_("Ngày tiếp nhận hồ sơ"))


#: The form of each move; those of the register of decisions and of consultations are not here.
MOVES: Mapping[ProposalMove, type[Form]] = {
    ProposalMove.SUBMIT: PlainForm,
    ProposalMove.RETURN: ReasonForm,
    ProposalMove.PASS_VOTE: PlainForm,
    ProposalMove.SEND: SendForm,
    ProposalMove.APPRAISE: ReceiptForm,
    ProposalMove.REFUSE: ReasonForm,
    ProposalMove.CUT: ReasonForm,
    ProposalMove.WITHDRAW: ReasonForm,
}


class DecisionForm(Form):
    """A decision and the proposals it awards."""

    number = Line(_("Số quyết định"), longest=60)
    signed_on = Day(_("Ngày ký"))
    issuer = Line(_("Cơ quan ban hành"), longest=200)
    signer = Line(_("Người ký"), required=False, longest=200)
    summary = Paragraph(_("Trích yếu"), required=False, longest=2000)
    file = FileField(_("Tệp quyết định"))
    proposals = Checks(_("Đề nghị được khen thưởng"))
    refused = Checks(_("Đề nghị không được tặng"))
    refusal = Paragraph(_("Lý do không được tặng"), required=False, longest=2000)


class ConferralForm(Form):
    """The award was handed over."""

    conferred_on = Day(_("Ngày trao tặng"))
    event = Line(_("Nơi, buổi lễ trao tặng"), required=False, longest=300)
    certificate_number = Line(_("Số sổ vàng, số bằng"), required=False, longest=60)


class RulingForm(Form):
    """A person's word about one rule of one proposal."""

    verdict = Pick(_("Kết quả"), of=[Verdict.PASSED, Verdict.FAILED], required=False)
    reason = Paragraph(_("Lý do"), required=False, longest=2000)


class RevocationForm(Form):
    """An award is cancelled; the word THU HỒI confirms it."""

    revoked_on = Day(_("Ngày hủy bỏ"))
    number = Line(_("Số quyết định hủy bỏ"), longest=60)
    ground = Pick(_("Căn cứ hủy bỏ"), of=list(RevocationGround), required=False)
    reason = Paragraph(_("Lý do"), required=False, longest=2000)
    typed = Line(_("Gõ THU HỒI để xác nhận"), required=False, longest=20)


class RecoveryForm(Form):
    """What came back after a revocation: the day, the paper, and of money the amount."""

    recovered_on = Day(_("Ngày thu hồi"))
    paper = Line(_("Văn bản, biên bản thu hồi"), longest=200)
    amount = Number(_("Số tiền đã thu hồi"), unit=_("đồng"), places=0, required=False)
