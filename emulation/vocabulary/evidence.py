"""What evidence is used for."""

from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_


class Proof(Labelled):
    """A kind of record that evidence supports; its code is the table."""

    REPORT_LINE = "report_line", N_("Báo cáo kết quả")
    TARGET = "pledge_target", N_("Giao ước")
    SCORE_LINE = "score_line", N_("Phiếu điểm")
    EXPLANATION = "explanation", N_("Giải trình")
