"""A year with one row in every table that is sealed with it."""

from datetime import date
from decimal import Decimal
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.awards import AwardForm, Proposal
from emulation.models.base import Base
from emulation.models.crosschecks import CrossLine, CrossRoster, CrossSheet
from emulation.models.disclosures import Disclosure, DisclosureComment, DisclosureNominee
from emulation.models.dossiers import DossierPaper, PaperWaiver, ReportPart
from emulation.models.evidence import StoredFile
from emulation.models.explanations import Explanation
from emulation.models.pledges import Agreement, AgreementContent, Pledge, PledgeTarget, Signatory
from emulation.models.polls import Poll, PollCount
from emulation.models.rankings import RankingApproval, TieBallot
from emulation.models.results import ReportLine, ResultReport
from emulation.models.scorecards import Criterion, Exemption
from emulation.models.scoring import Eligibility, ScoreLine, ScoreSheet
from emulation.models.verdicts import ProposalRuling
from emulation.vocabulary.award_kinds import PaperOrigin, PollBody, Verdict
from emulation.vocabulary.kinds import Period
from emulation.vocabulary.states import EligibilityState, RankingState
from tests.factories import years
from tests.factories.world import World
from tests.support.ground import laid

R = TypeVar("R", bound=Base)


def fill(session: Session, world: World) -> None:
    """One row each, written directly; the ranking is finalised."""
    cycle_id, member_id = world.cycle_id, world.members["HN"]
    growth, now = world.indicators["GRDP_GROWTH"], world.now
    card = years.scorecard(session, world)
    ranking = years.ranking(session, world, RankingState.FINALISED)
    own = {"cycle_id": cycle_id, "member_id": member_id}
    agreement = _add(session, Agreement(cycle_id=cycle_id))
    _add(session, AgreementContent(agreement_id=agreement.id, position=1, text="Nội dung 1"))
    _add(session, Signatory(agreement_id=agreement.id, member_id=member_id, full_name="A", office="B"))
    pledge = _add(session, Pledge(**own, entered_at=now))
    _add(session, PledgeTarget(pledge_id=pledge.id, indicator_id=growth, position=1, low=Decimal("7.5")))
    report = _add(session, ResultReport(**own, period=Period.YEAR, entered_at=now))
    _add(session, ReportLine(report_id=report.id, indicator_id=growth))
    sheet = _add(session, ScoreSheet(**own, scorecard_id=card.id, entered_at=now))
    leaf = session.scalars(select(Criterion.id).where(Criterion.parent_id.is_not(None))).one()
    line = _add(session, ScoreLine(sheet_id=sheet.id, criterion_id=leaf))
    _add(
        session,
        Exemption(scorecard_id=card.id, criterion_id=leaf, member_id=member_id, reason="Không có cảng"),
    )
    roster = _add(session, CrossRoster(cycle_id=cycle_id, entered_at=now))
    check = _add(session, CrossSheet(roster_id=roster.id, checker_id=world.members["HCM"], **own))
    _add(session, CrossLine(cross_sheet_id=check.id, criterion_id=leaf))
    _add(session, Explanation(**own, line_id=line.id, asked_at=now))
    leader = world.users["leader.hn"]
    _add(session, RankingApproval(ranking_id=ranking.id, user_id=leader, name="Lãnh đạo", named_at=now))
    state = EligibilityState.SUSPENDED
    _add(
        session,
        Eligibility(**own, state=state, reason="Lý do", decided_by="Cụm trưởng", decided_on=date(2026, 1, 5)),
    )
    _add(session, TieBallot(**own, place=1, minutes="01/BB", entered_at=now))
    _fill_awards(session, world)


def _fill_awards(session: Session, world: World) -> None:
    own, now = {"cycle_id": world.cycle_id, "member_id": world.members["HN"]}, world.now
    form = _add(session, AwardForm(code="flag_gov", name_vi="Cờ thi đua của Chính phủ"))
    row = _add(session, Proposal(**own, award_form_id=form.id, nominee="Hà Nội", entered_at=now))
    day = date(2026, 1, 12)
    poll = _add(session, Poll(**own, body=PollBody.CITY_COUNCIL, held_on=day, members=9, entered_at=now))
    _add(session, PollCount(poll_id=poll.id, proposal_id=row.id, votes_for=8))
    about = {"proposal_id": row.id, "entered_at": now}
    _add(session, ProposalRuling(**about, head="flag_criteria", verdict=Verdict.PASSED, reason="Lý do"))
    file = StoredFile(cluster_id=world.cluster_id, sha256="0" * 64, name="a.pdf", size=1, media_type="-")
    file.entered_at = now
    _add(session, file)
    _add(session, DossierPaper(**about, kind="submission", origin=PaperOrigin.UPLOADED, file_id=file.id))
    _add(session, PaperWaiver(**about, kind="tax_confirmation", reason="Không áp dụng"))
    _add(session, ReportPart(**about, code="summary", text="Nội dung"))
    window = Disclosure(cycle_id=world.cycle_id, title="Lấy ý kiến", opens_on=day, working_days=10)
    window.closes_on, window.entered_at = date(2026, 1, 26), now
    _add(session, window)
    _add(session, DisclosureNominee(disclosure_id=window.id, proposal_id=row.id))
    comment = DisclosureComment(disclosure_id=window.id, code_hash="0" * 64, full_name="A", content="Đồng ý")
    comment.consented_at = comment.received_at = now
    _add(session, comment)


def _add(session: Session, row: R) -> R:
    session.add(row)
    laid(session)
    return row
