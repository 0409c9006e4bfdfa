/**
 * The last lines of `npm start`: what runs where, whether anything changed, and three commands to try next.
 * `home` is named in the commands when it is not the usual one.
 */
export function closingWords({ outputs, changes, endpoint, home }) {
  const url = outputs.url;
  const name = outputs.serviceName;
  const prefix = home ? `APPRUNNER_HOME=${home} ` : "";
  return [
    "",
    `${name ? `Service ${name} runs` : "The service runs"}: ${changeWords(changes)}.`,
    "",
    `  Service   ${url ?? "the stack has no output named url"}`,
    `  API       ${endpoint.endpoint} (the AWS APIs; region, keys and more: ${prefix}npx apprunner local env)`,
    `  Engine    ${endpoint.engine}`,
    "",
    "Try next:",
    `  curl ${url ?? endpoint.http}`,
    `  ${prefix}npx apprunner services`,
    `  ${prefix}npx apprunner deploy ${name ?? "SERVICE"}      (after an edit of examples/python-hello and git commit)`,
    "",
  ].join("\n");
}

/** { same: 4 } -> "no changes"; { create: 3, same: 1 } -> "3 created, 1 unchanged". */
export function changeWords(changes) {
  const words = { create: "created", update: "updated", delete: "deleted", replace: "replaced", same: "unchanged" };
  const parts = Object.entries(words).filter(([op]) => changes[op] > 0);
  if (parts.every(([op]) => op === "same")) return "no changes";
  return parts.map(([op, word]) => `${changes[op]} ${word}`).join(", ");
}
