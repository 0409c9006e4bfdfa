import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A git repository in a temporary folder. */
export interface TestRepository {
  /** `file://` URL. */
  readonly url: string;
  readonly directory: string;
  /** Writes files (undefined removes one), commits all of it on `main`, answers the commit. */
  commit(files: Record<string, string | Uint8Array | undefined>): string;
  remove(): void;
}

export function createRepository(files: Record<string, string>): TestRepository {
  const directory = mkdtempSync(join(tmpdir(), "apprunner-repository-"));
  const git = (...args: string[]): string =>
    execFileSync("git", args, { cwd: directory, stdio: "pipe" }).toString().trim();
  git("init", "--quiet", "--initial-branch", "main");
  const repository: TestRepository = {
    url: `file://${directory}`,
    directory,
    commit(changes) {
      for (const [name, content] of Object.entries(changes)) {
        const path = join(directory, name);
        mkdirSync(dirname(path), { recursive: true });
        if (content === undefined) rmSync(path);
        else writeFileSync(path, content);
      }
      git("add", "--all");
      git("-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message", "change");
      return git("rev-parse", "HEAD");
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
  repository.commit(files);
  return repository;
}

/** A Node.js app without dependencies: its `apprunner.yaml` and a server that answers `text`. */
export function aNodeApp(text: string, server = aServer(text)): Record<string, string> {
  return {
    "apprunner.yaml": [
      "version: 1.0",
      "runtime: nodejs22",
      "build:",
      "  commands:",
      "    build:",
      "      - echo building",
      "run:",
      "  command: node server.js",
      "  network:",
      "    port: 8080",
      "",
    ].join("\n"),
    "server.js": server,
  };
}

/** Answers `text`, says when it listens, and ends on SIGTERM. One line, so that it can be a start command too. */
export function aServer(text: string): string {
  return [
    'const { createServer } = require("node:http");',
    `const server = createServer((request, response) => response.end(${JSON.stringify(text)}));`,
    'server.listen(Number(process.env.PORT), () => console.log("listening on " + process.env.PORT));',
    'process.on("SIGTERM", () => server.close(() => process.exit(0)));',
  ].join(" ");
}
