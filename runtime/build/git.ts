import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { SourceUnavailable } from "./failures";

/** What opens a private repository. Never on a command line, in a log or in a message. */
export interface SourceCredentials {
  /** Default: what GitHub takes with a token. */
  username?: string;
  token: string;
  /** Name of the connection they are of, for messages. */
  connection?: string;
}

export interface GitCall {
  signal: AbortSignal;
  environment: NodeJS.ProcessEnv;
  credentials?: SourceCredentials;
  /** Working directory; undefined for commands that need none. */
  directory?: string;
}

/** A git command ended with another code than 0. `said` is its error output without secrets. */
export class GitFailed extends Error {
  override readonly name = "GitFailed";
  constructor(readonly said: string) {
    super(said);
  }
}

/** Runs git without questions, hooks or settings of a surrounding repository and answers its output. Throws GitFailed. */
export function git(args: readonly string[], call: GitCall): Promise<string> {
  return new Promise((resolve, reject) => {
    call.signal.throwIfAborted();
    // A group of its own: git has children (git-remote-https, upload-pack), which end with it.
    const child = spawn("git", [...SETTINGS.flatMap((setting) => ["-c", setting]), ...args], {
      cwd: call.directory,
      env: gitEnvironment(call),
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const end = (): void => void (child.pid && process.kill(-child.pid, "SIGKILL"));
    call.signal.addEventListener("abort", end, { once: true });
    const [output, errors] = [collect(child.stdout), collect(child.stderr)];
    child.once("error", (error: NodeJS.ErrnoException) => {
      call.signal.removeEventListener("abort", end);
      const missing = error.code === "ENOENT" && (!call.directory || existsSync(call.directory));
      reject(missing ? new SourceUnavailable("git was not found on PATH: install git.") : error);
    });
    child.once("close", (code) => {
      call.signal.removeEventListener("abort", end);
      if (call.signal.aborted) reject(call.signal.reason);
      else if (code === 0) resolve(output());
      else reject(new GitFailed(withoutSecrets(errors()).trim() || `git ended with code ${code}`));
    });
  });
}

/** A URL's user and password, wherever they stand in a text, are not for logs. */
export function withoutSecrets(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi, "$1***@");
}

const SETTINGS = [
  "core.hooksPath=/dev/null",
  "core.autocrlf=false",
  "advice.detachedHead=false",
  "init.defaultBranch=source",
  "submodule.recurse=false",
  // A transfer slower than 1 kB/s for 30 s has died.
  "http.lowSpeedLimit=1000",
  "http.lowSpeedTime=30",
];

/** Output kept of one command: far more than refs and messages take, little enough for any answer. */
const MAX_OUTPUT = 8 * 1024 * 1024;

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MAX_OUTPUT) chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString("utf8");
}

function gitEnvironment({ environment, credentials }: GitCall): NodeJS.ProcessEnv {
  const inherited = Object.entries(environment).filter(
    ([name]) => !OF_ANOTHER_REPOSITORY.test(name) && !(credentials && TRACES.test(name)),
  );
  return {
    ...Object.fromEntries(inherited),
    LC_ALL: "C",
    GIT_TERMINAL_PROMPT: "0",
    GIT_ASKPASS: "",
    SSH_ASKPASS: "",
    ...(credentials && credentialSettings(credentials)),
  };
}

/** Set by git for its hooks and aliases; with them, git would work on the repository the runtime was started from. */
const OF_ANOTHER_REPOSITORY =
  /^GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|PREFIX|NAMESPACE|CONFIG_PARAMETERS|CONFIG_COUNT|CONFIG_(KEY|VALUE)_\d+|ASKPASS)$/;

/** They write headers and settings into git's error output, which ends up in messages and logs. */
const TRACES = /^GIT_(TRACE\w*|CURL_VERBOSE)$/;

/** As a header, in the environment. Redirects are not followed with it: another host must not see it. */
function credentialSettings({ username = "x-access-token", token }: SourceCredentials): NodeJS.ProcessEnv {
  const basic = Buffer.from(`${username}:${token}`).toString("base64");
  return {
    GIT_CONFIG_COUNT: "2",
    GIT_CONFIG_KEY_0: "http.extraHeader",
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
    GIT_CONFIG_KEY_1: "http.followRedirects",
    GIT_CONFIG_VALUE_1: "false",
  };
}
