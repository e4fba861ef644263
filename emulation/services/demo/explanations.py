"""One disputed line of the running year: asked about, explained, and partly accepted. All of it illustrative."""

from datetime import date

from emulation.models.cycles import Cycle
from emulation.queries import sheets as queries
from emulation.services import conclusions, explanations
from emulation.services.conclusions import Conclusion
from emulation.services.demo.ground import Ground, at
from emulation.vocabulary.kinds import ExplanationOutcome
from emulation.vocabulary.moves import ExplanationMove

#: Whose line is disputed, and which: a criterion that is judged, so that no official figure stands behind it.
MEMBER, CRITERION = "HP", "I.19"
QUESTION = "Minh họa: báo cáo chưa nêu kết quả quý IV nên chưa đủ căn cứ cho mức điểm đề nghị."
ANSWER = "Minh họa: đơn vị đã bổ sung báo cáo quý IV; hai trong ba nội dung có văn bản xác nhận."
CONCLUSION = "Minh họa: chấp nhận hai nội dung có văn bản xác nhận."


def load_settled(ground: Ground, cycle: Cycle) -> None:
    """The whole way of one explanation, by the people of the demo's cast."""
    session, year = ground.session, cycle.year + 1
    sheet = queries.get_sheet(session, cycle.id, ground.members[MEMBER])
    codes = {one.code: one.id for one in queries.leaves_of(session, sheet.scorecard_id)}
    line = next(one for one in sheet.lines if one.criterion_id == codes[CRITERION])
    own = line.claimed
    assert own is not None, "the officer judged it"
    now = at(date(year, 1, 20))
    row = explanations.request(
        session,
        actor=ground.person("secretary.hn", now),
        now=now,
        cycle=cycle,
        sheet=sheet,
        version=sheet.version,
        criterion_id=line.criterion_id,
        points=own - 2,
        reason=QUESTION,
        due_on=date(year, 1, 30),
    )
    now = at(date(year, 1, 26))
    officer, leader = (ground.person(f"{office}.{MEMBER.lower()}", now) for office in ("officer", "leader"))
    explanations.save(session, actor=officer, now=now, explanation=row, version=row.version, text=ANSWER)
    for actor, step in ((officer, ExplanationMove.REQUEST_APPROVAL), (leader, ExplanationMove.SEND)):
        explanations.move(session, actor=actor, now=now, explanation=row, version=row.version, step=step)
    now = at(date(year, 2, 5))
    conclusions.settle(
        session,
        actor=ground.person("secretary.hn", now),
        now=now,
        explanation=row,
        version=row.version,
        conclusion=Conclusion(ExplanationOutcome.PARTLY, own - 1, CONCLUSION),
    )
