import { appendFileSync, readFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import type { GithubRepository } from "../sdk/comment/github";
import type { PreviewReport } from "../sdk/preview/report";
import { CommandFailure, usageFailure } from "./failure";
import { withProgress } from "./output/progress";
import type { Terminal } from "./terminal";

interface Options {
  report?: string;
  remove?: string;
  pullRequest?: number;
  repository?: string;
  apiUrl?: string;
}

/** The largest page that GitHub shows of a job. Source: GitHub's limit of 1 MiB for each step's summary. */
const LARGEST_SUMMARY = 1_000_000;

export function commentCommand(terminal: Terminal): Command {
  return new Command("comment")
    .summary("keep a preview's comment on a pull request up to date")
    .description(
      "Posts a report of `apprunner preview --format json` as a comment on a pull request of GitHub, and edits it from then on: one comment for each stack. The report may come from anywhere, a fork's run too: its text cannot become markup. Where the token may not write (a fork's own run), the report goes into the job's summary instead, and that is no failure. The token is read from GITHUB_TOKEN.",
    )
    .option("--report <file>", "the report")
    .option("--remove <project/stack>", "take the comment of this stack away instead")
    .option("--pull-request <number>", "its number (default: that of the event in GITHUB_EVENT_PATH)", parseNumber)
    .option("--repository <owner/name>", "the repository (default: $GITHUB_REPOSITORY)")
    .option("--api-url <url>", "base URL of the REST API (default: $GITHUB_API_URL, or https://api.github.com)")
    .action(async (options: Options) => {
      const { report: path, remove } = options;
      if ((path === undefined) === (remove === undefined))
        throw usageFailure("Give --report FILE, or --remove PROJECT/STACK.");
      const github = repositoryOf(options, terminal.environment);
      if (remove !== undefined) return removal(remove, github, options, terminal);
      return post(readReport(path!), github, options, terminal);
    });
}

async function post(
  report: PreviewReport,
  github: GithubRepository,
  options: Options,
  terminal: Terminal,
): Promise<void> {
  const { postComment, GithubRefused } = require("../sdk/comment/github") as typeof import("../sdk/comment/github");
  try {
    const pullRequest = await pullRequestFor(github, options, terminal);
    const { url, done } = await withProgress(terminal, "Posting the comment", () =>
      postComment(github, pullRequest, report),
    );
    terminal.remark(`Comment ${done}.`);
    terminal.print(url);
  } catch (error) {
    if (!(error instanceof GithubRefused)) throw error;
    const summary = terminal.environment.GITHUB_STEP_SUMMARY;
    if (error.status !== 403 || !summary) throw new CommandFailure(error.message);
    const { renderGithub } = require("../sdk/preview/render/github") as typeof import("../sdk/preview/render/github");
    appendFileSync(summary, `${renderGithub(report, LARGEST_SUMMARY)}\n`);
    terminal.remark(`${error.message}\nThe preview is in the job's summary instead.`);
  }
}

async function removal(stack: string, github: GithubRepository, options: Options, terminal: Terminal): Promise<void> {
  const [, project, name] = /^([^/]+)\/([^/]+)$/.exec(stack) ?? [];
  if (!project || !name) throw usageFailure(`--remove "${stack}": give PROJECT/STACK.`);
  const { removeComment, GithubRefused } = require("../sdk/comment/github") as typeof import("../sdk/comment/github");
  try {
    const pullRequest = await pullRequestFor(github, options, terminal);
    const removed = await removeComment(github, pullRequest, { project, stack: name });
    terminal.remark(removed ? "Comment removed." : "There was no comment.");
  } catch (error) {
    throw error instanceof GithubRefused ? new CommandFailure(error.message) : error;
  }
}

function readReport(path: string): PreviewReport {
  const { parseReport } = require("../sdk/preview/report") as typeof import("../sdk/preview/report");
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new CommandFailure(`The report ${path} cannot be read: ${(error as Error).message}`);
  }
  try {
    return parseReport(text);
  } catch (error) {
    throw new CommandFailure(`${path}: ${(error as Error).message}`);
  }
}

function repositoryOf(options: Options, environment: NodeJS.ProcessEnv): GithubRepository {
  const repository = options.repository ?? environment.GITHUB_REPOSITORY;
  const token = environment.GITHUB_TOKEN;
  if (!repository || !/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw usageFailure("Give --repository OWNER/NAME, or set GITHUB_REPOSITORY.");
  if (!token)
    throw usageFailure("Set GITHUB_TOKEN to a token that may write comments; a workflow has one in github.token.");
  const apiUrl = options.apiUrl ?? environment.GITHUB_API_URL ?? "https://api.github.com";
  if (!URL.canParse(apiUrl)) throw usageFailure(`--api-url "${apiUrl}" is no URL.`);
  return { apiUrl, repository, token };
}

async function pullRequestFor(github: GithubRepository, options: Options, terminal: Terminal): Promise<number> {
  if (options.pullRequest !== undefined) return options.pullRequest;
  const event = eventOf(terminal.environment);
  const number = event?.pull_request?.number ?? event?.workflow_run?.pull_requests?.[0]?.number;
  if (typeof number === "number") return number;
  const commit = event?.workflow_run?.head_sha;
  if (typeof commit === "string") {
    // A fork's pull request is not in the event of the run that its workflow ended.
    const { pullRequestOf } = require("../sdk/comment/github") as typeof import("../sdk/comment/github");
    const found = await pullRequestOf(github, commit);
    if (found !== undefined) return found;
    throw new CommandFailure(`Commit ${commit} belongs to no open pull request any more.`);
  }
  throw usageFailure("Give --pull-request NUMBER: the event of this run names none.");
}

interface Event {
  pull_request?: { number?: number };
  workflow_run?: { head_sha?: string; pull_requests?: { number?: number }[] };
}

function eventOf({ GITHUB_EVENT_PATH: path }: NodeJS.ProcessEnv): Event | undefined {
  if (!path) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Event;
  } catch (error) {
    throw new CommandFailure(`The event in GITHUB_EVENT_PATH cannot be read: ${(error as Error).message}`);
  }
}

function parseNumber(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidArgumentError("Give the number of a pull request.");
  return Number(text);
}
