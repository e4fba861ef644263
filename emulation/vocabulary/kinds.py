"""Small closed lists: what kind of thing something is. Nothing here has a workflow."""

from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_


class Role(Labelled):
    """Roles of people. Chair or vice-chair is not a role: it follows the member's term by date."""

    MEMBER_OFFICER = "member_officer", N_("Cán bộ nhập liệu")
    MEMBER_LEADER = "member_leader", N_("Lãnh đạo duyệt")
    SECRETARIAT = "secretariat", N_("Tổ thư ký")
    COUNCIL_MEMBER = "council_member", N_("Thành viên bỏ phiếu")
    TELLER = "teller", N_("Ban kiểm phiếu")
    AUDITOR = "auditor", N_("Kiểm tra, giám sát")
    ADMIN = "admin", N_("Quản trị hệ thống")


class Post(Labelled):
    """Posts of the cluster, held by a member for a term."""

    CHAIR = "chair", N_("Cụm trưởng")
    VICE_CHAIR = "vice_chair", N_("Cụm phó")


class ClusterKind(Labelled):
    """Cluster of localities or bloc of bodies."""

    CLUSTER = "cluster", N_("Cụm thi đua")
    BLOC = "bloc", N_("Khối thi đua")


class Provenance(Labelled):
    """Where a figure or event comes from (decisions 7)."""

    PUBLISHED = "published", N_("Đã công bố"), "info"
    RECORDED = "recorded", N_("Ghi nhận trong hệ thống"), "neutral"
    ILLUSTRATIVE = "illustrative", N_("Minh họa"), "attention"


class ChangeKind(Labelled):
    """Dated changes of a member (features C3)."""

    JOINED = "joined", N_("Tham gia cụm")
    LEFT = "left", N_("Rời cụm")
    RENAMED = "renamed", N_("Đổi tên")
    MERGED = "merged", N_("Hợp nhất")
    BOUNDARY = "boundary", N_("Thay đổi địa giới")


class RotationRule(Labelled):
    """How the next chair is found (features C6; the current legal force is unconfirmed)."""

    FIXED_ORDER = "fixed_order", N_("Theo thứ tự cố định của các thành viên")
    VICE_BECOMES_CHAIR = "vice_becomes_chair", N_("Cụm phó năm nay làm Cụm trưởng năm sau")
    LONGEST_WAIT = "longest_wait", N_("Thành viên chờ lâu nhất")


class Direction(Labelled):
    """Which way an indicator is good."""

    HIGHER = "higher", N_("Càng cao càng tốt")
    LOWER = "lower", N_("Càng thấp càng tốt")


class Operator(Labelled):
    """The sign of a target."""

    EQ = "eq", N_("đúng bằng")
    GE = "ge", N_("ít nhất (≥)")
    GT = "gt", N_("trên (>)")
    LE = "le", N_("không quá (≤)")
    LT = "lt", N_("dưới (<)")
    RANGE = "range", N_("trong khoảng … đến …")


class PlanSource(Labelled):
    """Who set a plan (handbook 2: two plans may coexist)."""

    CENTRAL = "central", N_("Trung ương giao")
    CITY_COUNCIL = "city_council", N_("HĐND giao")


class ActualStatus(Labelled):
    """How firm a result is."""

    ESTIMATE = "estimate", N_("ước"), "neutral"
    OFFICIAL = "official", N_("chính thức"), "info"
    REVISED = "revised", N_("điều chỉnh"), "attention"


class Period(Labelled):
    """What a result covers. `ten_months` is part of a year and not comparable with full years."""

    Q1 = "q1", N_("Quý I")
    MID_YEAR = "mid_year", N_("6 tháng")
    Q3 = "q3", N_("9 tháng")
    TEN_MONTHS = "ten_months", N_("10 tháng")
    YEAR = "year", N_("Cả năm")


class Boundary(Labelled):
    """On which map a figure was measured."""

    OLD = "old", N_("địa giới trước 01/07/2025")
    NEW = "new", N_("địa giới sau 01/07/2025")


class Confidence(Labelled):
    """A member's own forecast for a target."""

    SURE = "sure", N_("Tin chắc"), "success"
    WORRIED = "worried", N_("Còn lo"), "attention"
    UNLIKELY = "unlikely", N_("Khó đạt"), "problem"


class RuleType(Labelled):
    """How a criterion turns results into points (handbook 6.1)."""

    RATIO_CAP = "ratio_cap", N_("Tỷ lệ, có chặn trên")
    RATIO_UNCAPPED = "ratio_uncapped", N_("Tỷ lệ, không chặn")
    RATIO_CAP_X = "ratio_cap_x", N_("Tỷ lệ, chặn ở bội số")
    PER_PCT = "per_pct", N_("Mỗi phần trăm kế hoạch được điểm")
    OVER_BONUS = "over_bonus", N_("Vượt kế hoạch được cộng")
    UNDER_PENALTY = "under_penalty", N_("Hụt kế hoạch bị trừ")
    INVERSE = "inverse", N_("Càng thấp càng tốt")
    BAND = "band", N_("Theo bậc")
    BOOLEAN = "boolean", N_("Có hoặc không")
    RANK = "rank", N_("Theo thứ hạng")
    MANUAL = "manual", N_("Chấm theo đánh giá, có lý do")
    BONUS = "bonus", N_("Điểm thưởng")
    PENALTY = "penalty", N_("Điểm trừ")


