"""The shape of what is typed about conferences, proposals, votes, decisions."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import Form as Rows
from wtforms import FormField, SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from emulation.vocabulary.kinds import ConferenceKind, RevocationGround
from emulation.vocabulary.moves import ProposalMove
from emulation.web.shell.fields import Day, Form, Line, Paragraph, Pick, Vietnamese, WholeNumber
from emulation.web.shell.rows import RowList

MOST_VOTES = 1000


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


class ProposalForm(Form):
    """A new proposal."""

    member = Pick(_("Thành viên"))
    award_form = Pick(_("Hình thức khen thưởng"))
    nominee = Line(_("Tập thể, cá nhân được đề nghị"), required=False, longest=300)
    conference = Pick(_("Hội nghị đã thống nhất"), required=False)
    merit = Paragraph(_("Thành tích"), required=False, longest=8000)

    def with_choices(
        self,
        members: Sequence[tuple[str, str]],
        forms: Sequence[tuple[str, str]],
        conferences: Sequence[tuple[str, str]],
    ) -> "ProposalForm":
        """Fill the lists."""
        self.member.choices = list(members)
        self.award_form.choices = list(forms)
        self.conference.choices = [("", "–"), *conferences]
        return self


class EditForm(Form):
    """What may be changed in a draft."""

    award_form = Pick(_("Hình thức khen thưởng"))
    nominee = Line(_("Tập thể, cá nhân được đề nghị"), required=False, longest=300)
    merit = Paragraph(_("Thành tích"), required=False, longest=8000)


class ProposedForm(Vietnamese, Rows):
    """One member of the conference's list; without a form it is not proposed."""

    member_id = Line("", required=False)
    award_form = Pick(_("Hình thức khen thưởng"), required=False)
    merit = Line(_("Thành tích nổi bật"), required=False, longest=500)


class ConferenceProposalsForm(Form):
    """Member × award form, agreed by one conference."""

    rows = RowList(FormField(ProposedForm), max_entries=60)

    def with_choices(self, forms: Sequence[tuple[str, str]]) -> "ConferenceProposalsForm":
        """Fill the list of forms in every row."""
        for row in self.rows:
            row.form.award_form.choices = [("", gettext("Không đề nghị")), *forms]
        return self


class PlainForm(Form):
    """A move that needs nothing but the button."""


class ReasonForm(Form):
    """A move that needs a reason; the service says so when it is missing."""

    reason = Paragraph(_("Lý do"), required=False, longest=2000)


class VoteForm(Form):
    """The vote between the members of the cluster."""

    cluster_vote_on = Day(_("Ngày bỏ phiếu của cụm"))
    cluster_vote_for = WholeNumber(_("Số phiếu đồng ý của cụm"), low=0, high=MOST_VOTES)
    cluster_vote_base = WholeNumber(_("Số thành viên của cụm"), low=1, high=MOST_VOTES)


class DisclosureForm(Form):
    """The window in which everybody may comment."""

    disclosed_from = Day(_("Ngày bắt đầu lấy ý kiến"))
    disclosed_to = Day(_("Ngày kết thúc lấy ý kiến"))


class SendForm(Form):
    """The city council's vote, and the submission upward."""

    council_vote_on = Day(_("Ngày bỏ phiếu của Hội đồng"))
    council_vote_for = WholeNumber(_("Số phiếu đồng ý của Hội đồng"), low=0, high=MOST_VOTES)
    council_vote_base = WholeNumber(_("Số thành viên Hội đồng"), low=1, high=MOST_VOTES)
    sent_on = Day(_("Ngày trình"))
    sent_to = Line(_("Nơi nhận tờ trình"), longest=300)
    sent_number = Line(_("Số tờ trình"), longest=60)


class ReceiptForm(Form):
    """When the dossier was received."""

    received_on = Day(_("Ngày tiếp nhận hồ sơ"))


#: The form of each move; those of the register of decisions are not here.
MOVES: Mapping[ProposalMove, type[Form]] = {
    ProposalMove.SUBMIT: PlainForm,
    ProposalMove.RETURN: ReasonForm,
    ProposalMove.PASS_VOTE: VoteForm,
    ProposalMove.DISCLOSE: DisclosureForm,
    ProposalMove.SEND: SendForm,
    ProposalMove.APPRAISE: ReceiptForm,
    ProposalMove.REFUSE: ReasonForm,
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


class ConferralForm(Form):
    """The award was handed over."""

    conferred_on = Day(_("Ngày trao tặng"))
    event = Line(_("Nơi, buổi lễ trao tặng"), required=False, longest=300)
    certificate_number = Line(_("Số sổ vàng, số bằng"), required=False, longest=60)


class RevocationForm(Form):
    """An award is cancelled; the word THU HỒI confirms it."""

    revoked_on = Day(_("Ngày hủy bỏ"))
    number = Line(_("Số quyết định hủy bỏ"), longest=60)
    ground = Pick(_("Căn cứ hủy bỏ"), of=list(RevocationGround), required=False)
    reason = Paragraph(_("Lý do"), required=False, longest=2000)
    typed = Line(_("Gõ THU HỒI để xác nhận"), required=False, longest=20)
