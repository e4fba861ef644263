"""A list made shorter, as councils do: who stays on it and who does not, each with a reason (features A2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from emulation.rules.proposals import TABLE
from emulation.rules.reasons import check_reason
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import ProposalState
from emulation.vocabulary.words import N_

#: The states whose lists can be made shorter.
STATES = tuple(state for state in ProposalState if (state, ProposalMove.CUT) in TABLE)


@dataclass(frozen=True)
class Choice:
    """What was decided about one row of the list: the version that was seen, whether it stays, why not."""

    version: int
    stays: bool
    reason: str = ""


@dataclass(frozen=True)
class Counted:
    """How a list was split."""

    proposed: int
    kept: int

    @property
    def cut(self) -> int:
        """How many do not stay."""
        return self.proposed - self.kept


def count(choices: Mapping[int, Choice]) -> Counted:
    """The numbers of a split."""
    return Counted(len(choices), sum(choice.stays for choice in choices.values()))


def check_choices(choices: Mapping[int, Choice]) -> None:
    """Somebody is left out, and whoever is has a reason. Errors name the row: `rows-<position>-reason`."""
    if all(choice.stays for choice in choices.values()):
        raise DomainError(
            N_("Danh sách không thay đổi: bỏ chọn ít nhất một đề nghị không đưa vào danh sách.")
        )
    for position, choice in enumerate(choices.values()):
        if not choice.stays:
            try:
                check_reason(choice.reason)
            except DomainError as error:
                error.field = f"rows-{position}-reason"
                raise


def check_unmoved(choices: Mapping[int, Choice], standing: Mapping[int, tuple[str, int]]) -> None:
    """The list is still the one that was seen. `standing`: id → (nominee, version) as it is now.

    Raises DomainError naming whoever moved, was changed, or joined; then nothing at all is written.
    """
    for key, (nominee, version) in standing.items():
        if key not in choices or choices[key].version != version:
            message = N_(
                "Đề nghị cho %(nominee)s vừa thay đổi nên chưa ghi gì. Xem lại danh sách rồi làm lại."
            )
            raise DomainError(message, nominee=nominee)
    if set(choices) - set(standing):
        message = N_("Có đề nghị vừa rời danh sách này nên chưa ghi gì. Xem lại danh sách rồi làm lại.")
        raise DomainError(message)
