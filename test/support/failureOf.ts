import assert from "node:assert/strict";

/** What a piece of work failed with; a work that does not fail fails the test. */
export function failureOf(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => assert.fail("nothing failed"),
    (error) => error as Error,
  );
}
