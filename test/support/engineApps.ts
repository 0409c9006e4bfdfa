/** Apps that the engines' suite builds and runs: their files. The Python one answers what it was given, crashes, eats memory and makes noise when asked to. */

export const PYTHON_APP = {
  "apprunner.yaml": `version: 1.0
runtime: python311
build:
  commands:
    pre-build: ["echo pre-build in $(basename $PWD)"]
    build: ["echo building > built.txt", "echo to stderr >&2"]
    post-build: ["cat built.txt"]
  env: [{name: BUILD_ONLY, value: "a 'b' \\"c\\" $d"}]
run:
  pre-run: ['echo "$BUILD_ONLY" > build-only.txt']
  command: python3 app.py
  network: {port: 8000, env: APP_PORT}
  env: [{name: GREETING, value: "hällo $HOME 'x'"}]
`,
  "app.py": `
import http.server, json, os, signal, sys, threading
print("starting", flush=True)
print("to stderr", file=sys.stderr, flush=True)
def end(*_):
    print("ending on SIGTERM", flush=True)
    os._exit(0)
if os.environ.get("IGNORE_SIGTERM"):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
else:
    signal.signal(signal.SIGTERM, end)
held = []
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/crash": os._exit(7)
        if self.path == "/eat": held.append(b"x" * (300 * 1024 * 1024))
        if self.path == "/noise":
            sys.stdout.buffer.write(b"x" * 200000 + b"\\n" + bytes(range(256)) + b"\\nafter the noise\\n"); sys.stdout.flush()
        body = json.dumps({"env": dict(os.environ), "cwd": os.getcwd(), "files": sorted(os.listdir(".")),
            "buildOnly": open("build-only.txt").read().strip(), "python": sys.executable}).encode()
        self.send_response(200); self.end_headers(); self.wfile.write(body)
    def log_message(self, *_): pass
http.server.ThreadingHTTPServer(("0.0.0.0", int(os.environ["APP_PORT"])), Handler).serve_forever()
`,
};

export const NODE_APP = {
  "package.json": JSON.stringify({ name: "app", version: "1.0.0", scripts: { start: "node server.js" } }),
  "apprunner.yaml": `version: 1.0
runtime: nodejs22
build: {commands: {build: ["npm --version", "node --version"]}}
run: {command: node server.js}
`,
  "server.js": `require("node:http").createServer((request, response) => response.end(JSON.stringify({node: process.versions.node}))).listen(process.env.PORT);`,
};
