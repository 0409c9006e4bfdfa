import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as apprunner from ".";
import { withoutPromiseTraces } from "./promiseTraces";

describe("stack traces while a resource is made", () => {
  const format = Error.prepareStackTrace;
  const limit = Error.stackTraceLimit;
  let formatted: string[] = [];

  before(() =>
    pulumi.runtime.setMocks({ newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: () => ({}) }),
  );
  beforeEach(() => {
    formatted = [];
    // Node's own; mocha sets all frames.
    Error.stackTraceLimit = 10;
    Error.prepareStackTrace = (error) => {
      formatted.push(error.message);
      return `trace of ${error.message}`;
    };
  });
  afterEach(() => {
    Error.prepareStackTrace = format;
    Error.stackTraceLimit = limit;
    delete process.env.PULUMI_DEBUG_PROMISE_LEAKS;
  });

  it("are not written down for each promise of each output: once, for the program's line", async () => {
    const source = { imageRepository: { imageIdentifier: "hello:1", imageRepositoryType: "ECR" as const } };
    const service = new apprunner.Service("hello", { sourceConfiguration: source });
    assert.ok(formatted.length <= 1, `${formatted.length} traces`);
    await new Promise((resolve) => service.urn.apply(resolve));
  });

  it("stay for errors with a message, and where all frames are asked for", () => {
    const restore = withoutPromiseTraces();
    assert.equal(new Error("bad").stack, "trace of bad");
    assert.equal(new Error().stack, "");
    Error.stackTraceLimit = Number.POSITIVE_INFINITY;
    assert.equal(new Error().stack, "trace of ");
    restore();
    assert.equal(new Error().stack, "trace of ");
  });

  it("stay for those who look for promises that never end", () => {
    process.env.PULUMI_DEBUG_PROMISE_LEAKS = "1";
    const restore = withoutPromiseTraces();
    assert.equal(new Error().stack, "trace of ");
    restore();
  });
});
