"""Downloads of uploaded files."""

from flask import Blueprint, Response, send_file

from emulation.gateways.files import path_of
from emulation.queries.evidence import Sights, get_file
from emulation.rules import access
from emulation.vocabulary.actions import Action
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.headers import SANDBOX

room = Blueprint("files", __name__)


@room.get("/clusters/<code>/files/<int:file_id>")
@gate(Action.PAGE_READ)
def download(code: str, file_id: int) -> Response:
    """A file as an attachment, in a sandbox of its own: whatever it holds, it never becomes a page of this site."""
    actor = here.actor()
    papers, evidence = (access.scope_of(actor, one) for one in (Action.PLEDGE_READ, Action.EVIDENCE_READ))
    checks = access.scope_of(actor, Action.CROSSCHECK_SCORE) | access.scope_of(actor, Action.CROSSCHECK_SEAL)
    sights = Sights(papers, evidence, checks.of_cluster(here.place().id).members)
    file = get_file(here.session(), here.place().id, file_id, sights)
    path = path_of(here.settings().data_path, file.sha256)
    answer = send_file(path, mimetype=file.media_type, as_attachment=True, download_name=file.name)
    del answer.headers["Cache-Control"]  # as private as a page: the shell's headers decide
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
