"""The shape of the switch that makes the analysis public or internal again."""

from flask_babel import lazy_gettext as _

from emulation.web.shell.fields import Form, Paragraph


class SwitchForm(Form):
    """Why the analysis is shown to everybody, or no longer."""

    reason = Paragraph(_("Lý do"), longest=2000)
