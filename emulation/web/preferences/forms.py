"""How the reader wants pages to look."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField

from emulation.web.shell.fields import Form

DAYS = 365


class PreferencesForm(Form):
    """Language, size of letters, contrast: kept in plain cookies on this device."""

    language = RadioField(_("Ngôn ngữ"), choices=[("vi", _("Tiếng Việt")), ("en", "English")])
    size = RadioField(
        _("Cỡ chữ"), choices=[("100", _("Bình thường")), ("115", _("Lớn")), ("130", _("Rất lớn"))]
    )
    contrast = RadioField(
        _("Độ tương phản"), choices=[("normal", _("Bình thường")), ("high", _("Tương phản cao"))]
    )
