"""The states of every workflow, in the order in which they are passed."""

from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_


class Phase(Labelled):
    """Phases of an emulation year."""

    PLANNING = "planning", N_("Chuẩn bị năm"), "neutral"
    PLEDGING = "pledging", N_("Đăng ký giao ước"), "info"
    FIRST_HALF = "first_half", N_("Thực hiện 6 tháng đầu năm"), "info"
    MID_YEAR = "mid_year", N_("Sơ kết 6 tháng"), "info"
    SECOND_HALF = "second_half", N_("Thực hiện 6 tháng cuối năm"), "info"
    SELF_SCORING = "self_scoring", N_("Báo cáo năm, tự chấm điểm"), "info"
    CROSS_CHECKING = "cross_checking", N_("Kiểm tra chéo"), "info"
    EXPLAINING = "explaining", N_("Giải trình"), "info"
    TOTALS = "totals", N_("Tổng hợp, họp trù bị"), "info"
    CONFERENCE = "conference", N_("Hội nghị tổng kết"), "attention"
    AWARDING = "awarding", N_("Trình khen thưởng"), "info"
    CLOSED = "closed", N_("Đã đóng năm"), "success"


class PledgeState(Labelled):
    """A member's pledge for a year."""

    DRAFT = "draft", N_("Nháp"), "neutral"
    AWAITING_APPROVAL = "awaiting_approval", N_("Chờ lãnh đạo duyệt"), "attention"
    SUBMITTED = "submitted", N_("Đã nộp"), "info"
    RETURNED = "returned", N_("Trả lại để sửa"), "attention"
    ACCEPTED = "accepted", N_("Đã thống nhất"), "info"
    SIGNED = "signed", N_("Đã ký"), "success"
    WITHDRAWN = "withdrawn", N_("Đã rút lại"), "neutral"


class ReportState(Labelled):
    """A member's report of results for a period."""

    DRAFT = "draft", N_("Nháp"), "neutral"
    AWAITING_APPROVAL = "awaiting_approval", N_("Chờ lãnh đạo duyệt"), "attention"
    SUBMITTED = "submitted", N_("Đã nộp"), "info"
    RETURNED = "returned", N_("Trả lại để sửa"), "attention"
    ACCEPTED = "accepted", N_("Đã tiếp nhận"), "success"


class ScorecardState(Labelled):
    """A scorecard of a year."""

    DRAFT = "draft", N_("Đang soạn"), "neutral"
    ISSUED = "issued", N_("Đã ban hành"), "success"


class SheetState(Labelled):
    """A member's score sheet."""

    DRAFT = "draft", N_("Nháp"), "neutral"
    AWAITING_APPROVAL = "awaiting_approval", N_("Chờ lãnh đạo ký duyệt"), "attention"
    SUBMITTED = "submitted", N_("Đã nộp tự chấm"), "info"
    RETURNED = "returned", N_("Trả lại để sửa"), "attention"
    CROSS_CHECKING = "cross_checking", N_("Đang kiểm tra chéo"), "info"
    EXPLAINING = "explaining", N_("Chờ giải trình"), "attention"
    REVIEWED = "reviewed", N_("Đã thẩm định lần 2"), "info"
    FROZEN = "frozen", N_("Đã khóa điểm"), "info"
    FINALISED = "finalised", N_("Đã chốt điểm"), "info"
    PUBLISHED = "published", N_("Đã công bố"), "success"


class CrossState(Labelled):
    """A cross-check sheet: hidden from everybody but its checker until all are opened together (features S5)."""

    ASSIGNED = "assigned", N_("Đã phân công"), "neutral"
    DRAFT = "draft", N_("Đang chấm"), "attention"
    SEALED = "sealed", N_("Đã niêm phong"), "info"
    OPENED = "opened", N_("Đã mở niêm phong"), "success"
    MISSED = "missed", N_("Không niêm phong đúng hạn"), "problem"


class ExplanationState(Labelled):
    """A line that a member is asked to explain (features S6)."""

    REQUESTED = "requested", N_("Chờ giải trình"), "attention"
    AWAITING_APPROVAL = "awaiting_approval", N_("Chờ lãnh đạo duyệt"), "attention"
    SENT = "sent", N_("Đã gửi giải trình"), "info"
    SETTLED = "settled", N_("Đã có kết luận"), "success"


