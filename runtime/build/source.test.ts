import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { skip } from "../../test/support/skip";
import { type FetchRequest, fetchSource, resolveCommit } from "./source";

const IDENTITY = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"];

describe("sources from git", () => {
  let folder: string;
  let repository: string;
  let url: string;
  const signal = new AbortController().signal;
  const run = (...args: string[]): string =>
    execFileSync("git", [...IDENTITY, ...args], { cwd: repository, encoding: "utf8" }).trim();
  const commit = (message: string): string => {
    run("add", "-A");
    run("commit", "--quiet", "--allow-empty", "-m", message);
    return run("rev-parse", "HEAD");
  };
  const write = (name: string, text: string): void => {
    mkdirSync(join(repository, name, ".."), { recursive: true });
    writeFileSync(join(repository, name), text);
  };
  let fetches = 0;
  const lines: string[] = [];
  const fetch = (changes: Partial<FetchRequest> = {}) =>
    fetchSource({
      repositoryUrl: url,
      branch: "main",
      destination: join(folder, `fetched-${fetches++}`),
      signal,
      onLine: (line) => lines.push(line),
      ...changes,
    });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "apprunner-source-"));
    repository = join(folder, "my repository");
    mkdirSync(repository);
    url = pathToFileURL(repository).href;
    run("init", "--quiet");
    write("app.py", "print('hello')\n");
    write("services/api/app.py", "print('api')\n");
    commit("First\n\nwith a body");
    lines.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("resolve a branch to the commit it is at", async () => {
    assert.equal(await resolveCommit({ repositoryUrl: url, branch: "main", signal }), run("rev-parse", "HEAD"));
    const second = commit("Second");
    assert.equal(await resolveCommit({ repositoryUrl: url, branch: "main", signal }), second);
  });

  it("resolve HEAD of a checkout that is on no branch", async () => {
    const first = run("rev-parse", "HEAD");
    run("checkout", "--quiet", "--detach");
    assert.equal(await resolveCommit({ repositoryUrl: url, branch: "HEAD", signal }), first);
    assert.equal((await fetch({ branch: "HEAD" })).commit, first);
  });

  it("are checked out without git's own files", async () => {
    const fetched = await fetch();
    assert.equal(fetched.commit, run("rev-parse", "HEAD"));
    assert.equal(fetched.message, "First");
    assert.deepEqual(readdirSync(fetched.directory).sort(), ["app.py", "services"]);
    assert.deepEqual(lines, [`Fetched commit ${fetched.commit.slice(0, 12)}: First`]);
  });

  it("are fetched at the commit asked for, though the branch has moved on", async () => {
    const first = run("rev-parse", "HEAD");
    write("app.py", "changed\n");
    commit("Second");
    const fetched = await fetch({ commit: first });
    assert.equal(readFileSync(join(fetched.directory, "app.py"), "utf8"), "print('hello')\n");
  });

  it("give the source directory", async () => {
    for (const sourceDirectory of ["services/api", "/services/api", "/services/api/"]) {
      const { directory } = await fetch({ sourceDirectory });
      assert.equal(readFileSync(join(directory, "app.py"), "utf8"), "print('api')\n");
    }
    assert.ok(existsSync(join((await fetch({ sourceDirectory: "/" })).directory, "services")));
  });

  it("keep executable bits and links that stay inside", async () => {
    write("run.sh", "#!/bin/sh\n");
    run("add", "run.sh");
    run("update-index", "--chmod=+x", "run.sh");
    symlinkSync("../run.sh", join(repository, "services/run"));
    run("add", "services/run");
    run("commit", "--quiet", "-m", "Scripts");
    const { directory } = await fetch();
    assert.equal(lstatSync(join(directory, "run.sh")).mode & 0o111, 0o111);
    assert.ok(lstatSync(join(directory, "services/run")).isSymbolicLink());
  });

  it("are served though the repository belongs to somebody else", async function () {
    if (process.getuid?.() !== 0) skip(this, "only root can give a repository to somebody else");
    chownSync(repository, 65534, 65534);
    chownSync(join(repository, ".git"), 65534, 65534);
    assert.match(await resolveCommit({ repositoryUrl: url, branch: "main", signal }), /^[0-9a-f]{40}$/);
    assert.equal((await fetch()).message, "First");
  });

  const unavailable: [string, Partial<FetchRequest> | (() => Partial<FetchRequest>), RegExp][] = [
    [
      "a branch that is not there, naming those that are",
      { branch: "release" },
      /Branch "release" does not exist .* Its branches: main\./,
    ],
    ["a branch whose name is an option", { branch: "--upload-pack=touch /tmp/x" }, /does not exist/],
    [
      "a repository that is not there",
      { repositoryUrl: "file:///no/such/repository" },
      /no git repository at this address/,
    ],
    [
      "a folder that is no repository",
      () => ({ repositoryUrl: pathToFileURL(folder).href }),
      /no git repository at this address/,
    ],
    ["an address git should not see", { repositoryUrl: "ext::sh -c touch% /tmp/x" }, /must begin with https:\/\/ or/],
    ["an address without encryption", { repositoryUrl: "http://example.org/a.git" }, /must begin with https:\/\/ or/],
    [
      "a password in the address",
      { repositoryUrl: "https://me:hunter2@example.org/a.git" },
      /"https:\/\/\*\*\*@example.org\/a.git" contains/,
    ],
    [
      "a source directory that is not there, naming those that are",
      { sourceDirectory: "/servicez" },
      /"\/servicez" is not a directory .* Directories there: \/, \/services\./,
    ],
    ["a file as source directory", { sourceDirectory: "app.py" }, /is not a directory/],
    ["a way out of the repository", { sourceDirectory: "services/../.." }, /must lie in the repository/],
    [
      "a commit that is not there",
      { commit: "1".repeat(40) },
      /Commit 1{40} cannot be fetched .* start a new deployment/,
    ],
  ];
  for (const [what, changes, message] of unavailable) {
    it(`refuse ${what}`, async () => {
      await assert.rejects(fetch(typeof changes === "function" ? changes() : changes), {
        name: "SourceUnavailable",
        message,
      });
    });
  }

  it("refuse a repository without commits", async () => {
    repository = join(folder, "empty");
    mkdirSync(repository);
    run("init", "--quiet");
    await assert.rejects(
      fetch({ repositoryUrl: pathToFileURL(repository).href }),
      /has no branches: commit something first/,
    );
  });

  const foreign: [string, () => void][] = [
    ["absolute", () => symlinkSync("/etc/passwd", join(repository, "services/link"))],
    ["upwards", () => symlinkSync("../../outside", join(repository, "services/link"))],
    [
      "through another link",
      () => {
        symlinkSync("../..", join(repository, "services/api/top"));
        symlinkSync("api/top/../outside", join(repository, "services/link"));
        writeFileSync(join(folder, "outside"), "secret");
      },
    ],
  ];
  for (const [what, link] of foreign) {
    it(`refuse a symbolic link out of the repository (${what})`, async () => {
      link();
      commit("Link");
      await assert.rejects(fetch(), {
        name: "SourceUnavailable",
        message: /services\/link is a symbolic link out of the repository/,
      });
    });
  }

  it("refuse a source directory that is a link out of the repository", async () => {
    symlinkSync("/etc", join(repository, "config"));
    commit("Link");
    await assert.rejects(fetch({ sourceDirectory: "config" }), /is a link that leaves the repository/);
  });

  it("say that submodules are not fetched", async () => {
    write(".gitmodules", "");
    commit("Submodules");
    await fetch();
    assert.match(lines.join("\n"), /submodules/);
  });

  it("stop when aborted, leaving no git process", async () => {
    const server = createServer(() => undefined).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const controller = new AbortController();
    server.once("request", () => controller.abort(new Error("enough")));
    const { port } = server.address() as AddressInfo;
    await assert.rejects(
      resolveCommit({ repositoryUrl: `http://127.0.0.1:${port}/a.git`, branch: "main", signal: controller.signal }),
      /enough/,
    );
    server.closeAllConnections();
    server.close();
  });

  describe("behind a password", () => {
    let server: Server;
    let remote: string;
    beforeEach(async () => {
      server = serveGit(() => repository, "x-access-token", "s3cret-token");
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      remote = `http://127.0.0.1:${(server.address() as AddressInfo).port}/repository.git`;
    });
    afterEach(() => {
      server.closeAllConnections();
      server.close();
    });

    it("open with the credentials", async () => {
      const credentials = { token: "s3cret-token" };
      const head = run("rev-parse", "HEAD");
      assert.equal(await resolveCommit({ repositoryUrl: remote, branch: "main", credentials, signal }), head);
      assert.equal((await fetch({ repositoryUrl: remote, credentials })).commit, head);
      assert.ok(!lines.join("\n").includes("s3cret"));
    });

    it("say that they are private, without asking and without the token", async () => {
      for (const credentials of [undefined, { token: "wrong-token" }]) {
        await assert.rejects(fetch({ repositoryUrl: remote, ...(credentials && { credentials }) }), (error: Error) => {
          assert.match(error.message, /private or does not exist/);
          assert.ok(!/wrong-token|d3Jvbmct/.test(error.message));
          return true;
        });
      }
    });
  });
});

/** Git's smart HTTP protocol in front of a repository, with basic authentication. */
function serveGit(repository: () => string, user: string, password: string): Server {
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  return createServer((request: IncomingMessage, response: ServerResponse) => {
    if (request.headers.authorization !== expected) {
      response.writeHead(401, { "www-authenticate": 'Basic realm="git"' }).end();
      return;
    }
    const advertise = request.url?.includes("/info/refs");
    response.setHeader("content-type", `application/x-git-upload-pack-${advertise ? "advertisement" : "result"}`);
    if (advertise) response.write("001e# service=git-upload-pack\n0000");
    const args = ["upload-pack", "--stateless-rpc", ...(advertise ? ["--advertise-refs"] : []), repository()];
    const child = spawn("git", args, {
      env: { ...process.env, GIT_PROTOCOL: String(request.headers["git-protocol"] ?? "") },
    });
    child.stdin.on("error", () => undefined); // An advertisement is over before the (empty) request body ends.
    const body: Buffer[] = [];
    request.on("data", (chunk: Buffer) => body.push(chunk));
    request.on("end", () => {
      const bytes = Buffer.concat(body);
      child.stdin.end(request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes);
    });
    child.stdout.pipe(response);
  });
}
