"""Small closed lists of dossiers: what a rule asks for, how far a paper is, how grave a finding is."""

from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_


class Requirement(Labelled):
    """What the rulebook says about a kind of paper on a day."""

    REQUIRED = "required", N_("Bắt buộc"), "info"
    CHECK = "check", N_("Cần kiểm tra"), "attention"
    NOT_ASKED = "not_asked", N_("Không bắt buộc"), "neutral"


class TaskState(Labelled):
    """How far a paper of the task list is (screens 3.7)."""

    DONE = "done", N_("Hoàn thành"), "success"
    DOING = "doing", N_("Đang làm"), "attention"
    NOT_BEGUN = "not_begun", N_("Chưa bắt đầu"), "neutral"
    FAULTY = "faulty", N_("Có vấn đề"), "problem"
    WAIVED = "waived", N_("Được miễn"), "success"


class Severity(Labelled):
    """Whether a finding stands in the way of sending."""

    BLOCKS = "blocks", N_("Phải sửa trước khi trình"), "problem"
    WARNS = "warns", N_("Lưu ý"), "attention"
