"""States × moves of a registration."""

import pytest

from emulation.rules import registrations as rules
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.moves import RegistrationMove
from emulation.vocabulary.states import RegistrationState

#: Worked by hand from screens 5.1: state → where send, approve, refuse lead.
BY_HAND = {
    "not_sent": ("pending", "", ""),
    "pending": ("", "approved", "refused"),
    "refused": ("pending", "", ""),
    "approved": ("", "", ""),
}


@pytest.mark.parametrize("state", RegistrationState)
@pytest.mark.parametrize("move", RegistrationMove)
def test_the_table_of_moves(state: RegistrationState, move: RegistrationMove) -> None:
    wanted = BY_HAND[state.value][list(RegistrationMove).index(move)]
    assert (move in rules.moves_from(state)) is bool(wanted)
    if wanted:
        assert rules.next_state(state, move).value == wanted
        return
    with pytest.raises(DomainError, match=state.label):
        rules.next_state(state, move)


@pytest.mark.parametrize(
    ("state", "fits"), [("not_sent", True), ("refused", True), ("pending", False), ("approved", False)]
)
def test_what_lies_with_the_chair_stands(state: str, fits: bool) -> None:
    if fits:
        rules.check_editable(RegistrationState(state))
        return
    with pytest.raises(DomainError, match="không sửa được"):
        rules.check_editable(RegistrationState(state))


def test_contents_and_reasons() -> None:
    rules.check_complete("Mười sáng kiến")
    rules.check_refusal("Thiếu con số")
    for check, field in ((rules.check_complete, "content"), (rules.check_refusal, "reason")):
        with pytest.raises(DomainError) as caught:
            check("  ")
        assert caught.value.field == field
