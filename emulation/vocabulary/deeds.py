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
    "cycle.opened": N_("đã mở năm thi đua"),
    "cycle.planned": N_("đã sửa kế hoạch và hạn của năm"),
    "cycle.advanced": N_("đã chuyển năm sang giai đoạn tiếp theo"),
    "cycle.stepped_back": N_("đã đưa năm về giai đoạn trước"),
    "cycle.closed": N_("đã đóng năm thi đua"),
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
    #
    #
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
