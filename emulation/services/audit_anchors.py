"""The head of the trail, noted outside the database once a day: in a file, and by letter to whoever keeps it.

A chain alone cannot tell that its end was cut off, nor that all of it was made anew by somebody with the key.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from emulation.gateways import anchors as gateway
from emulation.services import audit_chain
from emulation.services.letters import write_letter
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.trail import Anchor, ChainState
from emulation.vocabulary.words import N_

#: How many links pages and the doctor look at.
NEWEST = 200
SUBJECT = N_("Dấu neo nhật ký ngày %(day)s")
BODY = N_(
    "Dấu neo của nhật ký, giữ thư này ở ngoài hệ thống:\n\n%(line)s\n\n"
    'Khi cần kiểm tra: emulation audit verify --anchor "%(line)s"'
)


def anchor_daily(session: Session, now: datetime) -> str:
    """Note the head of the chain, once a day; a broken chain is not anchored. A second run finds the day done."""
    audit_chain.prepare(session, now=now)
    day = local_date(now).isoformat()
    if any(anchor.day == day for anchor in known(session)):
        return "anchored already"
    state = check(session)
    if state.broken is not None:
        return f"NOT anchored, position {state.broken.position}: {state.broken.fault.value}"
    if state.position == 0:
        return "nothing to anchor"
    anchor = Anchor(day, state.position, state.head)
    _send(session, anchor, now)
    if path := audit_chain.trail_of(session).anchor_file:
        gateway.append(path, anchor)
    return f"position {anchor.position} anchored"


def check(session: Session, besides: tuple[Anchor, ...] = ()) -> ChainState:
    """Walk along the whole chain and compare it with the anchors, those of the file and those `besides`."""
    return audit_chain.verify(session, (*known(session), *besides))


def check_newest(session: Session) -> ChainState:
    """The same for the newest links only."""
    return audit_chain.verify_newest(session, NEWEST, known(session))


def known(session: Session) -> list[Anchor]:
    """The anchors of the file."""
    return gateway.read(audit_chain.trail_of(session).anchor_file)


def _send(session: Session, anchor: Anchor, now: datetime) -> None:
    address = audit_chain.trail_of(session).anchor_mail
    if not address:
        return
    line = gateway.line_of(anchor)
    write_letter(
        session,
        key=f"audit-anchor:{anchor.day}",
        to_address=address,
        subject=SUBJECT % {"day": anchor.day},
        body=BODY % {"line": line},
        now=now,
    )
