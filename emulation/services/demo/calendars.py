"""The running year's calendar: counted back from the receipt of the papers, some own dates, one late permission."""

from datetime import date

from emulation.models.cycles import Cycle
from emulation.queries import calendar as queries
from emulation.queries.calendar import get_milestone
from emulation.queries.places import MemberPlace
from emulation.services import calendar, extensions
from emulation.services.calendar import MilestoneDraft
from emulation.services.demo.ground import Ground, at
from emulation.services.demo.history import RUNNING
from emulation.services.demo.illustrative import NOTE
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.states import Phase

SECRETARY = "secretary.hn"
OWN = (
    MilestoneDraft("Hội nghị sơ kết 6 tháng", date(RUNNING, 7, 29), place="Hà Nội"),
    MilestoneDraft("Hội thảo chuyên đề về chuyển đổi số", date(RUNNING, 10, 22), place="Đà Nẵng"),
    MilestoneDraft(
        "Đoàn công tác kiểm tra tiến độ giao ước", date(RUNNING, 11, 5), date(RUNNING, 11, 7), is_public=False
    ),
)
#: Who may hand in its third-quarter report later, until when and why.
LATE, UNTIL = "DN", date(RUNNING, 12, 12)
REASON = "Thành phố đang khắc phục hậu quả mưa lũ, số liệu quý III về muộn (minh họa)."


def load_calendar(ground: Ground, cycle: Cycle) -> None:
    """Everything through the services, as the chair's secretariat does it, labelled as illustrative."""
    now = at(date(RUNNING, 4, 15))
    who = ground.person(SECRETARY, now)
    offered = calendar.proposal_for(ground.session, cycle.year)
    calendar.plan_back(
        ground.session,
        actor=who,
        now=now,
        cycle=cycle,
        version=cycle.version,
        received_on=offered.received_on,
        with_steps=True,
    )
    for draft in OWN:
        calendar.add(ground.session, actor=who, now=now, cycle=cycle, draft=draft)
    for row in queries.milestones_of(ground.session, cycle.id):
        milestone = get_milestone(ground.session, cycle.id, row.id)
        milestone.provenance, milestone.note = Provenance.ILLUSTRATIVE, NOTE
    ground.session.flush()


def load_extension(ground: Ground, cycle: Cycle) -> None:
    """A city asks in time, and is permitted to be late."""
    now, member_id = at(date(RUNNING, 10, 10)), ground.members[LATE]
    extensions.grant(
        ground.session,
        actor=ground.person(SECRETARY, now),
        now=now,
        cycle=cycle,
        member=MemberPlace(member_id, LATE, ground.name(member_id), ""),
        phase=Phase.SECOND_HALF,
        until_on=UNTIL,
        reason=REASON,
    )
