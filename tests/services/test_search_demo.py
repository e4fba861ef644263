"""What every commit has kept is what a new index would say: proven on everything that the demo does."""

from pathlib import Path

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from emulation.db import Database, unit_of_work
from emulation.models.awards import AwardForm, Decision, Proposal
from emulation.models.clusters import Cluster, Member, Membership
from emulation.models.cycles import Cycle
from emulation.models.evidence import Evidence, StoredFile
from emulation.models.indicators import Indicator
from emulation.models.pledges import AgreementContent, Pledge, PledgeTarget
from emulation.models.results import ResultReport
from emulation.models.scorecards import Scorecard
from emulation.models.search import SearchEntry
from emulation.services import demo, search
from emulation.vocabulary.kinds import Period
from emulation.vocabulary.states import PledgeState, ReportState, ScorecardState
from tests.support.demo import PASSWORD, SAFE, copied

COLUMNS = [column for column in SearchEntry.__table__.columns if column.name != "id"]


def entries(session: Session) -> set[Row]:  # type: ignore[type-arg]
    return set(session.execute(select(*COLUMNS)).all())


def require_true(database: Database) -> set[Row]:  # type: ignore[type-arg]
    """The index as it stands, once it is proven to be what a new one is; nothing is committed."""
    with database.writing() as session:
        kept = entries(session)
        search.rebuild(session)
        made = entries(session)
        session.rollback()
    assert kept == made, sorted(map(str, kept ^ made))[:6]
    return kept


def _edit(session: Session) -> None:
    """Changes past the services, each of a kind of its own, in the running year."""
    cycle = session.scalars(select(Cycle).order_by(Cycle.year.desc())).first()
    assert cycle is not None
    session.scalars(select(Member).order_by(Member.id)).all()[1].name_vi = "Tên khác"
    session.scalars(select(Indicator).order_by(Indicator.id)).all()[3].name_vi = "Chỉ tiêu khác"
    session.scalars(select(AwardForm).order_by(AwardForm.id)).all()[0].name_vi = "Hình thức khác"
    session.scalars(select(Decision)).first().issuer = "Cơ quan khác"  # type: ignore[union-attr]
    session.scalars(select(Proposal).order_by(Proposal.id.desc())).first().nominee = "Đơn vị khác"  # type: ignore[union-attr]
    for pledge in session.scalars(select(Pledge).where(Pledge.cycle_id == cycle.id)):
        is_signed = pledge.state is PledgeState.SIGNED
        pledge.state = PledgeState.ACCEPTED if is_signed else PledgeState.SIGNED
        session.delete(
            session.scalars(select(PledgeTarget).where(PledgeTarget.pledge_id == pledge.id)).first()
        )
    for report in session.scalars(select(ResultReport).where(ResultReport.period == Period.MID_YEAR)):
        report.state = ReportState.DRAFT if report.state is ReportState.ACCEPTED else ReportState.ACCEPTED
    card = session.scalars(select(Scorecard).where(Scorecard.cycle_id == cycle.id)).one()
    later = Scorecard(
        cycle_id=cycle.id, edition=9, title="Bản sau", total_points=card.total_points, tie_rules=[]
    )
    later.state = ScorecardState.ISSUED
    session.add(later)
    content = session.scalars(select(AgreementContent).order_by(AgreementContent.id.desc())).first()
    assert content is not None
    content.text = "Nội dung khác"


def _move_house(session: Session) -> None:
    """A cluster is hidden and changes its code; a member comes back; two papers are put into its store."""
    cluster = session.scalars(select(Cluster).where(Cluster.code == demo.CODE)).one()
    cluster.is_public, cluster.code = False, "khac"
    first = session.scalars(select(Membership).order_by(Membership.id)).first()
    assert first is not None
    earlier = first.valid_from.replace(year=1990)
    session.add(Membership(cluster_id=cluster.id, member_id=first.member_id, valid_from=earlier))
    cycle = session.scalars(select(Cycle).order_by(Cycle.year.desc())).first()
    moment = session.scalars(select(Pledge.entered_at)).first()
    assert cycle is not None
    assert moment is not None
    file = StoredFile(
        cluster_id=cluster.id, sha256="a" * 64, name="a.pdf", size=1, media_type="application/pdf"
    )
    file.entered_at, cycle.theme = moment, "Chủ đề khác"
    session.add(file)
    session.flush()
    for number in (1, 2):
        paper = Evidence(cycle_id=cycle.id, member_id=first.member_id, file_id=file.id, title=f"Bản {number}")
        paper.entered_at = moment
        session.add(paper)


def _replace(session: Session) -> None:
    """One of the papers gets a new version, the other one is withdrawn."""
    old, lost = session.scalars(select(Evidence).order_by(Evidence.id.desc()).limit(2)).all()
    new = Evidence(cycle_id=old.cycle_id, member_id=old.member_id, file_id=old.file_id, title="Bản mới")
    new.entered_at, new.replaces_id, lost.withdrawn_at = old.entered_at, old.id, old.entered_at
    session.add(new)


def test_the_kept_index_is_the_rebuilt_one(database: Database, tmp_path: Path) -> None:
    """Every write of the demo, then changes of every kind, on both databases.

    Red when a table is left out of a Source in queries/findable.py, e.g. "member" of the pledges, "scorecard" by its
    later editions, or "evidence" by what replaces it.
    """
    if database.dialect == "sqlite":
        database = copied(tmp_path, "running")
    else:
        with database.writing() as session, unit_of_work(session):
            demo.load(session, stage="running", password=PASSWORD, folder=tmp_path, safe=SAFE)
    before = require_true(database)
    assert len(before) > 1000
    for change, least in ((_edit, 20), (_move_house, 20), (_replace, 3)):
        with database.writing() as session:
            change(session)
            session.commit()
        after = require_true(database)
        assert len(before ^ after) >= least
        before = after
