"""The dossier as a task list, and as one archive."""

import os
from pathlib import Path

from flask import Response, render_template, send_file
from flask.typing import ResponseReturnValue

from emulation.services import dossier_bundles
from emulation.vocabulary.actions import Action
from emulation.web.dossiers.desk import desk_of, told
from emulation.web.dossiers.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate


@room.get("/clusters/<code>/<int:year>/proposals/<int:proposal_id>/dossier")
@gate(Action.PROPOSAL_READ)
def show(code: str, year: int, proposal_id: int) -> ResponseReturnValue:
    """What is asked, what is there, what is wrong, what was waived."""
    desk = desk_of(year, proposal_id)
    return render_template(
        "dossiers/show.html",
        desk=desk,
        dossier=desk.dossier,
        findings=told(desk.dossier.findings),
        brings={task.kind.code for task in desk.dossier.tasks if desk.brings(task.kind)},
        agrees={task.kind.code for task in desk.dossier.tasks if desk.may_agree(task)},
    )


@room.get("/clusters/<code>/<int:year>/proposals/<int:proposal_id>/dossier.zip")
@gate(Action.PROPOSAL_READ)
def bundle_file(code: str, year: int, proposal_id: int) -> Response:
    """All papers and the manifest as one archive, streamed from disk."""
    desk, settings = desk_of(year, proposal_id), here.settings()
    file = dossier_bundles.pack(
        here.session(),
        proposal_id=proposal_id,
        folder=Path(settings.data_path),
        now=here.now(),
        made_by=here.actor().full_name,
        limit_mb=settings.upload_limit_mb,
    )
    name = f"ho-so-{desk.dossier.place.member_code.lower()}-{year}-{proposal_id}.zip"
    answer = send_file(file, mimetype="application/zip", as_attachment=True, download_name=name)
    answer.content_length = os.fstat(file.fileno()).st_size
    del answer.headers["Cache-Control"]  # as private as a page: the shell's headers decide
    return answer
