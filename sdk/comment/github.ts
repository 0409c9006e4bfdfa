import { commentMarker, renderGithub } from "../preview/render/github";
import type { PreviewReport } from "../preview/report";

/** A repository on GitHub or a GitHub Enterprise Server, and with which token. */
export interface GithubRepository {
  /** Base URL of the REST API: https://api.github.com, or https://<host>/api/v3. */
  apiUrl: string;
  /** `owner/name`. */
  repository: string;
  token: string;
}

export interface PostedComment {
  url: string;
  done: "created" | "updated" | "unchanged";
}

/** The REST API refused. `status` is the HTTP status. */
export class GithubRefused extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
    this.name = "GithubRefused";
  }
}

interface Comment {
  id: number;
  body?: string;
  html_url: string;
  user?: { login: string; type: string } | null;
}

const PAGE = 100;
/** Bounds the search; a pull request with more comments gets a new one. */
const MOST_PAGES = 30;
const TIMEOUT_MS = 30_000;
const TRIES = 4;

/**
 * Keeps one comment for each stack on a pull request: edits the one that begins with the stack's marker, else makes it. Only comments of
 * the token's own account, or of a bot when that cannot be asked, count: anybody can write a marker. Throws GithubRefused.
 */
export async function postComment(
  github: GithubRepository,
  pullRequest: number,
  report: PreviewReport,
): Promise<PostedComment> {
  const body = renderGithub(report);
  const old = await findComment(github, pullRequest, commentMarker(report));
  if (old?.body === body) return { url: old.html_url, done: "unchanged" };
  const [method, path] = old
    ? (["PATCH", `issues/comments/${old.id}`] as const)
    : (["POST", `issues/${pullRequest}/comments`] as const);
  const comment = (await call(github, method, `/repos/${github.repository}/${path}`, { body })) as Comment;
  return { url: comment.html_url, done: old ? "updated" : "created" };
}

/** Takes a stack's comment away: its preview environment is gone. False when there was none. */
export async function removeComment(
  github: GithubRepository,
  pullRequest: number,
  stack: Pick<PreviewReport, "project" | "stack">,
): Promise<boolean> {
  const old = await findComment(github, pullRequest, commentMarker(stack));
  if (old) await call(github, "DELETE", `/repos/${github.repository}/issues/comments/${old.id}`);
  return old !== undefined;
}

/** The open pull request of a commit, for runs that know only that (`workflow_run`); undefined when there is none. */
export async function pullRequestOf(github: GithubRepository, commit: string): Promise<number | undefined> {
  if (!/^[0-9a-f]{40}$/.test(commit)) throw new Error(`"${commit}" is no commit id: 40 hexadecimal digits`);
  const found = (await call(github, "GET", `/repos/${github.repository}/commits/${commit}/pulls`)) as {
    number: number;
    state: string;
    head: { sha: string };
  }[];
  return found.find(({ state, head }) => state === "open" && head.sha === commit)?.number;
}

async function findComment(
  github: GithubRepository,
  pullRequest: number,
  marker: string,
): Promise<Comment | undefined> {
  const self = await login(github);
  const isOwn = ({ user }: Comment): boolean => (self === undefined ? user?.type === "Bot" : user?.login === self);
  for (let page = 1; page <= MOST_PAGES; page++) {
    const path = `/repos/${github.repository}/issues/${pullRequest}/comments?per_page=${PAGE}&page=${page}`;
    const comments = (await call(github, "GET", path)) as Comment[];
    const found = comments.find((comment) => comment.body?.startsWith(marker) && isOwn(comment));
    if (found || comments.length < PAGE) return found;
  }
  return undefined;
}

/** The token's account; the token of a workflow may not ask. */
async function login(github: GithubRepository): Promise<string | undefined> {
  try {
    return ((await call(github, "GET", "/user")) as { login?: string }).login;
  } catch (error) {
    if (error instanceof GithubRefused && [401, 403, 404].includes(error.status)) return undefined;
    throw error;
  }
}

/** Calls the API; what is overloaded or limited is tried again, as long as the API says but at most a minute. */
async function call(github: GithubRepository, method: string, path: string, body?: object): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(github.apiUrl.replace(/\/+$/, "") + path, {
      method,
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${github.token}`,
        "user-agent": "pulumi-apprunner",
        "x-github-api-version": "2022-11-28",
        ...(body && { "content-type": "application/json" }),
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.ok) return response.status === 204 ? undefined : response.json();
    const text = await response.text();
    const wait = attempt < TRIES ? pause(response, attempt) : undefined;
    if (wait === undefined) throw new GithubRefused(refusal(method, path, response.status, text), response.status);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** Milliseconds until another try makes sense, or undefined when none does. */
function pause(response: Response, attempt: number): number | undefined {
  const seconds = Number(response.headers.get("retry-after"));
  const limited = response.status === 429 || (response.status === 403 && response.headers.has("retry-after"));
  if (limited) return seconds >= 0 && seconds <= 60 ? seconds * 1000 : undefined;
  return response.status >= 500 ? 500 * 2 ** attempt : undefined;
}

function refusal(method: string, path: string, status: number, text: string): string {
  const said = messageIn(text);
  const [, advice] = ADVICE.find(([code]) => code === status) ?? [];
  return `${method} ${path}: the GitHub API answered ${status}${said ? ` (${said})` : ""}.${advice ? ` ${advice}` : ""}`;
}

const ADVICE: readonly [number, string][] = [
  [401, "The token is wrong or has expired."],
  [
    403,
    "The token may not write comments: give the workflow `permissions: pull-requests: write`. A workflow of a fork's pull request never may; post the report from a workflow_run workflow.",
  ],
  [404, "Is the repository's name right, and may the token see it?"],
];

function messageIn(text: string): string {
  try {
    return String((JSON.parse(text) as { message?: unknown }).message ?? "").slice(0, 200);
  } catch {
    return "";
  }
}
