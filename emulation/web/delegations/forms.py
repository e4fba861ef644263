"""The shape of a delegation and of taking one back."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _

from emulation.services.delegations import DelegationDraft
from emulation.vocabulary.kinds import Role, SigningCapacity
from emulation.web.shell.fields import Day, Form, Line, Paragraph, Pick

Choices = Sequence[tuple[str, str]]


class DelegationForm(Form):
    """Which role, to whom, in which capacity, on which days, by which paper."""

    office = Pick(_("Vai trò giao"))
    receiver = Pick(_("Người nhận"))
    capacity = Pick(_("Hình thức ký"), of=list(SigningCapacity))
    starts_on = Day(_("Từ ngày"))
    ends_on = Day(_("Đến hết ngày"))
    document = Line(_("Văn bản ủy quyền"), required=False, longest=300)

    def with_choices(self, offices: Choices, receivers: Choices) -> "DelegationForm":
        """Fill the lists; an office is written "role-member"."""
        self.office.choices = list(offices)
        self.receiver.choices = [("", "–"), *receivers]
        return self

    def draft(self) -> DelegationDraft:
        """The form as the service wants it."""
        role, member_id = str(self.office.data).split("-")
        return DelegationDraft(
            role=Role(role),
            member_id=int(member_id),
            receiver_id=int(self.receiver.data),
            capacity=self.capacity.data,
            starts_on=self.starts_on.value,
            ends_on=self.ends_on.value,
            document=self.document.data or "",
        )


class RevokeForm(Form):
    """Why a delegation ends before its last day."""

    reason = Paragraph(_("Lý do thu hồi"), longest=2000)
