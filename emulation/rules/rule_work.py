"""Tasks of those who confirm changes of the rulebook."""

from collections.abc import Iterable, Iterator

from emulation.rules.access import may
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.desk import Destination, RuleAsked, Task
from emulation.vocabulary.words import N_


def rule_tasks(actor: Actor, waiting: Iterable[RuleAsked]) -> Iterator[Task]:
    """The changes that the actor can confirm or refuse; never what they asked for themselves."""
    text, verb = N_("Xác nhận thay đổi quy tắc “%(title)s”"), N_("Xem thay đổi")
    for change in waiting:
        subject = Subject(cluster_id=change.cluster_id, entered_by=change.asked_by)
        if may(actor, Action.RULE_CONFIRM, subject):
            values = {"title": change.title}
            yield Task(text, values, Destination.RULE_CHANGE, "", 0, verb=verb, object_id=change.id)
