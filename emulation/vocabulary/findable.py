"""What can be found by searching: kinds of records, in the order of the groups on the page, and one found record."""

from dataclasses import dataclass

from emulation.vocabulary.kinds import Sight
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_


class Findable(Labelled):
    """A kind of record in the index; its code is the table."""

    CLUSTER = "cluster", N_("Cụm, khối thi đua")
    MEMBERSHIP = "membership", N_("Thành viên cụm")
    CYCLE = "cycle", N_("Năm thi đua")
    RANKING = "year_ranking", N_("Bảng xếp hạng")
    CONTENT = "agreement_content", N_("Nội dung giao ước của cụm")
    PLEDGE = "pledge", N_("Giao ước của thành viên")
    TARGET = "pledge_target", N_("Chỉ tiêu cam kết")
    REPORT = "result_report", N_("Báo cáo kết quả")
    SCORECARD = "scorecard", N_("Bảng tiêu chí chấm điểm")
    CRITERION = "criterion", N_("Tiêu chí chấm điểm")
    CAMPAIGN = "campaign", N_("Phong trào thi đua")
    CONFERENCE = "conference", N_("Hội nghị")
    PROPOSAL = "proposal", N_("Đề nghị khen thưởng")
    DECISION = "decision", N_("Quyết định khen thưởng")
    AWARD = "award", N_("Đơn vị, cá nhân được khen thưởng")
    INDICATOR = "indicator", N_("Danh mục chỉ tiêu")
    EVIDENCE = "evidence", N_("Minh chứng")


@dataclass(frozen=True)
class Entry:
    """A record as the search knows it. `also`: words that find it but are not shown. `href`: a path of ours."""

    sight: Sight
    title: str
    href: str
    detail: str = ""
    also: str = ""
    cluster_id: int | None = None
    member_id: int | None = None
    year: int | None = None


@dataclass(frozen=True)
class Found:
    """A record that a reader has found."""

    kind: Findable
    title: str
    detail: str
    href: str
    year: int | None
