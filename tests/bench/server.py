"""The application and the bare floor in one worker, each answer telling the processor time it cost."""

import os
from collections.abc import Callable, Iterable
from time import process_time
from typing import Any

from flask import Flask, Response
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from emulation import settings as settings_module
from emulation.app import create_app

Environ = dict[str, Any]
Start = Callable[..., Any]
Wsgi = Callable[[Environ, Start], Iterable[bytes]]


def floor() -> Flask:
    """A bare Flask route that returns a fixed number of bytes."""
    app = Flask("floor")

    @app.get("/<int:size>")
    def answer(size: int) -> Response:
        return Response("x" * size, mimetype="text/html")

    return app


def weighed(app: Wsgi) -> Wsgi:
    """Add the processor seconds of the request to its answer."""

    def call(environ: Environ, start: Start) -> Iterable[bytes]:
        begun = process_time()
        kept: list[Any] = []

        def remember(status: str, headers: list[tuple[str, str]], error: Any = None) -> Any:
            kept.extend((status, headers))
            return None

        body = b"".join(app(environ, remember))
        status, headers = kept
        start(status, [*headers, ("X-Processor-Seconds", f"{process_time() - begun:.9f}")])
        return [body]

    return call


def application() -> Wsgi:
    """What gunicorn serves: the product at /, the floor at /floor."""
    product = create_app(
        settings_module.load(
            {}, env="testing", base_url="http://127.0.0.1", **_given(), secret_key="bench" * 8
        )
    )
    return weighed(DispatcherMiddleware(product.wsgi_app, {"/floor": floor().wsgi_app}))


def _given() -> dict[str, str]:
    return {
        "database_url": os.environ["BENCH_DATABASE_URL"],
        "data_dir": os.environ["BENCH_DATA_DIR"],
        "fixed_now": os.environ["BENCH_NOW"],
    }
