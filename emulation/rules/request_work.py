"""Tasks of those who answer requests about personal data."""

from collections.abc import Iterable, Iterator

from emulation.rules.access import may
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.desk import Destination, Request, Task
from emulation.vocabulary.words import N_


def request_tasks(actor: Actor, requests: Iterable[Request]) -> Iterator[Task]:
    """The requests that the actor can answer or carry out; nobody answers their own."""
    if not may(actor, Action.DATA_REQUEST_HANDLE, Subject()):
        return
    for request in requests:
        if request.user_id == actor.user_id:
            continue
        text, verb = N_("Trả lời yêu cầu của %(person)s về dữ liệu cá nhân"), N_("Trả lời yêu cầu")
        if request.is_answered:
            text, verb = N_("Thực hiện yêu cầu của %(person)s về dữ liệu cá nhân"), N_("Thực hiện yêu cầu")
        values = {"person": request.person}
        yield Task(
            text, values, Destination.DATA_REQUEST, "", 0, request.due_on, verb=verb, object_id=request.id
        )
