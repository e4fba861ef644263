"""Creating a cluster and editing what is said about it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries.cycles import get_cluster
from emulation.rules import access
from emulation.services import clusters
from emulation.vocabulary.actions import Action
from emulation.web.clusters.forms import ClusterForm, NewClusterForm, cluster_data
from emulation.web.clusters.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


@room.get("/admin/clusters/new")
@gate(Action.CLUSTER_CREATE)
def new() -> ResponseReturnValue:
    """The form for a new cluster."""
    return render_template("clusters/new.html", form=NewClusterForm())


@room.post("/admin/clusters/new")
@gate(Action.CLUSTER_CREATE)
def create() -> ResponseReturnValue:
    """Create a cluster; its members come next."""
    form = NewClusterForm()
    if form.validate_on_submit():
        code = form.code.data.lower()
        with writing(form, to=url_for("clusters.members_edit", code=code)) as outcome:
            clusters.create(here.session(), actor=here.actor(), now=here.now(), code=code, draft=form.draft())
        if outcome:
            flash(
                gettext("Đã tạo cụm %(name)s. Tiếp theo: thêm thành viên.", name=form.name_vi.data), "success"
            )
            return redirect(outcome.location)
    return render_template("clusters/new.html", form=form), 422


@room.get("/clusters/<code>/edit")
@gate(Action.CLUSTER_EDIT)
def edit(code: str) -> ResponseReturnValue:
    """What is said about the cluster, as a form."""
    access.require(here.actor(), Action.CLUSTER_EDIT, here.subject())
    return render_template("clusters/edit.html", form=_form_of_cluster())


def _form_of_cluster() -> ClusterForm:
    return ClusterForm(formdata=None, data=cluster_data(get_cluster(here.session(), here.place().id)))


@room.post("/clusters/<code>/edit")
@gate(Action.CLUSTER_EDIT)
def save(code: str) -> ResponseReturnValue:
    """Change what is said about the cluster."""
    access.require(here.actor(), Action.CLUSTER_EDIT, here.subject())
    form = ClusterForm()
    about = ("cluster", here.place().id)
    if form.validate_on_submit():
        to = url_for("clusters.members", code=code)
        with writing(form, to=to, newest=_form_of_cluster, about=about) as outcome:
            clusters.edit(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cluster=get_cluster(here.session(), here.place().id),
                version=form.opened_version,
                draft=form.draft(),
            )
        if outcome:
            flash(gettext("Đã lưu thông tin cụm."), "success")
            return redirect(outcome.location)
    return render_template("clusters/edit.html", form=form), 422
