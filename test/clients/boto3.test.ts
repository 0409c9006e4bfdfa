import assert from "node:assert/strict";
import { join } from "node:path";
import { operationNames } from "../../api/shapes";
import { findClient, run } from "../support/awsClients";
import { startMemoryRuntime } from "../support/memoryRuntime";

interface Findings {
  /** The first answer of each operation. */
  answers: Record<string, Record<string, unknown>>;
  /** What was tried to the class of boto3 that it raised. */
  errors: Record<string, string>;
}

/** An unmodified boto3 runs test/clients/allOperations.py, which reads like any user's script. */
describe("boto3", function () {
  this.timeout(120_000);
  let found: Findings;
  before(async function () {
    const python = findClient(this, "python3", ["-c", "import boto3"]);
    const runtime = await startMemoryRuntime();
    try {
      const script = join(__dirname, "allOperations.py");
      const { code, output, error } = await run(python, [script], runtime.environment);
      assert.equal(code, 0, error);
      found = JSON.parse(output);
    } finally {
      await runtime.close();
    }
  });

  for (const operation of operationNames) {
    it(`calls ${operation} and reads its answer`, () => assert.ok(found.answers[operation]));
  }

  it("raises the class of each error that the service declares", () => {
    assert.deepEqual(found.errors, {
      "ServiceArn of nobody": "ResourceNotFoundException",
      "service with an ingress connection": "InvalidStateException",
      "configuration in use": "InvalidRequestException",
    });
  });
});
