"""The shape of what is typed about consultations: drafts, the summary, comments, moderation, a writer's code."""

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from emulation.rules.disclosures import LONGEST_COMMENT, LONGEST_WINDOW, NO_CONSENT
from emulation.services.comments import CommentDraft
from emulation.services.disclosures import DisclosureDraft
from emulation.web.shell.fields import Day, Form, Line, Paragraph, Pick, WholeNumber


class Several(SelectMultipleField):  # type: ignore[misc]
    """Several of a list, as check boxes. What is no longer in the list asks to choose again."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Form) -> None:
        """Only values of the list."""
        known = {value for value, _words in self.choices or ()}
        if any(value not in known for value in self.data or ()):
            raise ValidationError(gettext("Danh sách đã thay đổi. Chọn lại."))


class DisclosureForm(Form):
    """A consultation before it is open."""

    title = Line(_("Tên đợt lấy ý kiến"), longest=200)
    introduction = Paragraph(_("Lời giới thiệu"), required=False, longest=4000)
    proposals = Several(_("Đề nghị được lấy ý kiến"))
    opens_on = Day(_("Ngày mở lấy ý kiến"))
    working_days = WholeNumber(_("Số ngày làm việc"), low=1, high=LONGEST_WINDOW)
    announced_at = Line(_("Nơi thông báo khác"), required=False, longest=300)

    def offering(self, choices: Sequence[tuple[str, str]]) -> "DisclosureForm":
        """The form with these proposals to choose from."""
        self.proposals.choices = list(choices)
        return self

    def draft(self) -> DisclosureDraft:
        """The form as the service wants it."""
        return DisclosureDraft(
            title=self.title.data,
            introduction=self.introduction.data,
            opens_on=self.opens_on.value,
            working_days=int(self.working_days.data or 0),
            announced_at=self.announced_at.data,
            proposal_ids=[int(value) for value in self.proposals.data],
        )


class StepForm(Form):
    """A step of a consultation; reporting needs the main points."""

    summary = Paragraph(_("Ý chính đã tiếp thu, giải trình"), required=False, longest=4000)


class CommentForm(Form):
    """What anybody sends: no account, no picture to decipher."""

    full_name = Line(_("Họ và tên"), longest=200, render_kw={"autocomplete": "name"})
    wants_name_shown = BooleanField(_("Tên tôi được hiện cùng ý kiến"))
    contact = Line(_("Địa chỉ liên hệ"), required=False, longest=200)
    proposal = Pick(_("Ý kiến về"), required=False)
    content = Paragraph(_("Ý kiến"), longest=LONGEST_COMMENT)
    count = Line(_("Số đề nghị trong đợt này"), longest=9, render_kw={"autocomplete": "off"})
    consent = BooleanField(_("Tôi đồng ý cho xử lý thông tin tôi gửi"))

    def validate_consent(self, field: BooleanField) -> None:
        """Told together with what else is missing."""
        if not field.data:
            raise ValidationError(gettext(NO_CONSENT))

    def about(self, choices: Sequence[tuple[str, str]]) -> "CommentForm":
        """The form with the names that a comment may be about."""
        self.proposal.choices = [("", gettext("Tất cả đề nghị")), *choices]
        return self

    def draft(self) -> CommentDraft:
        """The form as the service wants it."""
        return CommentDraft(
            full_name=self.full_name.data,
            content=self.content.data,
            count=self.count.data,
            has_consent=bool(self.consent.data),
            contact=self.contact.data,
            wants_name_shown=bool(self.wants_name_shown.data),
            proposal_id=int(self.proposal.data) if self.proposal.data else None,
        )


class ModerationForm(Form):
    """What becomes of a comment: hiding needs a reason, answering an answer."""

    answer = Paragraph(_("Trả lời"), required=False, longest=4000)
    reason = Paragraph(_("Lý do không đăng"), required=False, longest=1000)


class CodeForm(Form):
    """The code that was shown when a comment was sent. It is sent, never part of an address."""

    code = Line(_("Mã theo dõi"), longest=60, render_kw={"autocomplete": "off"})
