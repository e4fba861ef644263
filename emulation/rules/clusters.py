"""What a cluster is called in addresses (features C1)."""

import re

from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.words import N_

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_CODE = 16


def check_code(code: str) -> None:
    """Small letters, digits and single hyphens, at most 16 characters: the code stands in every address."""
    if not _CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        message = N_("Mã cụm chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, nhiều nhất %(max)s ký tự.")
        raise DomainError(message, field="code", max=LONGEST_CODE)
