"""What the forms about people offer to choose from, and what was chosen."""

from emulation.queries import clusters
from emulation.web.shell import here
from emulation.web.users.forms import AppointmentForm, UserForm


def with_choices(form: AppointmentForm | UserForm) -> None:
    """Put all members and clusters into the form."""
    form.member.choices = [("", "–"), *clusters.member_choices(here.session())]
    form.cluster.choices = [("", "–"), *clusters.cluster_choices(here.session())]


def number(value: str | None) -> int | None:
    """The id that was chosen, if one was."""
    return int(value) if value else None
