"""The shape of a cluster, of members that join it, and of what changes about them."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FormField
from wtforms import Form as Rows

from emulation.rules.members import RECORDED_KINDS
from emulation.services.changes import ChangeDraft
from emulation.services.clusters import ClusterDraft
from emulation.services.members import Joining, Profile
from emulation.vocabulary.kinds import ClusterKind, RotationRule
from emulation.web.shell.fields import Day, Form, Line, Paragraph, Pick, Vietnamese, WholeNumber
from emulation.web.shell.rows import RowList

MOST_ROWS = 40
PROFILE = (
    "name_vi",
    "name_en",
    "protocol_order",
    "standing_office",
    "address",
    "phone",
    "email",
    "website",
)


class ClusterForm(Form):
    """What is said about a cluster."""

    kind = Pick(_("Loại"), of=list(ClusterKind), default=ClusterKind.CLUSTER)
    name_vi = Line(_("Tên cụm"), longest=200)
    name_en = Line(_("Tên tiếng Anh"), required=False, longest=200)
    level = Line(_("Cấp"), required=False, longest=120)
    founding_decision = Line(_("Quyết định thành lập"), required=False, longest=300)
    founded_on = Day(_("Ngày thành lập"), required=False)
    directing_member = Line(_("Ủy viên Hội đồng chỉ đạo cụm"), required=False, longest=200)
    contact = Line(_("Liên hệ"), required=False, longest=300)
    rotation_rule = Pick(_("Quy tắc luân phiên"), of=list(RotationRule), default=RotationRule.FIXED_ORDER)
    skip_not_considered = BooleanField(_("Bỏ lượt thành viên không được xét thi đua năm trước"))
    is_public = BooleanField(_("Công khai cụm với mọi người"), default=True)

    def draft(self) -> ClusterDraft:
        """The form as the service wants it."""
        return ClusterDraft(**self.values(*ClusterDraft.__dataclass_fields__))


class NewClusterForm(ClusterForm):
    """A new cluster: also its code, which stays for good."""

    code = Line(_("Mã cụm"), longest=16)


class MemberRowForm(Vietnamese, Rows):
    """One member that joins: a known one, or a new one with code and name."""

    member = Pick(_("Thành viên"), required=False)
    code = Line(_("Mã"), required=False, longest=16)
    name_vi = Line(_("Tên thành viên"), required=False, longest=120)
    name_en = Line(_("Tên tiếng Anh"), required=False, longest=120)
    protocol_order = WholeNumber(_("Thứ tự"), low=1, high=999, required=False)
    standing_office = Line(_("Cơ quan thường trực thi đua"), required=False, longest=200)
    address = Line(_("Địa chỉ công khai"), required=False, longest=200)
    phone = Line(_("Điện thoại"), required=False, longest=60)
    email = Line(_("Thư điện tử"), required=False, longest=200)
    valid_from = Day(_("Ngày tham gia, nếu khác"), required=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed: such a row is left out."""
        return not any((field.raw_data or [""])[0].strip() for field in self)

    def joining(self, shared: "JoiningForm", prefix: str) -> Joining:
        """The row as the service wants it; what it leaves open is taken from the top of the form."""
        values = {name: self[name].data or "" for name in PROFILE if name in self}
        profile = Profile(**values | {"protocol_order": self.protocol_order.data or 0})
        return Joining(
            valid_from=self.valid_from.data or shared.valid_from.value,
            member_id=int(self.member.data) if self.member.data else None,
            code=(self.code.data or "").upper(),
            profile=profile,
            decision=shared.decision.data or "",
            prefix=prefix,
        )


class JoiningForm(Form):
    """Members that join together: one day and one decision for all, and a row for each."""

    valid_from = Day(_("Ngày tham gia"))
    decision = Line(_("Quyết định"), required=False, longest=300)
    members = RowList(FormField(MemberRowForm), max_entries=MOST_ROWS)

    def with_members(self, choices: list[tuple[str, str]]) -> "JoiningForm":
        """Fill the list of known members of every row."""
        for row in self.members:
            row.form.member.choices = choices
        return self

    def joinings(self) -> list[Joining]:
        """All rows in which something was typed."""
        rows = enumerate(self.members)
        return [row.form.joining(self, f"members-{n}-") for n, row in rows if not row.form.is_empty]


class ProfileForm(Form):
    """Names and public contact of a member."""

    name_vi = Line(_("Tên thành viên"), longest=120)
    name_en = Line(_("Tên tiếng Anh"), required=False, longest=120)
    protocol_order = WholeNumber(_("Thứ tự lễ tân"), low=1, high=999)
    standing_office = Line(_("Cơ quan thường trực thi đua"), required=False, longest=200)
    address = Line(_("Địa chỉ công khai"), required=False, longest=200)
    phone = Line(_("Điện thoại"), required=False, longest=60)
    email = Line(_("Thư điện tử"), required=False, longest=200)
    website = Line(_("Trang thông tin"), required=False, longest=200)

    def profile(self) -> Profile:
        """The form as the service wants it."""
        values: dict[str, Any] = self.values(*PROFILE)
        return Profile(**values)


class LeavingForm(Form):
    """The end of a stay."""

    left_on = Day(_("Ngày rời cụm"))
    decision = Line(_("Quyết định"), longest=300)


class ChangeForm(Form):
    """A dated change of a member."""

    kind = Pick(_("Loại thay đổi"), of=list(RECORDED_KINDS))
    effective_on = Day(_("Ngày có hiệu lực"))
    description = Paragraph(_("Nội dung thay đổi"), longest=1000)
    decision = Line(_("Quyết định"), longest=300)
    new_name_vi = Line(_("Tên mới"), required=False, longest=120)
    new_name_en = Line(_("Tên mới bằng tiếng Anh"), required=False, longest=120)

    def draft(self) -> ChangeDraft:
        """The form as the service wants it."""
        names = ("kind", "effective_on", "description", "decision", "new_name_vi", "new_name_en")
        values: dict[str, Any] = self.values(*names)
        return ChangeDraft(**values)


def blank_row(choices: list[tuple[str, str]]) -> MemberRowForm:
    """An empty row, from which the page makes new ones."""
    row = MemberRowForm(prefix="members-0-")
    row.member.choices = choices
    return row


def cluster_data(cluster: Any) -> dict[str, Any]:
    """A cluster from the database as the data of its form."""
    values = {name: getattr(cluster, name) for name in ClusterDraft.__dataclass_fields__}
    return values | {"version": cluster.version}
