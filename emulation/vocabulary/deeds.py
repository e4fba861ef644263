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
    "cluster.created": N_("đã tạo cụm thi đua"),
    "cluster.edited": N_("đã sửa thông tin cụm"),
    "member.joined": N_("đã ghi thành viên tham gia cụm"),
    "member.edited": N_("đã sửa thông tin thành viên"),
    "member.left": N_("đã ghi thành viên rời cụm"),
    "member.changed": N_("đã ghi thay đổi của thành viên"),
    "term.recorded": N_("đã ghi nhiệm kỳ"),
    "term.edited": N_("đã sửa nhiệm kỳ"),
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
