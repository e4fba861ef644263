"""The documents that are made from the data (handbook 11), and what each of them is about."""

from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_


class Matter(Labelled):
    """What a document is about: where its data come from and who may read them."""

    PROPOSAL = "proposal", N_("Đề nghị khen thưởng")
    YEAR = "year", N_("Năm thi đua")
    CONFERENCE = "conference", N_("Hội nghị")
    POLL = "poll", N_("Lượt bỏ phiếu")


class DocumentKind(Labelled):
    """Kinds of documents; the codes are those of the papers of a dossier."""

    SUBMISSION = "submission", N_("Tờ trình của đơn vị trình Thủ tướng Chính phủ")
    CLUSTER_SUBMISSION = "cluster_submission", N_("Tờ trình của Cụm trưởng gửi Hội đồng trung ương")
    ACHIEVEMENT_REPORT = "achievement_report", N_("Báo cáo thành tích")
    NOMINEE_LIST = "nominee_list", N_("Danh sách đề nghị khen thưởng")
    CONFERENCE_MINUTES = "conference_minutes", N_("Trích biên bản hội nghị")
    PREPARATORY_MINUTES = "preparatory_minutes", N_("Trích biên bản họp trù bị")
    COUNCIL_MINUTES = "council_minutes", N_("Trích biên bản họp Hội đồng của đơn vị")
    COUNCIL_BALLOT = "council_ballot", N_("Biên bản kiểm phiếu của Hội đồng của đơn vị")
    CLUSTER_BALLOT = "cluster_ballot", N_("Biên bản kiểm phiếu của cụm")
    SCORE_TABLE = "score_table", N_("Bảng tổng hợp điểm")
    DISCLOSURE_SUMMARY = "disclosure_summary", N_("Báo cáo kết quả lấy ý kiến công khai")

    @property
    def matter(self) -> Matter:
        """What the document is about."""
        return MATTERS[self]


MATTERS = {
    DocumentKind.SUBMISSION: Matter.PROPOSAL,
    DocumentKind.CLUSTER_SUBMISSION: Matter.YEAR,
    DocumentKind.ACHIEVEMENT_REPORT: Matter.PROPOSAL,
    DocumentKind.NOMINEE_LIST: Matter.YEAR,
    DocumentKind.CONFERENCE_MINUTES: Matter.CONFERENCE,
    DocumentKind.PREPARATORY_MINUTES: Matter.CONFERENCE,
    DocumentKind.COUNCIL_MINUTES: Matter.POLL,
    DocumentKind.COUNCIL_BALLOT: Matter.POLL,
    DocumentKind.CLUSTER_BALLOT: Matter.POLL,
    DocumentKind.SCORE_TABLE: Matter.YEAR,
    DocumentKind.DISCLOSURE_SUMMARY: Matter.PROPOSAL,
}


def find_kind(code: str) -> DocumentKind | None:
    """The kind with this code, or None."""
    return next((kind for kind in DocumentKind if kind.value == code), None)
