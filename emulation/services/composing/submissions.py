"""Tờ trình: of a city's People's Committee to the Prime Minister, of the cluster's chair to the Central Council."""

from emulation.queries.official import NomineeRow
from emulation.services.composing import frame, proposing
from emulation.services.composing.ground import Ground, day_of, mark_of, unit_of
from emulation.vocabulary.award_kinds import AwardKind, PollBody
from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.official import OfficialPaper

OWN_PAPERS = (
    "Báo cáo thành tích",
    "Biên bản họp Hội đồng Thi đua - Khen thưởng",
    "Biên bản kiểm phiếu của Hội đồng",
    "Tờ trình, bảng tổng hợp điểm, biên bản và biên bản kiểm phiếu của cụm",
)
CLUSTER_PAPERS = (
    "Bảng tổng hợp điểm",
    "Biên bản họp trù bị",
    "Biên bản hội nghị tổng kết",
    "Biên bản kiểm phiếu của cụm",
    "Danh sách đề nghị khen thưởng",
)


def of_city(ground: Ground, row: NomineeRow) -> OfficialPaper:
    """A city proposes one nominee to the Prime Minister."""
    day = row.sent_on or ground.today
    around = frame.of_city(ground, row.member_id, row.member, day, "TTr")
    simple = row.kind is AwardKind.AD_HOC
    bodies = (PollBody.CLUSTER,) if simple else (PollBody.CLUSTER, PollBody.CITY_COUNCIL)
    return OfficialPaper(
        kind=DocumentKind.SUBMISSION,
        **around.head(row.sent_number, row.sent_on, "số tờ trình"),
        type_name="TỜ TRÌNH",
        abstract=f"Về việc đề nghị tặng “{row.form}” cho {_whom(ground, row)} năm {ground.year}",
        addressees=("Thủ tướng Chính phủ",),
        bases=proposing.bases(ground, day_of(row, ground.today)),
        values=proposing.body(ground, [row], bodies, OWN_PAPERS),
        recipients=frame.recipients("Như trên", row.sent_to or "Ban Thi đua - Khen thưởng Trung ương"),
        mark=_mark(ground, [row]),
        facts=proposing.facts_of(ground, row),
    )


def of_cluster(ground: Ground) -> OfficialPaper:
    """The chair proposes what the conference agreed on to the Central Council."""
    around = frame.of_cluster(ground, ground.today, "TTr")
    return OfficialPaper(
        kind=DocumentKind.CLUSTER_SUBMISSION,
        **around.head("", None, "số tờ trình"),
        type_name="TỜ TRÌNH",
        abstract=f"Về việc đề nghị khen thưởng các đơn vị của {ground.cluster} năm {ground.year}",
        addressees=(frame.CENTRAL,),
        bases=proposing.bases(ground, ground.today),
        values=proposing.body(ground, ground.nominees, (PollBody.CLUSTER,), CLUSTER_PAPERS),
        recipients=frame.recipients("Như trên", "Các thành viên của cụm"),
        mark=_mark(ground, ground.nominees),
        facts={"year": ground.year},
    )


def _whom(ground: Ground, row: NomineeRow) -> str:
    if row.nominee in ("", row.member):
        return unit_of(row.member, ground.cluster)
    return row.nominee


def _mark(ground: Ground, rows: list[NomineeRow]) -> str:
    return mark_of(
        [
            *(row.provenance for row in rows),
            *(place.provenance for place in ground.places),
            *(one.provenance for one in ground.rounds),
        ]
    )
