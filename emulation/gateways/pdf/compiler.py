"""The typesetter, run as a process of its own: a document as JSON on stdin, the PDF on stdout.

The data reach the template as one JSON text and are never part of its source. Files are read below the folder of
templates and from the folders of fonts, nowhere else; no template names a package, so nothing is fetched.
"""

import json
import sys
from typing import Any, Literal

import typst

from emulation.gateways.apart import bound_itself
from emulation.gateways.pdf.letters import FONTS
from emulation.gateways.pdf.typefaces import official_faces

DOTS = 96
TEMPLATE = "document.typ"
#: Official papers take the letters of the machine where it has them (stack 2.3); all others are the same everywhere.
WITH_SYSTEM_FONTS = frozenset({"official.typ"})
STANDARDS: list[Any] = ["a-2a", "ua-1"]


def main() -> None:
    """Read stdin, write stdout, within bounds."""
    bound_itself()
    [content] = compiled(json.load(sys.stdin.buffer), "pdf")
    sys.stdout.buffer.write(content)


def compiled(task: dict[str, Any], kind: Literal["pdf", "png"]) -> list[bytes]:
    """The document as one PDF, or as a picture per sheet."""
    folder, template = task["templates"], task.get("template", TEMPLATE)
    inputs = {"told": json.dumps(task["told"])}
    if template in WITH_SYSTEM_FONTS:
        inputs["faces"] = json.dumps(official_faces(typst.Fonts().fonts()))
    compiler = typst.Compiler(
        input=f"{folder}/{template}",
        root=folder,
        font_paths=[str(FONTS)],
        ignore_system_fonts=template not in WITH_SYSTEM_FONTS,
        sys_inputs=inputs,
    )
    if kind == "png":
        made = compiler.compile(format=kind, ppi=DOTS)
    else:
        made = compiler.compile(format=kind, pdf_standards=STANDARDS, timestamp=task["made_at"])
    assert made is not None
    return made if isinstance(made, list) else [made]


if __name__ == "__main__":
    main()
