"""Word templates: which there are, their fields, and a cluster's own ones."""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.gateways.word import default_template
from emulation.queries.documents import templates_of
from emulation.rules import access
from emulation.services import document_templates, documents
from emulation.vocabulary.actions import Action
from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.outlines import SIGNATURE, fields_of
from emulation.web.documents.desk import kind_of
from emulation.web.documents.forms import TemplateForm
from emulation.web.documents.room import room
from emulation.web.documents.views import WORD, download
from emulation.web.shell import here, uploads
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import sent_version, writing


@room.get("/clusters/<code>/documents/templates", endpoint="templates")
@gate(Action.TEMPLATE_EDIT)
def listed(code: str) -> ResponseReturnValue:
    """The kinds with the template that each is filled in."""
    access.require(here.actor(), Action.TEMPLATE_EDIT, here.subject())
    own = templates_of(here.session(), here.place().id)
    return render_template("documents/templates.html", kinds=list(DocumentKind), own=own)


@room.get("/clusters/<code>/documents/templates/<kind>")
@gate(Action.TEMPLATE_EDIT)
def template(code: str, kind: str) -> ResponseReturnValue:
    """The fields of a kind, and bringing a template."""
    access.require(here.actor(), Action.TEMPLATE_EDIT, here.subject())
    return _page(kind_of(kind), None, 200)


@room.post("/clusters/<code>/documents/templates/<kind>")
@gate(Action.TEMPLATE_EDIT)
def template_upload(code: str, kind: str) -> ResponseReturnValue:
    """Try a template and keep it."""
    access.require(here.actor(), Action.TEMPLATE_EDIT, here.subject())
    found, form = kind_of(kind), TemplateForm()
    unused: tuple[str, ...] = ()
    if form.validate_on_submit():
        to = url_for("documents.template", code=code, kind=kind)
        with writing(form, to=to, newest=lambda: _form(found)) as outcome:
            unused = _upload(found, form)
        if outcome:
            flash(gettext("Đã nhận mẫu. Từ nay tệp Word của loại văn bản này theo mẫu của cụm."), "success")
            if unused:
                flash(gettext("Mẫu không dùng: %(fields)s.", fields=", ".join(unused)), "attention")
            return redirect(outcome.location)
    return _page(found, form, 422)


def _upload(kind: DocumentKind, form: TemplateForm) -> tuple[str, ...]:
    file = uploads.receive(form.file, (".docx",))
    return document_templates.upload(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        subject=here.subject(),
        kind=kind,
        version=form.opened_version,
        file=file,
    )


@room.post("/clusters/<code>/documents/templates/<kind>/withdraw")
@gate(Action.TEMPLATE_EDIT)
def template_withdraw(code: str, kind: str) -> ResponseReturnValue:
    """Go back to the default template."""
    access.require(here.actor(), Action.TEMPLATE_EDIT, here.subject())
    with writing(to=url_for("documents.template", code=code, kind=kind)) as outcome:
        document_templates.withdraw(
            here.session(),
            actor=here.actor(),
            now=here.now(),
            subject=here.subject(),
            kind=kind_of(kind),
            version=sent_version(),
        )
    flash(gettext("Đã bỏ mẫu riêng. Tệp Word theo mẫu mặc định."), "success")
    return redirect(outcome.location)


@room.get("/clusters/<code>/documents/templates/<kind>/default")
@gate(Action.TEMPLATE_EDIT)
def default_file(code: str, kind: str) -> Response:
    """The default template, to be edited in Word."""
    access.require(here.actor(), Action.TEMPLATE_EDIT, here.subject())
    found = kind_of(kind)
    return download(default_template(found), f"mau-{found.value}.docx", WORD)


@room.get("/clusters/<code>/documents/templates/<kind>/own")
@gate(Action.TEMPLATE_EDIT)
def own_file(code: str, kind: str) -> Response:
    """The cluster's own template; not found when it has none."""
    access.require(here.actor(), Action.TEMPLATE_EDIT, here.subject())
    found, place = kind_of(kind), here.place()
    if found.value not in templates_of(here.session(), place.id):
        raise NotFound()
    folder = here.settings().data_path
    content = documents.template_of(here.session(), cluster_id=place.id, kind=found, folder=folder)
    return download(content, f"mau-{found.value}-{place.code}.docx", WORD)


def _form(kind: DocumentKind) -> TemplateForm:
    """The form as it opens: it knows which own template stands."""
    own = templates_of(here.session(), here.place().id).get(kind.value)
    return TemplateForm(formdata=None, data={"version": own.id if own else 0})


def _page(kind: DocumentKind, form: TemplateForm | None, status: int) -> ResponseReturnValue:
    own = templates_of(here.session(), here.place().id).get(kind.value)
    return render_template(
        "documents/template.html",
        kind=kind,
        own=own,
        fields=fields_of(kind),
        signature=SIGNATURE,
        form=form or _form(kind),
        limit_mb=here.settings().upload_limit_mb,
    ), status