class TieRule(Labelled):
    """What separates equal totals (handbook 6.3; order unconfirmed, set per scorecard)."""

    CONTENT_ONE = "content_one", N_("Điểm nội dung I cao hơn")
    EMULATION_CONTENT = "emulation_content", N_("Điểm công tác thi đua cao hơn")
    FEWER_PENALTIES = "fewer_penalties", N_("Điểm trừ ít hơn")
    PREVIOUS_YEAR = "previous_year", N_("Thứ hạng năm trước tốt hơn")
    SECRET_BALLOT = "secret_ballot", N_("Kết quả bỏ phiếu kín của các thành viên")


class ExplanationOutcome(Labelled):
    """What became of an explanation; the points that follow stand beside it (features S6)."""

    ACCEPTED = "accepted", N_("Chấp nhận giải trình"), "success"
    PARTLY = "partly", N_("Chấp nhận một phần"), "attention"
    REJECTED = "rejected", N_("Không chấp nhận giải trình"), "problem"
    CONCEDED = "conceded", N_("Đơn vị đồng ý với điểm kiểm tra chéo"), "neutral"
    UNANSWERED = "unanswered", N_("Hết hạn, đơn vị không giải trình"), "neutral"


class ConferenceKind(Labelled):
    """Conferences of a cluster."""

    MID_YEAR = "mid_year", N_("Hội nghị sơ kết")
    PREPARATORY = "preparatory", N_("Họp trù bị")
    YEAR_END = "year_end", N_("Hội nghị tổng kết")


class LinkPurpose(Labelled):
    """What a link sent by mail is good for; a link of one purpose opens nothing else."""

    INVITATION = "invitation", N_("Lời mời tham gia")
    RESET = "reset", N_("Đặt lại mật khẩu")


class SignInLevel(Labelled):
    """What a signed-in device has proven."""

    PASSWORD = "password", N_("Mật khẩu")
    CODE = "code", N_("Mật khẩu và mã xác thực")


class SigningCapacity(Labelled):
    """In whose name somebody signs for another (Decree 30/2020, appendix I: TM., KT., TL., TUQ.)."""

    ON_BEHALF = "tm", N_("TM. – thay mặt tập thể")
    DEPUTY = "kt", N_("KT. – ký thay người đứng đầu")
    BY_ORDER = "tl", N_("TL. – thừa lệnh")
    AUTHORISED = "tuq", N_("TUQ. – thừa ủy quyền")


class DataRequestKind(Labelled):
    """What a person may ask about their own data (Law 91/2025/QH15)."""

    EXPORT = "export", N_("Nhận bản sao dữ liệu của mình")
    RECTIFY = "rectify", N_("Sửa dữ liệu chưa đúng")
    ERASE = "erase", N_("Xóa dữ liệu của mình")
    RESTRICT = "restrict", N_("Hạn chế xử lý dữ liệu của mình")


class MailPace(Labelled):
    """How often somebody gets mail about what happens."""

    EACH = "each", N_("Mỗi thông báo một thư")
    DAILY = "daily", N_("Một thư tổng hợp mỗi ngày")
    WEEKLY = "weekly", N_("Một thư tổng hợp mỗi tuần")


class CampaignKind(Labelled):
    """What kind of emulation movement (Law 06/2022/QH15: regular or thematic; a drive is time-boxed, handbook A02)."""

    REGULAR = "regular", N_("Thi đua thường xuyên")
    THEMATIC = "thematic", N_("Thi đua theo chuyên đề")
    DRIVE = "drive", N_("Đợt thi đua đặc biệt")


class CampaignReportKind(Labelled):
    """When a campaign is reported on."""

    INTERIM = "interim", N_("Báo cáo sơ kết")
    FINAL = "final", N_("Báo cáo tổng kết")


class ImportKind(Labelled):
    """What a workbook brings."""

    TARGETS = "targets", N_("Chỉ tiêu cam kết")
    RESULTS = "results", N_("Kết quả thực hiện")


class Sight(Labelled):
    """Who may find a record by searching."""

    PUBLIC = "public", N_("Mọi người")
    CLUSTER = "cluster", N_("Người của cụm")
    MEMBER = "member", N_("Đơn vị và Cụm trưởng")


class CardChange(Labelled):
    """What is different in a criterion between two scorecards (features S1)."""

    ADDED = "added", N_("Thêm"), "info"
    REMOVED = "removed", N_("Bỏ"), "problem"
    MOVED = "moved", N_("Chuyển nhóm"), "attention"
    ORDER = "order", N_("Đổi thứ tự"), "neutral"
    RENAMED = "renamed", N_("Đổi tên"), "neutral"
    POINTS = "points", N_("Đổi điểm"), "attention"
    RULE = "rule", N_("Đổi cách chấm"), "attention"
    PARAMS = "params", N_("Đổi tham số"), "attention"
    SOURCE = "source", N_("Đổi chỉ tiêu hoặc nguồn kế hoạch"), "attention"
    EVIDENCE = "evidence", N_("Đổi minh chứng"), "neutral"
