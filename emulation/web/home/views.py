"""The front page, the overview of a cluster, and the year switcher."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from emulation.queries import clusters
from emulation.vocabulary.actions import Action
from emulation.web.home.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate


@room.get("/")
@gate(Action.PAGE_READ)
def index() -> ResponseReturnValue:
    """The public clusters; goes straight on when there is one."""
    found = clusters.public_clusters(here.session())
    if len(found) == 1:
        return redirect(url_for("home.cluster", code=found[0].code))
    return render_template("home/index.html", clusters=found)


@room.get("/clusters/<code>")
@gate(Action.PAGE_READ)
def cluster(code: str) -> ResponseReturnValue:
    """The overview of a cluster."""
    return render_template("home/cluster.html")


@room.get("/my-work")
@gate(Action.WORK_READ)
def my_work() -> ResponseReturnValue:
    """What waits for the person who is signed in."""
    return render_template("home/my_work.html")


@room.get("/clusters/<code>/switch")
@gate(Action.PAGE_READ)
def switch_year(code: str) -> ResponseReturnValue:
    """The target of the year switcher."""
    year = request.args.get("year", type=int) or 0
    known = here.year(year)
    return redirect(url_for("pledges.index", code=code, year=known.year))
