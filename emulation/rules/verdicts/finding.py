"""What one rule says about one proposal."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from emulation.rules.rule_heads import TITLES
from emulation.rules.verdicts.book import Found, Rule
from emulation.vocabulary.award_kinds import Verdict
from emulation.vocabulary.words import N_

NO_TEXT = N_("chưa có văn bản")
OPEN = N_("Có %(number)s phương án cùng hiệu lực: %(names)s. Cần chọn một phương án.")


@dataclass(frozen=True)
class Finding:
    """A verdict with its sentence (marked text and values) and what it rests on.

    `basis` says it where no row of the rulebook does. `alternatives`: rows among which somebody has to pick.
    """

    head: str
    verdict: Verdict
    sentence: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    rule: Rule | None = None
    basis: str = ""
    alternatives: tuple[Rule, ...] = ()

    @property
    def title(self) -> str:
        """What the rule is called."""
        return TITLES[self.head]

    @property
    def document(self) -> str:
        """Document and article, or what was said instead; empty when there is no text."""
        if self.rule is None:
            return self.basis
        return self.rule.basis or self.basis

    @property
    def is_unconfirmed(self) -> bool:
        """Whether a row behind it was not compared with the official text: the badge goes wherever it is used."""
        rows = [*self.alternatives, *([self.rule] if self.rule else [])]
        return any(not row.confirmed for row in rows)

    @property
    def text(self) -> str:
        """The sentence in Vietnamese."""
        return self.sentence % self.values if self.values else self.sentence


def of_rule(head: str, rule: Rule, verdict: Verdict, sentence: str, **values: str | int) -> Finding:
    """A finding that rests on a row of the rulebook."""
    return Finding(head, verdict, sentence, values, rule)


def among(head: str, found: Found) -> Finding:
    """Several rows hold on one day: somebody has to pick, and the alternatives are named."""
    names = "; ".join(_named(row) for row in found.rows)
    values: dict[str, str | int] = {"number": len(found.rows), "names": names}
    return Finding(head, Verdict.NEEDS_PERSON, OPEN, values, None, "", tuple(found.rows))


def value_of(row: Rule) -> str:
    """The value with its comparator and unit: "≥ 80 %"; empty when the row has none."""
    if not row.value:
        return ""
    sign = "" if row.comparator in ("", "=") else row.comparator
    return " ".join(filter(None, (sign, row.value.replace(".", ","), row.unit)))


def _named(row: Rule) -> str:
    return f"{value_of(row) or row.title} ({row.document or NO_TEXT})"
