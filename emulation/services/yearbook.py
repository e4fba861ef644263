"""What is known of each year beside its ranking: posts, year-end conference, proposals and decisions."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from emulation.queries import chronicle
from emulation.queries.chronicle import ProposalRow, YearRecord
from emulation.queries.terms import TermRow, terms_of
from emulation.vocabulary.kinds import Post, Provenance


@dataclass(frozen=True)
class FormProposals:
    """The proposals of one award form."""

    name_vi: str
    name_en: str
    proposals: tuple[ProposalRow, ...]

    @property
    def origins(self) -> list[tuple[Provenance, str]]:
        """Where the proposals are known from, each origin once."""
        return list(dict.fromkeys((one.provenance, one.source) for one in self.proposals))


@dataclass(frozen=True)
class YearFacts:
    """One year of the cluster's record. `remark` is a published note about the year, with its source."""

    year: int
    chairs: tuple[TermRow, ...]
    vices: tuple[TermRow, ...]
    conferences: tuple[YearRecord, ...]
    forms: tuple[FormProposals, ...]
    remark: str
    remark_source: str

    @property
    def decided(self) -> list[ProposalRow]:
        """The proposals that were answered by a decision."""
        return [one for form in self.forms for one in form.proposals if one.decision_number]


def facts_of(session: Session, cluster_id: int, *, only_published: bool) -> tuple[YearFacts, ...]:
    """All years that are recorded or for which a post is known, newest first."""

    def hides(provenance: Provenance | None) -> bool:
        return only_published and provenance is Provenance.ILLUSTRATIVE

    terms = [one for one in terms_of(session, cluster_id) if not hides(one.provenance)]
    records, proposed = chronicle.chronicle_of(session, cluster_id)
    proposals = [one for one in proposed if not hides(one.provenance)]
    years = {record.year for record in records} | {term.year for term in terms}
    facts = []
    for year in sorted(years, reverse=True):
        here = [record for record in records if record.year == year]
        told = next((one for one in here if one.provenance is Provenance.PUBLISHED), None)
        facts.append(
            YearFacts(
                year,
                tuple(term for term in terms if term.year == year and term.post is Post.CHAIR),
                tuple(term for term in terms if term.year == year and term.post is Post.VICE_CHAIR),
                tuple(one for one in here if one.held_on and not hides(one.conference_provenance)),
                _by_form([one for one in proposals if one.year == year]),
                told.note if told else "",
                told.source if told else "",
            )
        )
    return tuple(facts)


def _by_form(proposals: list[ProposalRow]) -> tuple[FormProposals, ...]:
    forms: dict[str, list[ProposalRow]] = {}
    for one in proposals:
        forms.setdefault(one.form_vi, []).append(one)
    return tuple(FormProposals(name, rows[0].form_en, tuple(rows)) for name, rows in forms.items())
