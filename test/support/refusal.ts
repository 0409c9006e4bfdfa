import assert from "node:assert/strict";
import { AppRunnerServiceException } from "@aws-sdk/client-apprunner";

/** Asserts that a call is refused with this error, in the class that the SDK has for it, and a message like this. */
export async function refused(call: Promise<unknown>, name: string, message: RegExp): Promise<void> {
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof AppRunnerServiceException, `${error}`);
    assert.equal(error.name, name, error.message);
    assert.equal(error.constructor.name, name);
    assert.match(error.message, message);
    assert.ok(error.$metadata.requestId);
    return true;
  });
}
