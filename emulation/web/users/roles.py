"""Roles × state × scope as pages: the whole table, who may do something, and what somebody may do."""

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from emulation.queries import clusters, people
from emulation.queries.delegations import delegations_of_person
from emulation.queries.places import MemberPlace, Place, find_place, known_members
from emulation.rules import moments
from emulation.services import permissions
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Subject
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Role
from emulation.vocabulary.numbers import find_whole
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.users.room import room
from emulation.web.users.views import scope


@dataclass(frozen=True)
class Names:
    """The names of members and clusters by id, for the reasons on the page."""

    members: dict[int, str]
    clusters: dict[int, str]


def _names() -> Names:
    session = here.session()
    members = {int(key): name for key, name in clusters.member_choices(session)}
    return Names(members, {int(key): name for key, name in clusters.cluster_choices(session)})


@room.get("/admin/roles")
@gate(Action.USER_READ)
def roles() -> ResponseReturnValue:
    """The table by which the system decides."""
    return render_template("users/roles.html", rows=permissions.matrix(), roles=list(Role))


def _asked_place() -> Place | None:
    code = request.args.get("cluster", "")[:60]
    place = find_place(here.session(), code, here.today()) if code else None
    if code and (place is None or not scope().of_cluster(place.id).all_but):
        raise NotFound()
    return place


def _asked_member(known: list[MemberPlace]) -> MemberPlace | None:
    code = request.args.get("member", "")
    if not code:
        return None
    for member in known:
        if member.code == code:
            return member
    raise NotFound()


@room.get("/admin/roles/who")
@gate(Action.USER_READ)
def who() -> ResponseReturnValue:
    """ "Ai làm được việc này?": an action, a cluster, perhaps a member; the people who can today, and why."""
    session, place = here.session(), _asked_place()
    wanted = request.args.get("action", "")
    action = Action(wanted) if wanted in set(Action) else None
    known = known_members(session, place.id) if place else []
    member, found = _asked_member(known), None
    if action and place:
        subject = Subject(
            cluster_id=place.id, member_id=member.id if member else None, has_chair=place.has_chair
        )
        found = permissions.who_may(session, action=action, subject=subject, today=here.today())
    phase = place.running.phase if place and place.running else None
    return render_template(
        "users/who.html",
        action=action,
        chosen=place,
        member=member,
        found=found,
        phase=phase,
        is_open=phase is None or action is None or moments.is_open(action, phase),
        phases=moments.phases_of(action) if action else (),
        states=permissions.states_of(action) if action else (),
        actions=list(Action),
        clusters=clusters.coded_choices(session, scope()),
        members=known,
        names=_names(),
    )


@room.get("/admin/roles/person")
@gate(Action.USER_READ)
def rights() -> ResponseReturnValue:
    """ "Người này làm được gì?": a person; what they may do today, how far, and why."""
    session, user_id = here.session(), find_whole(request.args.get("person", ""))
    person = people.find_person(session, scope(), user_id) if user_id is not None else None
    found = (
        permissions.rights_of(session, scope=scope(), person=person, today=here.today()) if person else None
    )
    return render_template(
        "users/rights.html",
        person=person,
        found=found,
        today=here.today(),
        delegations=delegations_of_person(session, scope(), person.id, here.today()) if person else [],
        people=people.person_choices(session, scope()),
        names=_names(),
    )
