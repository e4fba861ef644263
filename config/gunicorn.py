"""gunicorn for `emulation serve`: a few synchronous workers behind a proxy that speaks TLS."""

import multiprocessing
import os

wsgi_app = "emulation.app:start()"
worker_class = "sync"
workers = int(os.environ.get("WEB_CONCURRENCY", min(4, multiprocessing.cpu_count() + 1)))
timeout = 60
graceful_timeout = 30
max_requests = 2000
max_requests_jitter = 200
errorlog = "-"
# Nobody steers this server over a socket: one thing less that can be reached.
control_socket_disable = True
