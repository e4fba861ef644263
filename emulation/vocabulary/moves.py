"""The verbs of every workflow: what a person asks for when they press a button."""

from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_


class PledgeMove(Labelled):
    """Moves of a pledge (features P5)."""

    REQUEST_APPROVAL = "request_approval", N_("Trình lãnh đạo duyệt")
    SUBMIT = "submit", N_("Nộp giao ước cho Cụm trưởng")
    RETURN = "return", N_("Trả lại để sửa")
    ACCEPT = "accept", N_("Thống nhất")
    SIGN = "sign", N_("Ghi đã ký")
    WITHDRAW = "withdraw", N_("Rút lại")
    REOPEN = "reopen", N_("Soạn lại")


class ReportMove(Labelled):
    """Moves of a report of results (features P6)."""

    REQUEST_APPROVAL = "request_approval", N_("Trình lãnh đạo duyệt")
    SUBMIT = "submit", N_("Nộp kết quả")
    RETURN = "return", N_("Trả lại để sửa")
    ACCEPT = "accept", N_("Tiếp nhận")
    REOPEN = "reopen", N_("Sửa kết quả")


class SheetMove(Labelled):
    """Moves of a score sheet (features S3, S7)."""

    REQUEST_APPROVAL = "request_approval", N_("Trình lãnh đạo ký duyệt")
    SUBMIT = "submit", N_("Ký duyệt và nộp")
    RETURN = "return", N_("Trả lại để sửa")
    CROSS_CHECK = "cross_check", N_("Chuyển kiểm tra chéo")
    EXPLAIN = "explain", N_("Yêu cầu giải trình")
    REVIEW = "review", N_("Kết thúc thẩm định")
    FREEZE = "freeze", N_("Khóa điểm")
    UNFREEZE = "unfreeze", N_("Mở khóa điểm")
    FINALISE = "finalise", N_("Chốt điểm")
    PUBLISH = "publish", N_("Công bố")


class ExplanationMove(Labelled):
    """Moves of an explanation (features S6)."""

    REQUEST_APPROVAL = "request_approval", N_("Trình lãnh đạo duyệt")
    RETURN = "return", N_("Trả lại để sửa")
    SEND = "send", N_("Gửi giải trình")
    CONCEDE = "concede", N_("Đồng ý với điểm kiểm tra chéo")
    SETTLE = "settle", N_("Ghi kết luận")


class ProposalMove(Labelled):
    """Moves of an award proposal (features A2)."""

    SUBMIT = "submit", N_("Gửi Cụm trưởng")
    RETURN = "return", N_("Trả lại để bổ sung")
    PASS_VOTE = "pass_vote", N_("Xác nhận đã qua bỏ phiếu")
    DISCLOSE = "disclose", N_("Mở lấy ý kiến")
    SEND = "send", N_("Trình cấp trên")
    CUT = "cut", N_("Không đưa vào danh sách")
    APPRAISE = "appraise", N_("Ghi bắt đầu thẩm định")
    DECIDE = "decide", N_("Ghi quyết định")
    REFUSE = "refuse", N_("Ghi không được tặng")
    CONFER = "confer", N_("Ghi đã trao tặng")
    WITHDRAW = "withdraw", N_("Rút đề nghị")
    REVOKE = "revoke", N_("Hủy bỏ quyết định")


class DataRequestMove(Labelled):
    """Moves of a person's request about their own data (features U8)."""

    ANSWER = "answer", N_("Trả lời và bắt đầu thực hiện")
    COMPLETE = "complete", N_("Ghi đã thực hiện")
    REFUSE = "refuse", N_("Trả lời không thực hiện được")


class CampaignMove(Labelled):
    """Moves of a campaign (features K1)."""

    LAUNCH = "launch", N_("Phát động")
    REVIEW = "review", N_("Ghi đã sơ kết")
    CONCLUDE = "conclude", N_("Ghi đã tổng kết")
    CANCEL = "cancel", N_("Hủy phong trào")


class RegistrationMove(Labelled):
    """Moves of a registration in a campaign (features K1)."""

    SEND = "send", N_("Gửi đăng ký")
    APPROVE = "approve", N_("Duyệt đăng ký")
    REFUSE = "refuse", N_("Từ chối đăng ký")


class TreeMove(Labelled):
    """Moves of a criterion within the tree of its scorecard (features S1)."""

    UP = "up", N_("Lên")
    DOWN = "down", N_("Xuống")
    IN = "in", N_("Thụt vào")
    OUT = "out", N_("Lùi ra")


class DisclosureMove(Labelled):
    """Moves of a public consultation (features D2)."""

    OPEN = "open", N_("Mở lấy ý kiến")
    CLOSE = "close", N_("Kết thúc nhận ý kiến")
    ANSWER = "answer", N_("Ghi đã trả lời hết")
    REPORT = "report", N_("Tổng hợp vào hồ sơ")


class CommentMove(Labelled):
    """Moves of a comment (features D2)."""

    SHOW = "show", N_("Đăng ý kiến")
    HIDE = "hide", N_("Không đăng")
    ANSWER = "answer", N_("Trả lời")
