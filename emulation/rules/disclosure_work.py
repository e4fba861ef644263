"""Tasks about public consultations: comments that wait, answers that are missing, steps that are due (features D2)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from emulation.rules.access import may
from emulation.rules.work import subject_of, task
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.desk import Consultation, Desk, Destination, Task
from emulation.vocabulary.states import DisclosureState
from emulation.vocabulary.words import N_


def disclosure_tasks(
    actor: Actor, desk: Desk, consultations: Sequence[Consultation], today: date
) -> Iterator[Task]:
    """What the chair's secretariat can do about the consultations of a year."""
    if not may(actor, Action.DISCLOSURE_MANAGE, subject_of(desk)):
        return
    for one in consultations:
        if one.cycle_id != desk.cycle_id:
            continue
        if one.pending:
            text, verb = N_("Duyệt %(n)s ý kiến chờ duyệt: %(title)s"), N_("Duyệt ý kiến")
            yield _task(desk, one, text, Destination.MODERATION, verb, one.pending)
        elif one.unanswered:
            text, verb = N_("Trả lời %(n)s ý kiến đã đăng: %(title)s"), N_("Trả lời ý kiến")
            yield _task(desk, one, text, Destination.MODERATION, verb, one.unanswered)
        elif one.state is not DisclosureState.OPEN or today > one.closes_on:
            text = N_("Hoàn tất đợt lấy ý kiến đã hết hạn: %(title)s")
            yield _task(desk, one, text, Destination.CONSULTATION, N_("Hoàn tất đợt lấy ý kiến"), 0)


def _task(desk: Desk, one: Consultation, text: str, destination: Destination, verb: str, n: int) -> Task:
    made = task(desk, text, destination, verb=verb, n=n, title=one.title)
    return replace(made, object_id=one.id)
