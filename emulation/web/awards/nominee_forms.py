"""The shape of what is typed about nominees: one proposal, a conference's list, a list made shorter."""

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FormField, HiddenField
from wtforms import Form as Rows

from emulation.rules.splits import STATES
from emulation.services.nominees import ProposalDraft
from emulation.vocabulary.award_kinds import AwardKind, NomineeKind
from emulation.web.shell.fields import Day, Form, Line, Paragraph, Pick, Vietnamese
from emulation.web.shell.rows import RowList

Choice = tuple[str, str]
#: Who a nominee is: the same in every form.
WHO = ("nominee_kind", "nominee", "nominee_post", "is_direct_worker", "is_small_collective")


class NomineeForm(Form):
    """Who is proposed, for which award, on what it rests."""

    kind = Pick(_("Loại khen thưởng"), of=list(AwardKind), default=AwardKind.MERIT)
    award_form = Pick(_("Hình thức khen thưởng"))
    nominee_kind = Pick(_("Đối tượng"), of=list(NomineeKind), default=NomineeKind.MEMBER)
    nominee = Line(_("Tập thể, cá nhân được đề nghị"), required=False, longest=300)
    nominee_post = Line(_("Chức vụ, công việc"), required=False, longest=300)
    is_direct_worker = BooleanField(_("Cá nhân là người trực tiếp lao động, công tác"))
    is_small_collective = BooleanField(_("Tập thể là tập thể nhỏ"))
    campaign = Pick(_("Phong trào, chuyên đề"), required=False)
    achieved_on = Day(_("Ngày đạt thành tích"), required=False)
    discovered_by = Line(_("Người, cơ quan phát hiện thành tích"), required=False, longest=300)
    planned_on = Day(_("Ngày dự kiến tiếp nhận hồ sơ"), required=False)
    merit = Paragraph(_("Thành tích"), required=False, longest=8000)

    def with_lists(self, forms: Sequence[Choice], campaigns: Sequence[Choice]) -> Self:
        """Fill the lists of award forms and concluded movements."""
        self.award_form.choices = list(forms)
        self.campaign.choices = [("", "–"), *campaigns]
        return self

    def draft(self, member_id: int) -> ProposalDraft:
        """What was typed, as the service wants it."""
        return ProposalDraft(
            member_id=member_id,
            award_form_id=int(self.award_form.data),
            campaign_id=int(self.campaign.data) if self.campaign.data else None,
            **self.values("kind", *WHO, "achieved_on", "discovered_by", "planned_on", "merit"),
        )


class ProposalForm(NomineeForm):
    """A new proposal."""

    member = Pick(_("Thành viên"))
    conference = Pick(_("Hội nghị đã thống nhất"), required=False)

    def with_choices(self, members: Sequence[Choice], conferences: Sequence[Choice]) -> Self:
        """Fill the lists of members and conferences."""
        self.member.choices = list(members)
        self.conference.choices = [("", "–"), *conferences]
        return self


class EditForm(NomineeForm):
    """What may be changed in a draft."""


class ProposedForm(Vietnamese, Rows):
    """One member of the conference's list; without a form it is not proposed."""

    member_id = Line("", required=False)
    award_form = Pick(_("Hình thức khen thưởng"), required=False)
    merit = Line(_("Thành tích nổi bật"), required=False, longest=500)


class NomineeRow(Vietnamese, Rows):
    """A collective or a person of the conference's list; a row without name and form is left out."""

    member = Pick(_("Thành viên"), required=False)
    nominee_kind = Pick(
        _("Đối tượng"), of=[NomineeKind.COLLECTIVE, NomineeKind.PERSON], default=NomineeKind.COLLECTIVE
    )
    nominee = Line(_("Tên tập thể, họ và tên cá nhân"), required=False, longest=300)
    nominee_post = Line(_("Chức vụ, công việc"), required=False, longest=300)
    is_direct_worker = BooleanField(_("Trực tiếp lao động, công tác"))
    is_small_collective = BooleanField(_("Tập thể nhỏ"))
    award_form = Pick(_("Hình thức khen thưởng"), required=False)
    merit = Line(_("Thành tích nổi bật"), required=False, longest=500)

    @property
    def is_used(self) -> bool:
        """Whether somebody is named in it."""
        return bool(self.nominee.data or self.award_form.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """A row in use names the member and the award form."""
        if not self.is_used:
            return True
        valid = bool(super().validate(extra_validators))
        for field in (self.member, self.award_form):
            if not field.data:
                field.errors = [gettext("Chọn %(label)s.", label=str(field.label.text).lower())]
                valid = False
        return valid

    def draft(self, discovered_by: str) -> ProposalDraft:
        """The row as the service wants it."""
        return ProposalDraft(
            member_id=int(self.member.data),
            award_form_id=int(self.award_form.data),
            discovered_by=discovered_by,
            **{name: self[name].data for name in (*WHO, "merit")},
        )


class ConferenceProposalsForm(Form):
    """What one conference agreed on: member × award form, and collectives and persons by name."""

    rows = RowList(FormField(ProposedForm), max_entries=60)
    others = RowList(FormField(NomineeRow), max_entries=60)
    discovered_by = Line(_("Người, cơ quan phát hiện thành tích"), required=False, longest=300)
    forms: Sequence[Choice] = ()
    members: Sequence[Choice] = ()

    def with_choices(self, forms: Sequence[Choice], members: Sequence[Choice]) -> Self:
        """Fill the lists in every row."""
        self.forms = [("", gettext("Không đề nghị")), *forms]
        self.members = [("", "–"), *members]
        for row in (*self.rows, *self.others):
            self._fill(row.form)
        return self

    def blank(self) -> NomineeRow:
        """An empty row, which the page copies."""
        row = NomineeRow(prefix="others-0-")
        self._fill(row)
        return row

    def _fill(self, row: ProposedForm | NomineeRow) -> None:
        row.award_form.choices = self.forms
        if isinstance(row, NomineeRow):
            row.member.choices = self.members


class SplitRow(Vietnamese, Rows):
    """One proposal of a list: whether it stays, and why not."""

    proposal_id = Line("", required=False)
    version = Line("", required=False)
    stays = BooleanField(_("Đưa vào danh sách"))
    reason = Line(_("Lý do không đưa vào danh sách"), required=False, longest=500)


class SplitForm(Form):
    """A list of one state and form; `confirmed` once its check page was seen."""

    state = Pick(_("Trạng thái"), of=[*STATES])
    award_form = Pick(_("Hình thức khen thưởng"))
    rows = RowList(FormField(SplitRow), max_entries=500)
    confirmed = HiddenField(default="")
