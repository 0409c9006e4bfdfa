import assert from "node:assert/strict";
import { resolve } from "node:path";
import { DEFAULT_QUOTAS } from "./operations/quotas";
import { readSettings, UsageError } from "./settings";

describe("the runtime's command line", () => {
  it("has the documented defaults", () => {
    const settings = readSettings(["--home", "/tmp/x"]);
    assert.deepEqual(settings, {
      action: "run",
      home: resolve("/tmp/x"),
      engine: undefined,
      apiPort: 4700,
      httpPort: 4780,
      httpsPort: 4743,
      strict: false,
      secrets: "local",
      quotas: DEFAULT_QUOTAS,
      baseImages: {},
      pollInterval: 30,
      startTimeout: undefined,
    });
  });

  for (const args of [
    ["--engine", "podman"],
    ["--api-port", "70000"],
    ["--http-port", "eighty"],
    ["--https-port", "-1"],
    ["--start-timeout", "0"],
    ["--poll-interval", "often"],
    ["--quotas", "services=many"],
    ["--base-images", "PYTHON_9=python:9"],
    ["--secrets", "vault"],
    ["--colour"],
  ]) {
    it(`refuses ${args.join(" ")} and says what is wrong`, () => {
      assert.throws(
        () => readSettings(args),
        (error: Error) => error instanceof UsageError && error.message.includes(args[0]!),
      );
    });
  }
});
