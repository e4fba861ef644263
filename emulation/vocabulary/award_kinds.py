"""Small closed lists of awards: kinds, nominees, votes, verdicts, papers. Nothing here has a workflow."""

from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_


class RevocationGround(Labelled):
    """Grounds for cancelling a decision (Law 06/2022/QH15, chapter VII; rule `revoke.l22`)."""

    FALSE_DECLARATION = "a", N_("Kê khai gian dối")
    FALSE_PAPERS = "b", N_("Cung cấp thông tin, giấy tờ sai")
    UNLAWFUL_APPRAISAL = "c", N_("Thẩm định trái quy định của pháp luật")
    VIOLATION_FOUND = "d", N_("Phát hiện vi phạm trong thời gian tính thành tích")


class AwardKind(Labelled):
    """The six commendation types of the law (Law 06/2022/QH15, article 8)."""

    MERIT = "merit", N_("Công trạng")
    AD_HOC = "ad_hoc", N_("Đột xuất")
    THEMATIC = "thematic", N_("Phong trào, chuyên đề")
    CONTRIBUTION = "contribution", N_("Quá trình cống hiến")
    SENIORITY = "seniority", N_("Niên hạn")
    DIPLOMATIC = "diplomatic", N_("Đối ngoại")


class NomineeKind(Labelled):
    """Who is proposed for an award."""

    MEMBER = "member", N_("Thành viên của cụm")
    COLLECTIVE = "collective", N_("Tập thể")
    PERSON = "person", N_("Cá nhân")


class PollBody(Labelled):
    """Who votes; the two votes are never mixed (handbook 9)."""

    CITY_COUNCIL = "city_council", N_("Hội đồng Thi đua - Khen thưởng của đơn vị")
    CLUSTER = "cluster", N_("Các thành viên của cụm")


class Verdict(Labelled):
    """What a rule says about a proposal (features A4)."""

    PASSED = "passed", N_("Đạt"), "success"
    FAILED = "failed", N_("Không đạt"), "problem"
    NEEDS_PERSON = "needs_person", N_("Cần người quyết định"), "attention"


class PaperOrigin(Labelled):
    """Where a paper of a dossier comes from."""

    UPLOADED = "uploaded", N_("Tải lên")
    MADE = "made", N_("Tạo từ số liệu")


class RecoveryKind(Labelled):
    """What a revoked award gives back (rule `revoke.l22`)."""

    ARTEFACT = "artefact", N_("Hiện vật")
    MONEY = "money", N_("Tiền thưởng")
