"""One-time codes of a phone (RFC 6238): six digits that change every 30 seconds, and the picture that sets them up."""

import base64
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime

import pyotp
import segno

STEP_SECONDS = 30
#: 160 bits, as RFC 4226 recommends.
SEED_BYTES = 20


def new_seed() -> bytes:
    """A seed that nobody can guess."""
    return secrets.token_bytes(SEED_BYTES)


def step_of(moment: datetime) -> int:
    """The number of the 30 seconds in which the moment lies."""
    return int(moment.timestamp()) // STEP_SECONDS


def code_at(seed: bytes, step: int) -> str:
    """The six digits of a step."""
    return pyotp.TOTP(written(seed), interval=STEP_SECONDS).generate_otp(step)


def matching_step(seed: bytes, code: str, steps: Iterable[int]) -> int | None:
    """The latest of these steps whose code this is; every step is computed, whichever matches."""
    matching = [step for step in steps if hmac.compare_digest(code_at(seed, step), code)]
    return max(matching, default=None)


def written(seed: bytes) -> str:
    """The seed in the letters that phones accept."""
    return base64.b32encode(seed).decode().rstrip("=")


def address(seed: bytes, *, account: str, issuer: str) -> str:
    """The otpauth:// address that a phone reads from the picture."""
    return pyotp.TOTP(written(seed), interval=STEP_SECONDS).provisioning_uri(name=account, issuer_name=issuer)


def picture(text: str, *, title: str) -> str:
    """The text as a QR code: an SVG element without styles or scripts, dark on white in every theme."""
    drawn: str = segno.make(text, error="m", micro=False).svg_inline(
        scale=4,
        border=4,
        dark="#000",
        light="#fff",
        svgclass="qr",
        lineclass=None,
        title=title,
        omitsize=True,
    )
    return drawn.replace("<svg ", '<svg role="img" ', 1)
