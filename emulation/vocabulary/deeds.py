"""What the trail's verbs mean in words: "{Họ tên} {deed}". Every verb a service writes stands here."""

from emulation.vocabulary.words import N_

DEEDS = {
    # accounts and files
    "user.added": N_("đã thêm tài khoản"),
    "user.appointed": N_("đã ghi vai trò"),
    "user.password_set": N_("đã đổi mật khẩu"),
    "user.disabled": N_("đã khóa tài khoản"),
    "user.enabled": N_("đã mở lại tài khoản"),
    "user.signed_in": N_("đã đăng nhập"),
    "user.signed_out": N_("đã đăng xuất"),
    "file.added": N_("đã tải tệp lên"),
    # clusters, members, terms
    #
    #
    # years
    #
    #
    # pledges and agreements
    "pledge.saved": N_("đã lưu giao ước"),
    "pledge.recorded_from_paper": N_("đã nhập thay giao ước từ bản ký"),
    "pledge.confirmed": N_("đã xác nhận giao ước nhập thay"),
    "pledge.request_approval": N_("đã trình lãnh đạo duyệt giao ước"),
    "pledge.submit": N_("đã duyệt và nộp giao ước cho Cụm trưởng"),
    "pledge.return": N_("đã trả lại giao ước để sửa"),
    "pledge.accept": N_("đã thống nhất giao ước"),
    "pledge.sign": N_("đã ghi giao ước đã ký"),
    "pledge.withdraw": N_("đã rút lại giao ước"),
    "pledge.reopen": N_("đã cho soạn lại giao ước"),
    "agreement.saved": N_("đã sửa nội dung giao ước của cụm"),
    "agreement.signed": N_("đã ghi lễ ký kết giao ước"),
    # indicators and results
    #
    #
    # scorecards
    "scorecard.created": N_("đã lập bảng tiêu chí"),
    "scorecard.copied": N_("đã chép bảng tiêu chí từ năm trước"),
    "scorecard.loaded": N_("đã nhập bảng tiêu chí minh họa"),
    "scorecard.edited": N_("đã sửa tiêu đề, tổng điểm hoặc tiêu chí phụ của bảng tiêu chí"),
    "scorecard.criterion_added": N_("đã thêm tiêu chí"),
    "scorecard.criterion_edited": N_("đã sửa tiêu chí"),
    "scorecard.criterion_moved": N_("đã chuyển chỗ tiêu chí"),
    "scorecard.criterion_removed": N_("đã xóa tiêu chí"),
    "scorecard.issued": N_("đã ban hành bảng tiêu chí"),
    "scorecard.new_edition": N_("đã lập bản mới của bảng tiêu chí"),
    # scores
    #
    #
    # rankings
    #
    #
    # conferences and awards
    #
    #
    # rulebook
    #
    #
}
