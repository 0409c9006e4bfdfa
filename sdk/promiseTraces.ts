/**
 * Keeps Pulumi from writing down a stack trace for each of a resource's promises until the answer is called. A resource has four for
 * every output, and a trace is formatted at once, through the source maps: with hundreds of resources that was most of the time a
 * program took. They are read only to debug promises that never end (PULUMI_DEBUG_PROMISE_LEAKS); every other trace stays: an error
 * with a message, and the whole stack that Pulumi finds the program's own line in.
 */
export function withoutPromiseTraces(): () => void {
  const format = Error.prepareStackTrace;
  if (!format || process.env.PULUMI_DEBUG_PROMISE_LEAKS) return () => {};
  Error.prepareStackTrace = (error, sites) =>
    error.message === "" && Error.stackTraceLimit !== Number.POSITIVE_INFINITY ? "" : format(error, sites);
  return () => {
    Error.prepareStackTrace = format;
  };
}
