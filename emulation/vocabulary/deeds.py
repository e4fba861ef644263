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
    "conference.recorded": N_("đã ghi hội nghị"),
    "conference.edited": N_("đã sửa hội nghị"),
    "proposal.drafted": N_("đã lập đề nghị khen thưởng"),
    "proposal.edited": N_("đã sửa đề nghị khen thưởng"),
    "proposal.submit": N_("đã duyệt và gửi đề nghị cho Cụm trưởng"),
    "proposal.return": N_("đã trả lại đề nghị để bổ sung"),
    "proposal.pass_vote": N_("đã ghi kết quả bỏ phiếu về đề nghị"),
    "proposal.disclose": N_("đã mở lấy ý kiến về đề nghị"),
    "proposal.send": N_("đã ghi trình đề nghị lên cấp trên"),
    "proposal.appraise": N_("đã ghi hồ sơ được tiếp nhận để thẩm định"),
    "proposal.decide": N_("đã ghi quyết định khen thưởng"),
    "proposal.refuse": N_("đã ghi đề nghị không được tặng"),
    "proposal.confer": N_("đã ghi trao tặng"),
    "proposal.withdraw": N_("đã rút đề nghị"),
    "proposal.revoke": N_("đã ghi hủy bỏ quyết định"),
    "decision.recorded": N_("đã ghi quyết định vào sổ"),
    "decision.conferred": N_("đã ghi trao tặng theo quyết định"),
    "decision.revoked": N_("đã ghi hủy bỏ quyết định khen thưởng"),
    "award_form.loaded": N_("đã nạp hình thức khen thưởng"),
    # rulebook
    "rule.loaded": N_("đã nạp quy tắc"),
    "rule.renewed": N_("đã cập nhật quy tắc từ bản kèm theo"),
    # catalogues and the demo
    "indicator.loaded": N_("đã nạp chỉ tiêu vào danh mục"),
    "demo.loaded": N_("đã nạp dữ liệu minh họa"),
}
