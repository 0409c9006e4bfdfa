"""How the service is served. gunicorn reads this file by itself, and ends gracefully on SIGTERM."""

import os

# App Runner gives the port in PORT. Every address, since requests come from outside the container; the local process engine, which
# has no container, says in HOST that this machine's own is enough.
bind = f"{os.environ.get('HOST', '0.0.0.0')}:{os.environ.get('PORT', '8080')}"
workers = 1
threads = 8
# Below App Runner's own patience with an instance that it stops.
graceful_timeout = 20
accesslog = "-"
# Nothing here is controlled over gunicorn's socket in the home folder.
control_socket_disable = True
