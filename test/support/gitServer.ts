import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { generate } from "selfsigned";

/** A git host of this machine: https with a certificate of its own, basic authentication, git's own http-backend. */
export interface GitServer {
  /** `localhost:<port>`. */
  readonly host: string;
  /** File that GIT_SSL_CAINFO must name for git to trust it. */
  readonly caFile: string;
  /** The Authorization header of every request so far, undefined for one without. */
  readonly authorizations: (string | undefined)[];
  urlOf(directory: string): string;
  close(): Promise<void>;
}

/** Serves the repositories beside `directory` to whoever shows `user` and `password`; to everybody when there is no password. */
export async function startGitServer(directory: string, user: string, password: string): Promise<GitServer> {
  const folder = mkdtempSync(join(tmpdir(), "apprunner-git-server-"));
  const caFile = join(folder, "ca.pem");
  const certificate = await generate([{ name: "commonName", value: "localhost" }], {
    keySize: 2048,
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] }],
  });
  writeFileSync(caFile, certificate.cert);
  const authorizations: (string | undefined)[] = [];
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  const server = createServer({ key: certificate.private, cert: certificate.cert }, (request, response) => {
    authorizations.push(request.headers.authorization);
    if (request.headers.authorization === expected) serve(dirname(directory), request, response);
    else response.writeHead(401, { "www-authenticate": 'Basic realm="git"' }).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  return {
    host,
    caFile,
    authorizations,
    urlOf: (repository) => `https://${host}/${basename(repository)}`,
    async close() {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One request through git's http-backend, a CGI program. */
function serve(root: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", "https://localhost");
  const backend = join(execFileSync("git", ["--exec-path"], { encoding: "utf8" }).trim(), "git-http-backend");
  const child = spawn(backend, [], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      HTTP_CONTENT_ENCODING: String(request.headers["content-encoding"] ?? ""),
      GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
      REMOTE_USER: "test",
    },
  });
  child.stdin.on("error", () => undefined); // it may answer before it has read all
  request.pipe(child.stdin);
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.once("close", () => {
    const output = Buffer.concat(chunks);
    const end = output.indexOf("\r\n\r\n");
    const headers = output.subarray(0, end).toString().split("\r\n");
    for (const header of headers) {
      const [name = "", value = ""] = header.split(/:\s*/, 2);
      if (name === "Status") response.statusCode = Number.parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.end(output.subarray(end + 4));
  });
}
