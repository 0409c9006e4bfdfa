"""A small web service: it greets, and says which version of itself does."""

import os

from flask import Flask, jsonify, render_template_string

from version import read_version

GREETING = os.environ.get("GREETING", "Hello")
VERSION = read_version()

PAGE = """<!doctype html>
<html lang="en">
<title>{{ greeting }}</title>
<h1>{{ greeting }}</h1>
<p>python-hello, version {{ version }}</p>
</html>
"""

app = Flask(__name__)


@app.get("/")
def hello():
    return render_template_string(PAGE, greeting=GREETING, version=VERSION)


@app.get("/health")
def health():
    return jsonify(status="ok", version=VERSION)
