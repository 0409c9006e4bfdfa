// Mocha's spec output, then every failure in full, every skipped test with its reason, and the count as the last line.
"use strict";

const { writeFileSync } = require("node:fs");
const { reporters, Runner } = require("mocha");

const { EVENT_TEST_PENDING, EVENT_RUN_END, EVENT_TEST_PASS, EVENT_TEST_FAIL } = Runner.constants;

class Reporter extends reporters.Base {
  constructor(runner, options) {
    super(runner, options);
    this.spec = new reporters.Spec(runner, options);
    // The spec reporter ends with an epilogue of its own; ours is said once, below.
    this.spec.epilogue = () => {};
    const count = { passed: 0, failed: 0, skipped: [] };
    runner.on(EVENT_TEST_PASS, () => count.passed++);
    runner.on(EVENT_TEST_FAIL, () => count.failed++);
    runner.on(EVENT_TEST_PENDING, (test) => count.skipped.push({ test: test.fullTitle(), reason: reasonOf(test) }));
    runner.once(EVENT_RUN_END, () => this.finish(count));
  }

  finish(count) {
    if (this.failures.length > 0) reporters.Base.list(this.failures);
    for (const { test, reason } of count.skipped) reporters.Base.consoleLog("skipped: %s (%s)", test, reason);
    // `npm test` adds its own steps (lint, types) and prints the last line itself.
    const file = process.env.APPRUNNER_TEST_RESULT;
    if (file) writeFileSync(file, JSON.stringify({ ...count, skipped: count.skipped.length }));
    else
      reporters.Base.consoleLog("\n%d passed, %d failed, %d skipped", count.passed, count.failed, count.skipped.length);
  }
}

function reasonOf(test) {
  for (let at = test; at; at = at.parent) {
    if (at.skipReason) return at.skipReason;
  }
  return "no reason given: use skip() of test/support/skip.ts";
}

module.exports = Reporter;
