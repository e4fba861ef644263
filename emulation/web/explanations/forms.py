"""The shape of what is typed about explanations: the question, the answer, a step, the conclusion."""

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from emulation.services.conclusions import Conclusion
from emulation.vocabulary.kinds import ExplanationOutcome
from emulation.web.shell.fields import Day, Form, Number, Paragraph, Pick


class AskForm(Form):
    """A question about one line: what the appraiser proposes, why, and until when the member answers."""

    points = Number(_("Điểm đề nghị"), required=False, places=2)
    reason = Paragraph(_("Lý do yêu cầu giải trình"), longest=2000)
    due_on = Day(_("Hạn giải trình"))


class AnswerForm(Form):
    """The member's answer."""

    text = Paragraph(_("Nội dung giải trình"), longest=8000)


class StepForm(Form):
    """A step; returning needs a reason."""

    reason = Paragraph(_("Lý do"), required=False, longest=2000)


class SettleForm(Form):
    """The conclusion."""

    outcome = Pick(_("Kết luận"), of=list(ExplanationOutcome))
    points = Number(_("Điểm kết luận"), required=False, places=2)
    reason = Paragraph(_("Lý do kết luận"), longest=2000)

    def offering(self, outcomes: Sequence[ExplanationOutcome]) -> "SettleForm":
        """The form with these outcomes to choose from."""
        self.outcome.choices = [(one.value, gettext(one.label)) for one in outcomes]
        if len(outcomes) > 1:
            self.outcome.choices.insert(0, ("", "–"))
        return self

    def conclusion(self) -> Conclusion:
        """The conclusion as the service wants it."""
        return Conclusion(self.outcome.data, self.points.data, self.reason.data)
