"""Form fields that read what Vietnamese people type, and the form they stand in."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import TextInput

from emulation.vocabulary import dates, numbers
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.vietnamese import nfc
from emulation.vocabulary.words import N_
from emulation.web.shell.speech import said
from emulation.web.shell.writing import new_form_key, refuse_repeat, sent_key


class Translations:
    """WTForms' own messages, which have no Vietnamese catalogue of theirs, through ours."""

    def gettext(self, text: str) -> str:
        """The message in the reader's language."""
        return str(gettext(text))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Vietnamese has one form."""
        return str(gettext(singular if n == 1 else plural))


class Vietnamese:
    """Mixed into row forms, which stand inside a form and carry no token of their own."""

    class Meta:
        """Our words for WTForms' messages."""

        def get_translations(self, _form: Any) -> Translations:
            """Ours."""
            return Translations()


class Form(FlaskForm):  # type: ignore[misc]
    """Every form: a CSRF token, a one-time key, and the version of the record it was opened with."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Our words for WTForms' messages."""

        def get_translations(self, _form: Any) -> Translations:
            """Ours."""
            return Translations()

    form_key = HiddenField(default=new_form_key)
    version = HiddenField(default="0")

    @property
    def opened_version(self) -> int:
        """The version of the record when the form was opened; 0 for a new record."""
        version = numbers.find_whole(str(self.version.data or ""))
        return -1 if version is None else version

    def validate(self, extra_validators: Any = None) -> bool:
        """Before all: a form that was sent already ends where it ended, although its choices are gone since."""
        refuse_repeat(sent_key())
        return bool(super().validate(extra_validators))

    def values(self, *names: str) -> dict[str, Any]:
        """The data of the named fields."""
        return {name: self[name].data for name in names}


class Told(InputRequired):  # type: ignore[misc]
    """Something must be typed; the message uses the label's words (message 4)."""

    def __init__(self) -> None:
        super().__init__()

    def __call__(self, form: FlaskForm, field: Field) -> None:
        """Raise for nothing, only spaces, or only signs that nobody sees."""
        if not field.raw_data or not nfc(str(field.raw_data[0])):
            kind = N_("Chọn %(label)s.") if isinstance(field, SelectField) else N_("Nhập %(label)s.")
            field.errors = []
            raise ValidationError(gettext(kind, label=_lower(field.label.text)))


def _lower(label: Any) -> str:
    text = str(label)
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


class Line(StringField):  # type: ignore[misc]
    """One line of text, normalised to NFC and trimmed."""

    def __init__(self, label: Any, *, required: bool = True, longest: int = 300, **options: Any) -> None:
        rules = [Told() if required else Optional(), Length(max=longest, message=_too_long(longest))]
        super().__init__(label, validators=rules, **options)
        self.is_required = required

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """NFC, without spaces around."""
        self.data = nfc(valuelist[0]) if valuelist else ""


class Paragraph(TextAreaField):  # type: ignore[misc]
    """Several lines of text, normalised to NFC."""

    def __init__(self, label: Any, *, required: bool = True, longest: int = 4000, **options: Any) -> None:
        rules = [Told() if required else Optional(), Length(max=longest, message=_too_long(longest))]
        super().__init__(label, validators=rules, **options)
        self.is_required = required

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """NFC per line; line ends become one character."""
        text = valuelist[0] if valuelist else ""
        self.data = "\n".join(nfc(line) for line in text.replace("\r\n", "\n").split("\n")).strip()


class Typed(Field):  # type: ignore[misc]
    """A text input whose text is parsed; what was typed is shown again after an error."""

    widget = TextInput()

    def __init__(self, label: Any, *, required: bool = True, **options: Any) -> None:
        super().__init__(label, validators=[Told() if required else Optional()], **options)
        self.is_required = required

    def parse(self, text: str) -> Any:
        """The value behind the text; raises DomainError."""
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """The text for a value."""
        raise NotImplementedError

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.write(self.data)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Parse, or keep the text and say what is wrong."""
        self.data = None
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            return
        try:
            self.data = self.parse(text)
        except DomainError as error:
            raise ValueError(said(error.message, error.values)) from error


class Number(Typed):
    """A decimal number in Vietnamese or plain notation (screens 3.3). `unit` is written beside it."""

    def __init__(self, label: Any, *, unit: Any = "", places: int = 4, **options: Any) -> None:
        super().__init__(label, **options)
        self.unit = unit
        self.places = places

    def parse(self, text: str) -> Decimal:
        """Raises DomainError for no number, an ambiguous one, or too many places."""
        value = numbers.parse_number(text, label=str(self.label.text))
        if value != round(value, self.places):
            many = N_("%(label)s có nhiều hơn %(places)s chữ số thập phân.")
            message = many if self.places else N_("%(label)s phải là số nguyên.")
            raise DomainError(message, label=str(self.label.text), places=self.places)
        return value

    def write(self, value: Decimal) -> str:
        """Decimal comma, no thousands mark, so that it can be read back."""
        return format(value.normalize(), "f").replace(".", ",")


class WholeNumber(Typed):
    """A whole number within bounds (message 8)."""

    def __init__(self, label: Any, *, low: int, high: int, **options: Any) -> None:
        super().__init__(label, **options)
        self.low, self.high = low, high

    def parse(self, text: str) -> int:
        """Raises DomainError outside the bounds."""
        value = numbers.find_whole(text)
        if value is None or not self.low <= value <= self.high:
            message = N_("%(label)s phải từ %(low)s đến %(high)s.")
            raise DomainError(message, label=str(self.label.text), low=self.low, high=self.high)
        return value

    def write(self, value: int) -> str:
        """Plain digits: years have no thousands mark."""
        return str(value)


class Day(Typed):
    """A date dd/mm/yyyy."""

    @property
    def value(self) -> date:
        """The day, once the form is valid and the field is required."""
        assert isinstance(self.data, date)
        return self.data

    def parse(self, text: str) -> date:
        """Raises DomainError for a day that does not exist (message 9)."""
        return dates.parse_date(text, label=str(self.label.text))

    def write(self, value: date) -> str:
        """dd/mm/yyyy."""
        return dates.format_date(value)


class Pick(SelectField):  # type: ignore[misc]
    """One of a list. Choices are enum members, or pairs (value, words) set by the view."""

    def __init__(
        self, label: Any, *, of: Sequence[Labelled] | None = None, required: bool = True, **options: Any
    ) -> None:
        self.kind = type(of[0]) if of else None
        choices = [(str(member.value), lazy_gettext(member.label)) for member in of or ()]
        if not required:
            choices.insert(0, ("", "–"))
        rules = [Told() if required else Optional()]
        super().__init__(label, choices=choices, validators=rules, coerce=self._coerce, **options)
        self.is_required = required

    def _coerce(self, value: Any) -> Any:
        if value in (None, ""):
            return "" if value == "" else None
        return self.kind(value) if self.kind else str(value)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """A value that is no member stays as it came, for `pre_validate` to refuse; spaces are nothing."""
        if valuelist:
            try:
                self.data = self._coerce(valuelist[0].strip())
            except ValueError:
                self.data = valuelist[0]

    def pre_validate(self, form: FlaskForm) -> None:
        """A value outside the list asks to choose (message 5)."""
        known = [str(choice[0]) for choice in self.choices]
        if self.data not in (None, "") and str(getattr(self.data, "value", self.data)) not in known:
            raise ValidationError(gettext("Chọn %(label)s.", label=_lower(self.label.text)))


def _too_long(longest: int) -> Any:
    return lazy_gettext("Viết ngắn hơn: nhiều nhất %(max)s ký tự.", max=longest)
