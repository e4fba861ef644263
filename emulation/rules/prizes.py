"""Prize money: factor × base salary, both rows of the rulebook on the day of signing (handbook 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, Protocol, TypeVar

from emulation.vocabulary.award_kinds import NomineeKind
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.numbers import half_up
from emulation.vocabulary.words import N_

BASE = "base_salary"
#: The largest amount of one award, in đồng, that the register takes.
MOST = 2_000_000_000
#: Why there is no prize; `day` is that of the signing.
NO_FACTOR = N_("Chưa có hệ số trong bộ quy tắc ngày %(day)s")
NO_BASE = N_("Chưa có lương cơ sở trong bộ quy tắc ngày %(day)s")
UNCLEAR = N_("Bộ quy tắc ngày %(day)s không cho một mức rõ ràng: cần người quyết định")


class Row(Protocol):
    """What is read of a rule row."""

    @property
    def code(self) -> str:
        """Head and variant."""

    @property
    def amount(self) -> Decimal | None:
        """The value as a number."""

    @property
    def confirmed(self) -> bool:
        """Whether it was checked against the law."""


R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Prize(Generic[R]):
    """An amount in whole đồng with the two rows it comes from."""

    amount: int
    factor: R
    base: R

    @property
    def confirmed(self) -> bool:
        """Whether both rows are."""
        return self.factor.confirmed and self.base.confirmed


def heads_of(form: str, nominee_kind: NomineeKind) -> tuple[str, ...]:
    """The heads of the factor of a form: of its own for persons or collectives, or one for both."""
    whom = "individual" if nominee_kind is NomineeKind.PERSON else "collective"
    return (f"factor_{form}_{whom}", f"factor_{form}")


def money(factor: Decimal, base: Decimal) -> int:
    """Factor × base salary in whole đồng, rounded half up."""
    return int(half_up(factor * base, 0))


def find_prize(rows: Sequence[R], form: str, nominee_kind: NomineeKind) -> Prize[R] | None:
    """The prize of one recipient by the rows in force on the day of signing.

    None without a factor or a base, and when rows contradict each other: then a person has to say which holds.
    """
    base = _only(rows, BASE)
    factors = [row for head in heads_of(form, nominee_kind) if (row := _only(rows, head)) is not None]
    if base is None or not factors or base.amount is None or factors[0].amount is None:
        return None
    amount = money(factors[0].amount, base.amount)
    return Prize(amount, factors[0], base) if 0 < amount <= MOST else None


def why_none(rows: Sequence[R], form: str, nominee_kind: NomineeKind) -> str:
    """What these rows lack where they give no prize."""
    known = {_head_of(row) for row in rows if row.amount is not None}
    if known.isdisjoint(heads_of(form, nominee_kind)):
        return NO_FACTOR
    return UNCLEAR if BASE in known else NO_BASE


def _only(rows: Sequence[R], head: str) -> R | None:
    found = [row for row in rows if _head_of(row) == head and row.amount is not None]
    return found[0] if len(found) == 1 else None


def _head_of(row: Row) -> str:
    return row.code.partition(".")[0]


def check_amount(amount: int) -> None:
    """Money that came back is something, and within what the register takes."""
    if not 1 <= amount <= MOST:
        message = N_("%(label)s phải từ %(low)s đến %(high)s.")
        label = N_("Số tiền đã thu hồi")
        raise DomainError(message, field="amount", label=label, low="1", high=f"{MOST:,}".replace(",", "."))
