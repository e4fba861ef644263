"""Danh sách đề nghị: who is proposed for what, in protocol order."""

from emulation.services.composing import frame, proposing
from emulation.services.composing.ground import Ground, mark_of
from emulation.vocabulary.administrative import gap
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.official import Grid, OfficialPaper


def nominees(ground: Ground) -> OfficialPaper:
    """The annex of the chair's submission."""
    around = frame.of_cluster(ground, ground.today, "DS")
    bodies = (PollBody.CLUSTER, PollBody.CITY_COUNCIL)
    table = proposing.nominee_table(ground, ground.nominees, bodies)
    empty = Grid((("", gap("đơn vị được đề nghị"), "", "", "", "", ""),))
    return OfficialPaper(
        kind=DocumentKind.NOMINEE_LIST,
        **around.head("", None, "số văn bản"),
        type_name="DANH SÁCH",
        abstract=f"Đơn vị, cá nhân được đề nghị khen thưởng năm {ground.year}",
        values={
            "danh_sach": table if table.rows else empty,
            "ghi_chu": ("Danh sách xếp theo thứ tự lễ tân của các thành viên.",),
        },
        recipients=frame.recipients("Kèm theo Tờ trình của Cụm trưởng"),
        mark=mark_of(
            [
                *(row.provenance for row in ground.nominees),
                *(row.provenance for row in ground.places),
                *(row.provenance for row in ground.rounds),
            ]
        ),
        facts={"year": ground.year},
    )
