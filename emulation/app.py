"""The front door: builds the application and hangs the rooms."""

from flask import Flask
from flask_bootstrap import Bootstrap5
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from emulation.db import Database
from emulation.paths import share
from emulation.services.installation import require_startable
from emulation.settings import Settings, load
from emulation.vocabulary.clock import Clock
from emulation.web import (
    accounts,
    analysis,
    audit,
    awards,
    board,
    briefs,
    calendar,
    campaigns,
    clusters,
    consultations,
    crosschecks,
    cycles,
    delegations,
    documents,
    dossiers,
    evidence,
    explanations,
    fairness,
    files,
    holidays,
    home,
    imports,
    indicators,
    notices,
    pledges,
    polls,
    preferences,
    privacy,
    rankings,
    results,
    rulebook,
    scorecards,
    scores,
    search,
    status,
    terms,
    users,
    why,
)
from emulation.web.shell import (
    cookies,
    errors,
    filters,
    gate,
    headers,
    language,
    login,
    navigation,
    renewal,
    sentences,
)

ROOMS = (
    home,
    accounts,
    preferences,
    privacy,
    clusters,
    terms,
    delegations,
    users,
    audit,
    cycles,
    calendar,
    board,
    indicators,
    pledges,
    results,
    imports,
    scorecards,
    scores,
    crosschecks,
    explanations,
    rankings,
    why,
    analysis,
    fairness,
    briefs,
    awards,
    rulebook,
    documents,
    polls,
    consultations,
    dossiers,
    campaigns,
    evidence,
    files,
    search,
    notices,
    holidays,
    status,
)
#: Parts of the shell that prepare the application, in this order.
PARTS = (login, language, headers, filters, sentences, navigation, errors)


def create_app(settings: Settings, database: Database | None = None, clock: Clock | None = None) -> Flask:
    """The WSGI application for these settings; `database` and a `clock` that moves are handed in by tests."""
    app = Flask("emulation", template_folder=str(share("templates")), static_folder="web/static")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        # one MB more than a file may have: a file that is a little too large is told beside its field
        MAX_CONTENT_LENGTH=(settings.upload_limit_mb + 1) * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
        BOOTSTRAP_SERVE_LOCAL=True,
        SESSION_COOKIE_NAME=cookies.name_of("emulation", settings),
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https://"),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=12 * 3600,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.debug = False  # whatever FLASK_DEBUG says: a debugger on a page is a door
    app.extensions["emulation.settings"] = settings
    app.extensions["emulation.database"] = database or Database.of(settings)
    app.extensions["emulation.clock"] = clock or settings.clock()
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    gate.init_app(app)
    renewal.init_app(app)
    for part in (CSRFProtect(), Bootstrap5(), *PARTS):
        part.init_app(app)
    for room in ROOMS:
        app.register_blueprint(room.room)
    gate.check_routes(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
    return app


def start() -> Flask:
    """The application for a WSGI server (config/gunicorn.py); raises SettingsError when it must not start."""
    settings = load()
    database = Database.of(settings)
    require_startable(settings, database)
    return create_app(settings, database)
