"""Who was proposed for which award over the years, for the analysis of fairness."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.awards import AwardForm, Proposal
from emulation.models.cycles import Cycle
from emulation.queries.award_forms import WithForm
from emulation.queries.awards import WITHHELD, is_public
from emulation.queries.rows import rows_as
from emulation.vocabulary.award_kinds import AwardKind, NomineeKind
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.states import ProposalState


@dataclass(frozen=True)
class Honour(WithForm):
    """A proposal that left its member's hands, at whatever step it stands or ended."""

    year: int
    member_id: int
    form_code: str
    form_vi: str
    form_en: str
    kind: AwardKind
    nominee_kind: NomineeKind
    is_direct_worker: bool
    is_small_collective: bool
    state: ProposalState
    provenance: Provenance
    is_public: bool

    @property
    def is_illustrative(self) -> bool:
        """Whether it is made up for demonstration (decisions 7)."""
        return self.provenance is Provenance.ILLUSTRATIVE

    @property
    def is_decided(self) -> bool:
        """Whether a decision gave it and still stands."""
        return self.state in (ProposalState.DECIDED, ProposalState.CONFERRED)


def honours_of(session: Session, cluster_id: int) -> list[Honour]:
    """Every proposal of all years that is no draft and was neither returned nor withdrawn, the highest forms first."""
    statement = (
        select(
            Cycle.year,
            Proposal.member_id,
            AwardForm.code,
            AwardForm.name_vi,
            AwardForm.name_en,
            Proposal.kind,
            Proposal.nominee_kind,
            Proposal.is_direct_worker,
            Proposal.is_small_collective,
            Proposal.state,
            Proposal.provenance,
            is_public(),
        )
        .join(Cycle, Cycle.id == Proposal.cycle_id)
        .join(AwardForm, AwardForm.id == Proposal.award_form_id)
        .where(Cycle.cluster_id == cluster_id, Proposal.state.not_in(WITHHELD))
        .order_by(Cycle.year, AwardForm.position, Proposal.id)
    )
    return rows_as(session, Honour, statement)
