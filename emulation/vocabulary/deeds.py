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
    "indicator.added": N_("đã thêm chỉ tiêu"),
    "indicator.edited": N_("đã sửa chỉ tiêu"),
    "figure.added": N_("đã ghi số liệu"),
    "figure.chosen": N_("đã chọn số dùng để chấm"),
    "result.saved": N_("đã lưu kết quả"),
    "result.request_approval": N_("đã trình lãnh đạo duyệt kết quả"),
    "result.submit": N_("đã duyệt và nộp kết quả"),
    "result.return": N_("đã trả lại kết quả để sửa"),
    "result.accept": N_("đã tiếp nhận kết quả"),
    "result.reopen": N_("đã cho sửa lại kết quả"),
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
    "sheet.prepared": N_("đã lập phiếu điểm"),
    "sheet.saved": N_("đã lưu điểm tự chấm"),
    "sheet.recomputed": N_("đã tính lại điểm từ số liệu mới"),
    "sheet.request_approval": N_("đã trình lãnh đạo ký duyệt phiếu điểm"),
    "sheet.submit": N_("đã ký duyệt và nộp phiếu tự chấm"),
    "sheet.return": N_("đã trả lại phiếu điểm để sửa"),
    "sheet.appraised": N_("đã ghi điểm thẩm định"),
    "sheet.review": N_("đã kết thúc thẩm định phiếu điểm"),
    "eligibility.decided": N_("đã ghi điều kiện xét thi đua"),
    "eligibility.lifted": N_("đã cho xét trở lại"),
    # rankings
    "ranking.frozen": N_("đã khóa điểm"),
    "ranking.unfrozen": N_("đã mở khóa điểm"),
    "ranking.finalised": N_("đã chốt điểm"),
    "ranking.published": N_("đã công bố bảng xếp hạng"),
    "ranking.tie_ballot": N_("đã ghi kết quả bỏ phiếu về các đơn vị bằng điểm"),
    "ranking.corrected": N_("đã ghi đính chính bảng xếp hạng"),
    # conferences and awards
    #
    #
    # rulebook
    #
    #
}
