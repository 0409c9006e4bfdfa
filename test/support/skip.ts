import type { Context } from "mocha";

interface WithReason {
  skipReason?: string;
}

/**
 * Leaves out the test that runs now, or from a `before` hook its whole suite, and names the reason, which the reporter
 * (test/support/reporter.cjs) prints. Never returns.
 */
export function skip(context: Context, reason: string): never {
  const runnable = context.runnable();
  const forSuite = runnable.title.startsWith('"before all" hook');
  const left = (forSuite ? runnable.parent : context.currentTest) ?? runnable;
  Object.assign<object, WithReason>(left, { skipReason: reason });
  return context.skip();
}
