import assert from "node:assert/strict";
import { Readable } from "node:stream";
import type { DockerfileStep } from "../dockerfile";
import { followBuild } from "./buildOutput";

const STEPS: DockerfileStep[] = [
  { instruction: "FROM x" },
  { instruction: "RUN version", phase: "version", command: "version" },
  { instruction: "RUN make", phase: "build", command: "make" },
];

async function follow(messages: object[], chunkSize = Number.POSITIVE_INFINITY) {
  const bytes = Buffer.from(messages.map((message) => `${JSON.stringify(message)}\r\n`).join(""));
  const chunks = [];
  for (let at = 0; at < bytes.length; at += chunkSize)
    chunks.push(bytes.subarray(at, Math.min(at + chunkSize, bytes.length)));
  const lines: string[] = [];
  const result = await followBuild(Readable.from(chunks), STEPS, (line) => lines.push(line));
  return { lines, ...result };
}

const stream = (text: string): object => ({ stream: text });

const DOCKER = [
  stream("Step 1/3 : FROM x"),
  stream("\n"),
  stream(" ---> 531896f80e56\n"),
  stream("Step 2/3 : RUN version"),
  stream("\n"),
  stream(" ---> Running in 0123456789ab\n"),
  stream("3.11.2\n"),
  stream("Removing intermediate container 0123456789ab\n"),
  stream("Step 3/3 : RUN make"),
  stream("\n"),
  stream(" ---> Running in 0123456789ab\n"),
];

describe("a build's output", () => {
  it("is what the commands write, after each command", async () => {
    const messages = [
      ...DOCKER,
      stream("part"),
      stream("\n"),
      stream("\u001b[91mwarning\n\u001b[0m"),
      stream("last"),
      stream("Successfully built 0123\n"),
    ];
    for (const chunkSize of [Number.POSITIVE_INFINITY, 7]) {
      const { lines, error } = await follow(messages, chunkSize);
      assert.deepEqual(lines, ["$ make", "part", "warning", "last"]);
      assert.equal(error, undefined);
    }
  });

  it("says when a command was not run because nothing changed", async () => {
    const { lines } = await follow([...DOCKER.slice(0, 10), stream(" ---> Using cache\n"), stream(" ---> 0123\n")]);
    assert.deepEqual(lines, ["$ make", "(nothing changed: kept from the last build)"]);
  });

  it("does not take a command's output for the builder's", async () => {
    const { lines, step } = await follow([...DOCKER, stream("Step 3/3 : RUN make\n"), stream("Step 2/9 : x\n")]);
    assert.deepEqual(lines, ["$ make", "Step 3/3 : RUN make", "Step 2/9 : x"]);
    assert.equal(step, STEPS[2]);
  });

  it("tells the failed step, its exit code and the last line", async () => {
    const error = {
      error: "The command '/bin/sh -c make' returned a non-zero code: 2",
      errorDetail: { code: 2, message: "" },
    };
    const failed = await follow([...DOCKER, stream("no rule\n"), error]);
    assert.equal(failed.step, STEPS[2]);
    assert.equal(failed.exitCode, 2);
    assert.equal(failed.lastLine, "no rule");
  });

  it("is understood as Podman words it", async () => {
    const { lines, exitCode } = await follow([
      stream("STEP 1/3: FROM x\n"),
      stream("STEP 2/3: RUN version\n"),
      stream("--> 0123456789a\n"),
      stream("STEP 3/3: RUN make\n"),
      stream("hello\n"),
      { error: 'building at STEP "RUN make": while running runtime: exit status 5' },
    ]);
    assert.deepEqual(lines, ["$ make", "hello"]);
    assert.equal(exitCode, 5);
  });
});
