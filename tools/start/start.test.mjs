import assert from "node:assert/strict";
import { optionOf } from "../process/options.mjs";
import { judge } from "../test/mocha.mjs";
import { changeWords, closingWords } from "./closingWords.mjs";
import { readEvents } from "./stack.mjs";

describe("what pulumi up did", () => {
  const stack = { type: "pulumi:pulumi:Stack", new: { outputs: { url: "http://u" } } };
  const lines = [
    { diagnosticEvent: { severity: "debug", message: 'says "summaryEvent"' } },
    { resOutputsEvent: { metadata: { type: "x:y:Z", new: { outputs: { url: "http://other" } } } } },
    { resOutputsEvent: { metadata: stack } },
    { summaryEvent: { resourceChanges: { same: 4 } } },
  ];

  it("is read from its event log", () => {
    const text = lines.map((line) => JSON.stringify(line)).join("\n");
    assert.deepEqual(readEvents(`${text}\n`), { outputs: { url: "http://u" }, changes: { same: 4 } });
  });

  it("is told in words", () => {
    assert.equal(changeWords({ same: 4 }), "no changes");
    assert.equal(changeWords({}), "no changes");
    assert.equal(changeWords({ create: 3, same: 1 }), "3 created, 1 unchanged");
  });

  it("ends with the service's URL, the API's address and three commands", () => {
    const endpoint = { endpoint: "http://127.0.0.1:4700", http: "http://127.0.0.1:4780", engine: "docker" };
    const words = closingWords({ outputs: { url: "http://u", serviceName: "hello" }, changes: { same: 4 }, endpoint });
    for (const part of [
      "no changes",
      "http://u",
      "http://127.0.0.1:4700",
      "curl http://u",
      "npx apprunner deploy hello",
    ]) {
      assert.ok(words.includes(part), part);
    }
  });
});

describe("options", () => {
  it("are read with a space or an equals sign", () => {
    assert.equal(optionOf(["--home", "x"], "--home"), "x");
    assert.equal(optionOf(["--home=x"], "--home"), "x");
    assert.equal(optionOf([], "--home"), undefined);
    assert.throws(() => optionOf(["--home"], "--home"), /--home needs a value/);
  });
});

describe("a test run", () => {
  const judged = (...args) => {
    const { write } = process.stdout;
    process.stdout.write = () => true;
    try {
      return judge(...args).failed;
    } finally {
      process.stdout.write = write;
    }
  };
  const count = { passed: 2, failed: 0, skipped: 1 };

  it("counts as its reporter says", () => {
    assert.equal(judged(count, 0, false), 0);
    assert.equal(judged({ ...count, failed: 1 }, 1, false), 1);
  });

  it("that broke off, ran nothing, stayed, or failed without a failed test counts as failed", () => {
    assert.equal(judged(undefined, 1, false), 1);
    assert.equal(judged({ passed: 0, failed: 0, skipped: 3 }, 0, false), 1);
    assert.equal(judged(count, "SIGKILL", true), 1);
    assert.equal(judged(count, 7, false), 1);
  });
});
