import assert from "node:assert/strict";
import * as apprunner from "@aws-sdk/client-apprunner";
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import { ERRORS, type ErrorName } from "./errors";
import { operationFact, operationNames, shape } from "./shapes";

type ErrorSchema = [number, string, string, { httpError?: number; error?: string }];

describe("the table of errors", () => {
  it("has every error that an operation declares, with the status and the fault of the SDK's own schema", () => {
    const declared = new Set(operationNames.flatMap((name) => operationFact(name).errors));
    assert.equal(declared.size, 5);
    for (const name of declared) compareWithSchema(name, apprunner);
  });

  it("gives CloudWatch Logs' errors the status and the fault of the SDK's own schema", () => {
    const names = ["InvalidParameterException", "LimitExceededException", "OperationAbortedException"] as const;
    for (const name of [...names, "ResourceAlreadyExistsException", "ServiceUnavailableException"] as const) {
      compareWithSchema(name, logs);
    }
  });

  it("agrees with the facts file on which errors are the service's fault", () => {
    for (const name of new Set(operationNames.flatMap((operation) => operationFact(operation).errors))) {
      assert.equal(ERRORS[name].fault, shape(name).fault ? "server" : "client", name);
    }
  });
});

function compareWithSchema(name: ErrorName, sdk: object): void {
  const traits = ((sdk as Record<string, ErrorSchema>)[`${name}$`] as ErrorSchema)[3];
  const byDefault = traits.error === "server" ? 500 : 400;
  assert.equal(ERRORS[name].status, traits.httpError ?? byDefault, name);
  assert.equal(ERRORS[name].fault, traits.error, name);
}
