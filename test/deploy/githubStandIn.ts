import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface StoredComment {
  id: number;
  body: string;
  html_url: string;
  user: { login: string; type: string };
}

/** A stand-in of the part of GitHub's REST API that comments need, on 127.0.0.1. */
export interface GithubStandIn {
  readonly url: string;
  readonly comments: StoredComment[];
  /** Calls so far: "POST /repos/...". */
  readonly calls: string[];
  /** Answers every write with this status, or does what it should when undefined. */
  refuseWrites: number | undefined;
  /** Answers the next calls with these statuses. */
  stumble: number[];
  /** What GET /user answers; undefined refuses, as for a workflow's token. */
  login: string | undefined;
  /** Open pull requests by head commit. */
  readonly pulls: Map<string, number>;
  close(): Promise<void>;
}

/** Starts it. It knows one repository, `shop/web`, and one token, `right`. Comments come 100 to a page, as GitHub's do. */
export async function startGithub(): Promise<GithubStandIn> {
  const github: GithubStandIn = {
    url: "",
    comments: [],
    calls: [],
    refuseWrites: undefined,
    stumble: [],
    login: undefined,
    pulls: new Map(),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const server: Server = createServer((request, response) => void answer(github, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(github, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

async function answer(github: GithubStandIn, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "GET" } = request;
  const url = new URL(request.url!, "http://x");
  github.calls.push(`${method} ${url.pathname}`);
  const send = (status: number, body?: unknown): void => {
    response
      .writeHead(status, { "content-type": "application/json" })
      .end(body === undefined ? undefined : JSON.stringify(body));
  };
  const stumble = github.stumble.shift();
  if (stumble) return send(stumble, { message: "try later" });
  if (request.headers.authorization !== "Bearer right") return send(401, { message: "Bad credentials" });
  if (url.pathname === "/user")
    return github.login
      ? send(200, { login: github.login })
      : send(403, { message: "Resource not accessible by integration" });
  const [, rest] = /^\/repos\/shop\/web\/(.*)$/.exec(url.pathname) ?? [];
  if (rest === undefined) return send(404, { message: "Not Found" });
  if (method !== "GET" && github.refuseWrites)
    return send(github.refuseWrites, { message: "Resource not accessible by integration" });
  const commit = /^commits\/(\w+)\/pulls$/.exec(rest)?.[1];
  if (commit) {
    const number = github.pulls.get(commit);
    return send(200, number === undefined ? [] : [{ number, state: "open", head: { sha: commit } }]);
  }
  const id = Number(/^issues\/comments\/(\d+)$/.exec(rest)?.[1]);
  const found = github.comments.find((comment) => comment.id === id);
  if (id && !found) return send(404, { message: "Not Found" });
  if (method === "GET") {
    const [page, size] = [Number(url.searchParams.get("page") ?? 1), Number(url.searchParams.get("per_page") ?? 30)];
    return send(200, github.comments.slice((page - 1) * size, page * size));
  }
  if (method === "DELETE") {
    github.comments.splice(github.comments.indexOf(found!), 1);
    return send(204);
  }
  const { body } = JSON.parse(await textOf(request)) as { body: string };
  // GitHub counts characters.
  if ([...body].length > 65_536) return send(422, { message: "body is too long (maximum is 65536 characters)" });
  if (found) {
    found.body = body;
    return send(200, found);
  }
  const next = github.comments.length + 1000;
  const user = github.login ? { login: github.login, type: "User" } : { login: "github-actions[bot]", type: "Bot" };
  github.comments.push({ id: next, body, html_url: `https://github.com/shop/web/pull/7#issuecomment-${next}`, user });
  send(201, github.comments.at(-1));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}
