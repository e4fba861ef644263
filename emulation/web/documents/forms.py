"""The shape of what is typed about papers and templates."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField

from emulation.web.shell.fields import Form, Paragraph


class MakeForm(Form):
    """Putting a paper into a dossier; `version` is that of the paper that stands there."""

    reason = Paragraph(_("Lý do"), required=False, longest=2000)

    def asked(self, *, needs_reason: bool) -> "MakeForm":
        """With a reason once the dossier was sent; the service says so when it is missing."""
        if not needs_reason:
            del self.reason
        return self


class TemplateForm(Form):
    """A Word template; `version` is the id of the own template that stands."""

    file = FileField(_("Tệp mẫu Word"))
