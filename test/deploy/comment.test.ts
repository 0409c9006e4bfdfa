import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reportOf } from "../../sdk/preview/assess";
import { type Outcome, runCli } from "../cli/commandLine";
import { aDigest, anImageService, aStep } from "../preview/digests";
import { type GithubStandIn, startGithub } from "./githubStandIn";

describe("apprunner comment", function () {
  this.timeout(60_000);
  let github: GithubStandIn;
  let folder: string;

  beforeEach(async () => {
    github = await startGithub();
    folder = mkdtempSync(join(tmpdir(), "apprunner-comment-"));
    writeReport("shop:2");
  });
  afterEach(async () => {
    await github.close();
    rmSync(folder, { recursive: true });
  });

  it("makes a comment, and edits it from then on", async () => {
    const first = await comment();
    assert.equal(first.code, 0, first.stderr);
    assert.match(first.stdout, /^https:\/\/github\.com\/shop\/web\/pull\/7#issuecomment-\d+\n$/);
    writeReport("shop:3");
    assert.match((await comment()).stderr, /Comment updated\./);
    assert.match((await comment()).stderr, /Comment unchanged\./);
    assert.equal(github.comments.length, 1);
    assert.match(github.comments[0]!.body, /^<!-- apprunner preview shop\/dev -->\n### /);
    assert.match(github.comments[0]!.body, /shop&#58;3/);
  });

  it("leaves alone what others wrote, even with the marker", async () => {
    const forged = {
      id: 1,
      body: "<!-- apprunner preview shop/dev -->\nlooks good",
      html_url: "",
      user: { login: "mallory", type: "User" },
    };
    const quoted = {
      id: 2,
      body: "> <!-- apprunner preview shop/dev -->",
      html_url: "",
      user: { login: "a[bot]", type: "Bot" },
    };
    github.comments.push(forged, quoted);
    assert.match((await comment()).stderr, /Comment created\./);
    assert.equal(github.comments.length, 3);
    assert.equal(forged.body.endsWith("looks good"), true);
  });

  it("finds its comment behind hundreds of others", async () => {
    for (let id = 1; id <= 250; id++)
      github.comments.push({ id, body: "hello", html_url: "", user: { login: "me", type: "User" } });
    await comment();
    await comment();
    assert.equal(github.comments.length, 251);
  });

  it("keeps one comment for each stack, and takes one away", async () => {
    await comment();
    writeReport("shop:2", "prod");
    await comment();
    assert.equal(github.comments.length, 2);
    const { code } = await comment({}, "--remove", "shop/dev");
    assert.equal(code, 0);
    assert.deepEqual(
      github.comments.map(({ body }) => body.split("\n")[0]),
      ["<!-- apprunner preview shop/prod -->"],
    );
  });

  it("puts the report into the job's summary where a fork's run may not write", async () => {
    github.refuseWrites = 403;
    const summary = join(folder, "summary.md");
    const { code, stderr } = await comment({ GITHUB_STEP_SUMMARY: summary });
    assert.equal(code, 0, stderr);
    assert.match(stderr, /in the job's summary instead/);
    assert.match(readFileSync(summary, "utf8"), /App Runner preview/);
  });

  it("says what to do when it may not write and there is no summary", async () => {
    github.refuseWrites = 403;
    const { code, stderr } = await comment({ GITHUB_STEP_SUMMARY: undefined });
    assert.equal(code, 1);
    assert.match(stderr, /answered 403 \(Resource not accessible by integration\).*pull-requests: write/);
  });

  it("finds the pull request of a fork by its commit", async () => {
    const commit = "c".repeat(40);
    github.pulls.set(commit, 7);
    writeFileSync(
      join(folder, "event.json"),
      JSON.stringify({ workflow_run: { head_sha: commit, pull_requests: [] } }),
    );
    const { code, stderr } = await comment();
    assert.equal(code, 0, stderr);
    assert.ok(github.calls.includes("POST /repos/shop/web/issues/7/comments"));
  });

  it("tries again when the API is overloaded", async () => {
    github.stumble = [502];
    assert.equal((await comment()).code, 0);
    assert.equal(github.comments.length, 1);
  });

  it("refuses what is wrong, each with what to do, and never shows the token", async () => {
    const cases: [Record<string, string | undefined>, string[], number, RegExp][] = [
      [{ GITHUB_TOKEN: undefined }, [], 2, /Set GITHUB_TOKEN/],
      [{ GITHUB_TOKEN: "canary" }, [], 1, /answered 401.*wrong or has expired/],
      [{ GITHUB_REPOSITORY: "shop/other" }, [], 1, /answered 404.*repository's name/],
      [{ GITHUB_REPOSITORY: "../../etc" }, [], 2, /--repository OWNER\/NAME/],
      [{}, ["--pull-request", "x"], 2, /number of a pull request/],
      [{ GITHUB_EVENT_PATH: undefined }, [], 2, /Give --pull-request NUMBER/],
      [{}, ["--report", join(folder, "none.json")], 1, /cannot be read/],
      [{}, ["--report", join(folder, "event.json")], 1, /not a preview report/],
    ];
    for (const [environment, args, code, says] of cases) {
      const outcome = await comment(environment, ...args);
      assert.match(outcome.stderr, says);
      assert.equal(outcome.code, code, outcome.stderr);
      assert.doesNotMatch(outcome.stdout + outcome.stderr, /canary|^\s+at /m);
    }
  });

  function comment(environment: Record<string, string | undefined> = {}, ...args: string[]): Promise<Outcome> {
    const given =
      args.includes("--remove") || args.includes("--report")
        ? args
        : ["--report", join(folder, "report.json"), ...args];
    return runCli(["comment", ...given], {
      GITHUB_TOKEN: "right",
      GITHUB_REPOSITORY: "shop/web",
      GITHUB_API_URL: github.url,
      GITHUB_EVENT_PATH: join(folder, "event.json"),
      GITHUB_STEP_SUMMARY: undefined,
      ...environment,
    });
  }

  function writeReport(image: string, stack = "dev"): void {
    const report = reportOf(aDigest(aStep("create", "Service", "web", { new: anImageService(image) })), {
      project: "shop",
      stack,
      target: "local",
      now: new Date("2026-11-22T10:00:00Z"),
    });
    writeFileSync(join(folder, "report.json"), JSON.stringify(report));
    writeFileSync(join(folder, "event.json"), JSON.stringify({ pull_request: { number: 7 } }));
  }
});
