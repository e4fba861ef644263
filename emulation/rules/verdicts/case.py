"""A proposal before the rules: its facts, the other proposals of the year, the rulebook of the day."""

from dataclasses import dataclass
from datetime import date

from emulation.rules.proposals import ENDED
from emulation.rules.verdicts.book import Book
from emulation.vocabulary.proposal_facts import ProposalFacts
from emulation.vocabulary.states import ProposalState

#: A proposal holds a place of the cluster's quota from the vote on, until it ends or is returned.
HOLDING = frozenset(
    {
        ProposalState.VOTED,
        ProposalState.IN_DISCLOSURE,
        ProposalState.SENT,
        ProposalState.APPRAISING,
        ProposalState.DECIDED,
        ProposalState.CONFERRED,
    }
)


@dataclass(frozen=True)
class Case:
    """What a rule is asked. `others`: all other proposals of the year, ended ones too."""

    facts: ProposalFacts
    others: tuple[ProposalFacts, ...]
    book: Book
    today: date

    @property
    def living(self) -> tuple[ProposalFacts, ...]:
        """The other proposals that have not ended."""
        return tuple(other for other in self.others if other.state not in ENDED)

    def taken(self) -> int:
        """How many other proposals of the same form, kind and nominee hold a place of the quota."""
        own = self.facts
        return sum(
            other.state in HOLDING
            and (other.form_code, other.kind, other.nominee_kind)
            == (own.form_code, own.kind, own.nominee_kind)
            for other in self.others
        )