class RankingState(Labelled):
    """The ranking of a year."""

    FROZEN = "frozen", N_("Đã khóa điểm"), "info"
    FINALISED = "finalised", N_("Đã chốt điểm"), "info"
    PUBLISHED = "published", N_("Đã công bố"), "success"


class ProposalState(Labelled):
    """An award proposal. "Sent" always says to whom."""

    DRAFT = "draft", N_("Nháp"), "neutral"
    SUBMITTED = "submitted", N_("Đã gửi Cụm trưởng"), "info"
    RETURNED = "returned", N_("Trả lại để bổ sung"), "attention"
    VOTED = "voted", N_("Đã bỏ phiếu thông qua"), "info"
    IN_DISCLOSURE = "in_disclosure", N_("Đang lấy ý kiến"), "attention"
    SENT = "sent", N_("Đã trình cấp trên"), "info"
    APPRAISING = "appraising", N_("Đang thẩm định"), "info"
    DECIDED = "decided", N_("Đã có quyết định"), "success"
    CONFERRED = "conferred", N_("Đã trao tặng"), "success"
    NOT_GRANTED = "not_granted", N_("Chưa được tặng"), "neutral"
    WITHDRAWN = "withdrawn", N_("Đã rút"), "neutral"
    REVOKED = "revoked", N_("Đã hủy bỏ quyết định"), "problem"


class EligibilityState(Labelled):
    """Whether a member is considered in a year (handbook 6.4)."""

    ELIGIBLE = "eligible", N_("Đủ điều kiện"), "success"
    SUSPENDED = "suspended", N_("Tạm dừng xét"), "attention"
    INELIGIBLE = "ineligible", N_("Không xét"), "problem"


class DataRequestState(Labelled):
    """A person's request about their own data."""

    RECEIVED = "received", N_("Đã tiếp nhận"), "attention"
    ANSWERED = "answered", N_("Đã trả lời, đang thực hiện"), "info"
    COMPLETED = "completed", N_("Đã thực hiện"), "success"
    REFUSED = "refused", N_("Không thực hiện được, đã nêu lý do"), "neutral"


class CampaignState(Labelled):
    """A campaign of a cluster."""

    DRAFT = "draft", N_("Nháp"), "neutral"
    LAUNCHED = "launched", N_("Đã phát động"), "info"
    REVIEWED = "reviewed", N_("Đã sơ kết"), "info"
    CONCLUDED = "concluded", N_("Đã tổng kết"), "success"
    CANCELLED = "cancelled", N_("Đã hủy"), "neutral"


class RegistrationState(Labelled):
    """A member's registration in a campaign."""

    NOT_SENT = "not_sent", N_("Chưa gửi"), "neutral"
    PENDING = "pending", N_("Chờ duyệt"), "attention"
    REFUSED = "refused", N_("Từ chối"), "problem"
    APPROVED = "approved", N_("Đã duyệt"), "success"


class CampaignReportState(Labelled):
    """A report about a campaign."""

    DRAFT = "draft", N_("Nháp"), "neutral"
    SUBMITTED = "submitted", N_("Đã nộp"), "info"


class RuleChangeState(Labelled):
    """A change of the rulebook on its way."""

    PENDING = "pending", N_("Chờ người thứ hai xác nhận"), "attention"
    CONFIRMED = "confirmed", N_("Đã xác nhận"), "success"
    REFUSED = "refused", N_("Không xác nhận"), "problem"
    WITHDRAWN = "withdrawn", N_("Đã rút"), "neutral"


class DisclosureState(Labelled):
    """A public consultation."""

    DRAFT = "draft", N_("Đang chuẩn bị"), "neutral"
    OPEN = "open", N_("Đang lấy ý kiến"), "attention"
    CLOSED = "closed", N_("Hết hạn nhận ý kiến"), "info"
    ANSWERED = "answered", N_("Đã trả lời"), "info"
    REPORTED = "reported", N_("Đã tổng hợp vào hồ sơ"), "success"


class CommentState(Labelled):
    """A comment of a consultation."""

    PENDING = "pending", N_("Chờ duyệt"), "attention"
    SHOWN = "shown", N_("Đã đăng"), "info"
    HIDDEN = "hidden", N_("Không đăng"), "neutral"
    ANSWERED = "answered", N_("Đã trả lời"), "success"
