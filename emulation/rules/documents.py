"""What the text of a made paper tells about forms."""

import re

_FORM = re.compile(r"\b(\d{1,2})\.")


def form_number(text: str) -> str:
    """The number of a report's form: “02” in “Mẫu số 02. Căn cứ: …”; empty when none is named."""
    found = _FORM.search(text)
    return found[1] if found else ""
