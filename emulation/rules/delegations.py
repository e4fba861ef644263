"""Which roles may be passed on for a time, in which signing capacity, to whom and when.

Sources: Decree 30/2020/NĐ-CP, article 13 (TM., KT., TL., TUQ.: by paper, for a limited time, never passed on again);
decisions 2 (a member's delegate votes in its place).
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from emulation.rules.access import Where, delegated_actions
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Role, SigningCapacity
from emulation.vocabulary.words import N_

#: What may be delegated, and in which capacity the receiver then signs. A vote is only ever passed on by name.
CAPACITIES: Mapping[Role, tuple[SigningCapacity, ...]] = {
    Role.MEMBER_LEADER: tuple(SigningCapacity),
    Role.COUNCIL_MEMBER: (SigningCapacity.AUTHORISED,),
}
#: An authorisation is given in writing; signing by order stands in the working rules of the body.
NEEDS_PAPER = frozenset({SigningCapacity.AUTHORISED, SigningCapacity.BY_ORDER})
#: Only a deputy signs in place of the head or for the collective: the account says which office that is.
NEEDS_TITLE = frozenset({SigningCapacity.ON_BEHALF, SigningCapacity.DEPUTY})


def is_delegable(role: Role) -> bool:
    """Whether a role may be passed on at all."""
    return role in CAPACITIES


def offices_of(actor: Actor, cluster_id: int) -> list[tuple[Role, int]]:
    """The roles (of which member) that the actor holds in this cluster in person, and may pass on or take back."""
    return [
        (capacity.role, capacity.member_id)
        for capacity in actor.capacities
        if capacity.acting_for is None
        and capacity.member_id is not None
        and cluster_id in capacity.clusters
        and is_delegable(capacity.role)
    ]


def allows(role: Role) -> list[tuple[Where, list[Action]]]:
    """What a delegation of this role lets the receiver do, by reach; for a role that only reads, what it reads."""
    granted = delegated_actions(role)
    deeds = {
        where: [one for one in found if not one.value.endswith(":read")] for where, found in granted.items()
    }
    shown = deeds if any(deeds.values()) else granted
    return [(where, shown[where]) for where in Where if shown.get(where)]


def check_capacity(role: Role, capacity: SigningCapacity, *, document: str, title: str) -> None:
    """The capacity fits the role, and its condition is met. `title` is the receiver's office."""
    if not is_delegable(role):
        raise DomainError(N_("Vai trò “%(role)s” không ủy quyền được."), field="office", role=role.label)
    if capacity not in CAPACITIES[role]:
        message = N_("Vai trò “%(role)s” chỉ ủy quyền được theo hình thức thừa ủy quyền (TUQ.).")
        raise DomainError(message, field="capacity", role=role.label)
    if capacity in NEEDS_PAPER and not document.strip():
        message = N_("Nhập số, ngày của văn bản: ký %(capacity)s phải có văn bản làm căn cứ.")
        raise DomainError(message, field="document", capacity=short(capacity))
    if capacity in NEEDS_TITLE and not title.strip():
        message = N_("Người nhận chưa có chức vụ trong hệ thống nên không ký %(capacity)s được.")
        raise DomainError(message, field="receiver", capacity=short(capacity))


def check_dates(starts_on: date, ends_on: date, today: date) -> None:
    """A delegation never reaches back, and it ends on a day."""
    if starts_on < today:
        message = N_("Ngày bắt đầu không thể trước hôm nay (%(day)s).")
        raise DomainError(message, field="starts_on", day=f"{today:%d/%m/%Y}")
    if ends_on < starts_on:
        message = N_("Ngày kết thúc phải sau ngày bắt đầu (%(day)s).")
        raise DomainError(message, field="ends_on", day=f"{starts_on:%d/%m/%Y}")


def check_receiver(
    *,
    giver_id: int,
    receiver_id: int,
    is_active: bool,
    works_there: bool,
    roles: Collection[Role],
    role: Role,
) -> None:
    """Another person with a working account at the same member, who does not have the role already.

    `roles` are the receiver's own roles at this member.
    """
    if receiver_id == giver_id:
        raise DomainError(N_("Không ủy quyền cho chính mình được."), field="receiver")
    if not (is_active and works_there):
        message = N_("Chỉ ủy quyền được cho người đang có tài khoản của cùng đơn vị.")
        raise DomainError(message, field="receiver")
    if role in roles:
        raise DomainError(N_("Người này đã có vai trò “%(role)s”."), field="receiver", role=role.label)


def check_overlap(starts_on: date, ends_on: date, standing: Iterable[tuple[date, date]]) -> None:
    """One role of one person is with one other person at a time. `standing`: (first day, last day) of the others."""
    for first, last in standing:
        if starts_on <= last and first <= ends_on:
            message = N_("Vai trò này đã được ủy quyền từ %(first)s đến %(last)s.")
            raise DomainError(message, field="starts_on", first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}")


def check_revocable(*, is_revoked: bool, ends_on: date, today: date) -> None:
    """What is over cannot be taken back."""
    if is_revoked or ends_on < today:
        raise DomainError(N_("Ủy quyền này đã hết hiệu lực nên không thu hồi được."))


def short(capacity: SigningCapacity) -> str:
    """The letters before a signature: "TUQ."."""
    return f"{capacity.value.upper()}."
