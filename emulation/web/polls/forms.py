"""The shape of what is typed from the tellers' minutes."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import Form as Rows
from wtforms import FormField

from emulation.web.shell.fields import Day, Form, Line, Paragraph, Pick, Vietnamese, WholeNumber
from emulation.web.shell.rows import RowList

MOST_VOTES = 1000
MOST_ROUNDS = 20
MOST_NOMINEES = 200


class CountForm(Vietnamese, Rows):
    """The papers of one nominee; empty: it was not voted on in this round."""

    proposal = Line("", required=False, longest=12)
    votes_for = WholeNumber(_("Đồng ý"), low=0, high=MOST_VOTES, required=False)
    against = WholeNumber(_("Không đồng ý"), low=0, high=MOST_VOTES, required=False)
    blank = WholeNumber(_("Phiếu trắng"), low=0, high=MOST_VOTES, required=False)
    invalid = WholeNumber(_("Không hợp lệ"), low=0, high=MOST_VOTES, required=False)


class PollForm(Form):
    """A round: its day, its roll, its papers, and one row for each nominee."""

    held_on = Day(_("Ngày bỏ phiếu"))
    round = WholeNumber(_("Lượt"), low=1, high=MOST_ROUNDS)
    conference = Pick(_("Hội nghị"), required=False)
    members = WholeNumber(_("Tổng số người được tính"), low=1, high=MOST_VOTES)
    present = WholeNumber(_("Số có mặt"), low=0, high=MOST_VOTES, required=False)
    written = WholeNumber(_("Số vắng gửi ý kiến bằng văn bản"), low=0, high=MOST_VOTES, required=False)
    issued = WholeNumber(_("Số phiếu phát ra"), low=0, high=MOST_VOTES, required=False)
    returned = WholeNumber(_("Số phiếu thu về"), low=0, high=MOST_VOTES, required=False)
    minutes_number = Line(_("Số biên bản kiểm phiếu"), required=False, longest=60)
    minutes_on = Day(_("Ngày biên bản"), required=False)
    tellers = Line(_("Ban kiểm phiếu"), required=False, longest=500)
    file = FileField(_("Tệp biên bản"))
    reason = Paragraph(_("Lý do sửa"), required=False, longest=2000)
    rows = RowList(FormField(CountForm), max_entries=MOST_NOMINEES)

    def with_conferences(self, held: Sequence[tuple[str, str]]) -> "PollForm":
        """Fill the list of conferences."""
        self.conference.choices = [("", "–"), *held]
        return self
