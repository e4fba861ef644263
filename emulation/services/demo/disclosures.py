"""Illustrative consultations: a finished one behind last year's proposals, and one that receives comments."""

from collections.abc import Sequence
from datetime import date

from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.models.disclosures import Disclosure, DisclosureComment, DisclosureNominee
from emulation.services import comments, disclosures
from emulation.services.comments import CommentDraft
from emulation.services.demo.ground import Ground, at
from emulation.services.disclosures import DisclosureDraft
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.moves import CommentMove, DisclosureMove
from emulation.vocabulary.states import CommentState, DisclosureState
from emulation.vocabulary.tokens import hashed, new_token

SUMMARY = (
    "Đã lấy ý kiến công khai từ ngày 21/03/2025 đến hết ngày 04/04/2025 (10 ngày làm việc)."
    " Đã nhận 2 ý kiến: 1 ý kiến được đăng, 1 ý kiến không đăng; 1 ý kiến đã được trả lời.\n"
    "Minh họa: ý kiến đề nghị làm rõ kết quả thu ngân sách; đã giải trình bằng số liệu quyết toán."
)
INTRODUCTION = (
    "Minh họa: theo kết quả bỏ phiếu của cụm, các đơn vị dưới đây được đề nghị khen thưởng."
    " Mời nhân dân đọc và góp ý."
)
#: Ranks of that year are not published yet: what everybody reads names none.
MERIT = "Minh họa: hoàn thành các chỉ tiêu chủ yếu của năm, dẫn đầu về cải cách hành chính."
OPEN_ON = date(2026, 3, 9)
#: Comments of visitors, none of them a real person's: day, name, wish to be named, words.
SAID = (
    (
        date(2026, 3, 11),
        "Trần Thị Minh Họa",
        True,
        "Minh họa: đề nghị nêu rõ số tuyến phố đã chỉnh trang trong năm.",
    ),
    (
        date(2026, 3, 16),
        "Lê Văn Minh Họa",
        False,
        "Minh họa: tôi đồng ý với đề nghị, kết quả xuất khẩu rất tốt.",
    ),
    (
        date(2026, 3, 18),
        "Phạm Minh Họa",
        False,
        "Minh họa: cần công khai thêm kết quả giảm nghèo từng phường.",
    ),
)


def load_reported(ground: Ground, cycle: Cycle, proposals: Sequence[Proposal]) -> None:
    """What was put to consultation from 21/03 to 04/04/2025, answered and laid into the dossiers."""
    window = Disclosure(
        cycle_id=cycle.id,
        title=f"Lấy ý kiến về đề nghị khen thưởng năm {cycle.year} (minh họa)",
        introduction=INTRODUCTION,
        state=DisclosureState.REPORTED,
        opens_on=date(2025, 3, 21),
        working_days=10,
        closes_on=date(2025, 4, 4),
        summary=SUMMARY,
        closed_at=at(date(2025, 4, 7)),
        reported_at=at(date(2025, 4, 9)),
        entered_at=at(date(2025, 3, 20)),
    )
    ground.add(window)
    ground.add(*(DisclosureNominee(disclosure_id=window.id, proposal_id=row.id) for row in proposals))
    said = at(date(2025, 3, 27))
    common = {"disclosure_id": window.id, "consented_at": said, "received_at": said, "moderated_at": said}
    ground.add(
        DisclosureComment(
            **common,
            code_hash=hashed(new_token()),
            full_name="Nguyễn Minh Họa",
            wants_name_shown=True,
            content="Minh họa: đề nghị làm rõ kết quả thu ngân sách năm 2024.",
            state=CommentState.ANSWERED,
            answer="Minh họa: số thu đã được quyết toán, kèm trong báo cáo thành tích.",
            answered_at=at(date(2025, 4, 1)),
        ),
        DisclosureComment(
            **common,
            code_hash=hashed(new_token()),
            full_name="",
            content="Minh họa: một ý kiến có lời lẽ xúc phạm.",
            state=CommentState.HIDDEN,
            moderation_reason="Có lời lẽ xúc phạm người khác.",
        ),
    )
    ground.tell(window, window.entered_at, proposals=len(proposals))


def load_open(ground: Ground, cycle: Cycle, proposals: Sequence[Proposal]) -> None:
    """A window from 09/03/2026 about proposals that passed the vote: one comment of each standing."""
    secretary = ground.person("secretary.hn", at(OPEN_ON))
    session = ground.session
    for row in proposals:
        row.merit = MERIT
        ground.tell(row, at(date(2026, 3, 6)), merit=MERIT)
    written = DisclosureDraft(
        title=f"Lấy ý kiến về đề nghị khen thưởng năm {cycle.year} (minh họa)",
        introduction=INTRODUCTION,
        opens_on=OPEN_ON,
        working_days=10,
        announced_at="Cổng thông tin điện tử thành phố (minh họa)",
        proposal_ids=[row.id for row in proposals],
    )
    window = disclosures.draft(
        session, actor=secretary, now=at(date(2026, 3, 6)), cycle=cycle, written=written
    )
    disclosures.move(
        session,
        actor=secretary,
        now=at(OPEN_ON),
        disclosure=window,
        version=window.version,
        step=DisclosureMove.OPEN,
    )
    steps = (CommentMove.ANSWER, CommentMove.SHOW, None)
    for (day, name, is_named, words), step in zip(SAID, steps, strict=True):
        draft = CommentDraft(
            name,
            words,
            str(len(proposals)),
            has_consent=True,
            wants_name_shown=is_named,
            proposal_id=proposals[0].id,
        )
        comments.send(session, actor=Actor(None, "", day), now=at(day), disclosure=window, draft=draft)
        if step is not None:
            _moderate(ground, window, step, day)


def _moderate(ground: Ground, window: Disclosure, step: CommentMove, day: date) -> None:
    newest = (
        ground.session.query(DisclosureComment)
        .filter_by(disclosure_id=window.id)
        .order_by(DisclosureComment.id.desc())
        .first()
    )
    assert newest is not None, "it was sent a moment ago"
    comments.moderate(
        ground.session,
        actor=ground.person("secretary.hn", at(day)),
        now=at(day, 15),
        comment=newest,
        version=newest.version,
        step=step,
        answer="Minh họa: danh mục 12 tuyến phố đã được đưa vào báo cáo thành tích.",
    )
