"""Personal data: what is held about oneself, requests about it with their last days, and consent."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.gateways import seeds
from emulation.models.privacy import Consent, DataRequest
from emulation.queries import accounts as people
from emulation.queries import holidays, rulebook
from emulation.queries import privacy as queries
from emulation.queries.audiences import administrators
from emulation.queries.notices import mail_choice
from emulation.queries.rulebook import RuleRow
from emulation.rules import access
from emulation.rules import privacy as rules
from emulation.rules import rulebook as seed_rules
from emulation.rules.rulebook import RuleSeed
from emulation.services import audit, notices, privacy_erasing
from emulation.services.privacy_erasing import Rectified
from emulation.services.versions import require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import NotAllowed
from emulation.vocabulary.fields import FIELDS
from emulation.vocabulary.kinds import DataRequestKind
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.moves import DataRequestMove
from emulation.vocabulary.states import DataRequestState
from emulation.vocabulary.words import N_

YES, NO = N_("Có"), N_("Không")
RECEIVED = N_("Có yêu cầu mới về dữ liệu cá nhân, trả lời trước hết ngày %(day)s.")
HANDLED = N_("Yêu cầu của bạn về dữ liệu cá nhân đã được trả lời.")


def export(session: Session, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """Everything that is held about the actor, as plain values for a file."""
    user_id = _self(actor)
    return {
        "exported_at": now.isoformat(),
        "about_you": _plain(queries.about(session, user_id)),
        "your_choices": _choices(session, user_id),
        "your_work": queries.work_of(session, user_id),
        "your_deeds": _plain(queries.deeds_of(session, user_id)),
    }


def _choices(session: Session, user_id: int) -> dict[str, str]:
    """How the person gets mail, in words."""
    chosen = mail_choice(session, user_id)
    return {
        FIELDS["wants_mail"]: YES if chosen.wants_mail else NO,
        FIELDS["mail_pace"]: chosen.pace.label,
        FIELDS["wants_reminders"]: YES if chosen.wants_reminders else NO,
    }


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value, default=_word))


def _word(value: Any) -> str:
    if isinstance(value, Labelled):
        return str(value.value)
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def ask(session: Session, *, actor: Actor, now: datetime, kind: DataRequestKind, wish: str) -> DataRequest:
    """Write a request about one's own data down, with its last days. Raises DomainError when one is waiting."""
    user_id = _self(actor)
    rules.check_wish(kind, wish)
    rules.check_not_waiting(queries.waiting_kinds(session, user_id), kind)
    last = _due(session, kind, local_date(now))
    row = DataRequest(
        user_id=user_id,
        kind=kind,
        state=DataRequestState.RECEIVED,
        wish=wish,
        received_at=now,
        answer_by=last.answer_by,
        complete_by=last.complete_by,
    )
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="data_request.received",
        about=row,
        changes=audit.born(row, ["kind", "answer_by", "complete_by"]),
    )
    notices.tell(
        session,
        user_ids=administrators(session, local_date(now)),
        key=f"data-request/{row.id}/received",
        sentence=RECEIVED,
        values={"day": f"{last.answer_by:%d/%m/%Y}"},
        href=f"/admin/data-requests/{row.id}",
        now=now,
    )
    return row


def limits(session: Session, today: date) -> list[RuleRow | RuleSeed]:
    """The rules about last days in force today; where none were loaded, those that come with the system."""
    loaded: list[RuleRow | RuleSeed] = [*rulebook.rules_about(session, today, rules.HEADS)]
    return loaded or [
        seed
        for seed in map(seed_rules.parse, seeds.legal_rules())
        if seed.code.split(".")[0] in rules.HEADS
        and seed_rules.is_in_force(seed.valid_from, seed.valid_to, today)
    ]


def _due(session: Session, kind: DataRequestKind, today: date) -> rules.Due:
    rows = [(row.code, row.value, row.unit) for row in limits(session, today)]
    return rules.due(
        today,
        answer=rules.period(rules.ANSWER, rows),
        complete=rules.period(rules.COMPLETE[kind], rows),
        calendar=holidays.calendar(session),
    )


def handle(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    request: DataRequest,
    version: int,
    move: DataRequestMove,
    answer: str,
    rectified: Rectified | None = None,
) -> None:
    """Answer, complete or refuse a request. Completing one for correction or erasure does what was asked for."""
    access.require(actor, Action.DATA_REQUEST_HANDLE, Subject())
    require_version(request, version)
    rules.check_other_person(actor.user_id, request.user_id)
    state = rules.next_state(request.kind, request.state, move)
    rules.check_answer(answer)
    done = move is not DataRequestMove.ANSWER
    values = {
        "state": state,
        "answer": answer,
        "answered_at": request.answered_at or now,
        "completed_at": now if done else None,
        "handled_by_id": actor.user_id,
    }
    changes = audit.change(request, values)
    changes.pop("answer", None)
    verb = f"data_request.{move.value}"
    audit.record(session, actor=actor, now=now, verb=verb, about=request, changes=changes)
    notices.tell(
        session,
        user_ids=[request.user_id],
        key=f"data-request/{request.id}/{state.value}",
        sentence=HANDLED,
        values={},
        href="/account/data",
        now=now,
    )
    if move is DataRequestMove.COMPLETE:
        _carry_out(session, actor=actor, now=now, request=request, rectified=rectified)


def _carry_out(
    session: Session, *, actor: Actor, now: datetime, request: DataRequest, rectified: Rectified | None
) -> None:
    user = people.get_user(session, request.user_id)
    if request.kind is DataRequestKind.RECTIFY and rectified is not None:
        privacy_erasing.rectify(
            session, actor=actor, now=now, user=user, values=rectified, reason=request.answer
        )
    elif request.kind is DataRequestKind.ERASE:
        privacy_erasing.erase(session, actor=actor, now=now, user=user)


def agree(session: Session, *, actor: Actor, now: datetime, purpose: str) -> bool:
    """Keep the proof that the actor agrees, with the words they read; False when it stands already."""
    user_id = _self(actor)
    rules.check_purpose(purpose)
    if purpose in queries.standing_consents(session, user_id):
        return False
    row = Consent(user_id=user_id, purpose=purpose, wording=rules.CONSENTS[purpose], given_at=now)
    session.add(row)
    session.flush()
    audit.record(
        session, actor=actor, now=now, verb="consent.given", about=row, changes=audit.born(row, ["purpose"])
    )
    return True


def withdraw(session: Session, *, actor: Actor, now: datetime, purpose: str) -> bool:
    """Take a consent back, as easily as it was given; False when there is none."""
    row = queries.standing_consents(session, _self(actor)).get(purpose)
    if row is None:
        return False
    changes = audit.change(row, {"withdrawn_at": now})
    audit.record(session, actor=actor, now=now, verb="consent.withdrawn", about=row, changes=changes)
    return True


def _self(actor: Actor) -> int:
    if actor.user_id is None:
        raise NotAllowed()
    return actor.user_id
