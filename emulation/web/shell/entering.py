"""The steps by which people prove who they are: each counted before it is looked at, and given back when right."""

from flask import current_app, request

from emulation.db import unit_of_work
from emulation.gateways import totp
from emulation.gateways.secrets import Safe
from emulation.rules.codes import Standing
from emulation.rules.throttles import Counter, counters_of_code, counters_of_sign_in
from emulation.services import devices, proofs, sign_ins
from emulation.services.codes import Checker
from emulation.services.sign_ins import Entered, Recognised
from emulation.web.shell import here, limits, login


def checker() -> Checker:
    """What it takes to look at a code in this request."""
    settings = here.settings()
    return Checker(Safe(settings.secret_key, settings.secret_key_previous), totp.step_of(here.machine_time()))


def by_password(email: str, password: str) -> bool:
    """Start a sign-in; whether address and password belong together. Everybody costs the same work."""
    counters = counters_of_sign_in(email.strip().lower(), limits.network(), login.known_browser(email))
    limits.take(*counters)
    device = request.headers.get("User-Agent", "")
    with unit_of_work(here.session()) as session:
        entered = sign_ins.sign_in(session, email=email, password=password, device=device, now=here.now())
        _know(entered)
    if entered is None:
        current_app.logger.warning("sign-in refused: wrong address or password, from %s", limits.network())
        return False
    limits.give_back(counters)
    login.enter(entered)
    return True


def by_code(who: Recognised, typed: str) -> bool:
    """Finish a sign-in with a code; whether it was right."""
    counters = counters_of_code(str(who.user.id), login.known_browser(who.user.email))
    limits.take(*counters)
    with unit_of_work(here.session()) as session:
        entered = proofs.finish_with_code(
            session, who=who, token=login.token(), now=here.now(), checker=checker(), typed=typed
        )
        _know(entered)
    if entered is None:
        return False
    limits.give_back(counters)
    login.renew(entered)
    return True


def by_set_up(who: Recognised, sealed: str, typed: str) -> list[str]:
    """Finish a sign-in by setting a code up; gives the recovery codes. Raises DomainError for a wrong code."""
    limits.take(_proof(who))
    with unit_of_work(here.session()) as session:
        entered, shown = proofs.finish_with_set_up(
            session,
            who=who,
            token=login.token(),
            now=here.now(),
            checker=checker(),
            sealed=sealed,
            typed=typed,
        )
        _know(entered)
    login.renew(entered)
    return shown


def replace_code(who: Recognised, password: str, sealed: str, typed: str) -> list[str]:
    """Set a code up from inside; gives the recovery codes. Raises DomainError for a wrong password or code."""
    limits.take(_proof(who))
    with unit_of_work(here.session()) as session:
        entered, shown = proofs.replace_code(
            session,
            who=who,
            token=login.token(),
            now=here.now(),
            checker=checker(),
            password=password,
            sealed=sealed,
            typed=typed,
        )
    login.renew(entered)
    return shown


def again(who: Recognised, typed: str) -> bool:
    """Prove once more who is there, with a code or the password; whether it was right."""
    counter = _proof(who)
    limits.take(counter)
    with unit_of_work(here.session()) as session:
        entered = proofs.prove_again(
            session, who=who, token=login.token(), now=here.now(), checker=checker(), typed=typed
        )
    if entered is None:
        return False
    limits.give_back([counter])
    login.renew(entered)
    return True


def _know(entered: Entered | None) -> None:
    if entered is not None and entered.recognised.standing is Standing.WHOLE:
        user, token = entered.recognised.user, login.remember_browser()
        devices.know(here.session(), user=user, token=token, now=here.now())


def _proof(who: Recognised) -> Counter:
    return Counter("proof", f"user {who.user.id}")
