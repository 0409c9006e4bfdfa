import type { Answer, Fault } from "./faultProxy";

/** An error as App Runner writes it: AWS JSON 1.0. */
function refusal(status: number, name: string, message: string): Answer {
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "x-amzn-requestid": "00000000-0000-0000-0000-000000000000",
  };
  return { status, headers, body: JSON.stringify({ __type: `com.amazonaws.apprunner#${name}`, Message: message }) };
}

const refuses =
  (status: number, name: string, message: string): Fault =>
  (exchange) =>
    exchange.answer(refusal(status, name, message));

/** Throttling as AWS's front door says it. */
export const throttled = refuses(400, "ThrottlingException", "Rate exceeded");
/** Throttling as a gateway before it says it. */
export const tooMany: Fault = (exchange) =>
  exchange.answer({ status: 429, headers: { "content-type": "text/plain" }, body: "Too Many Requests" });
/** A failure of App Runner's own, by the only error that its model has for one. */
export const internalError = refuses(500, "InternalServiceErrorException", "An unexpected service exception occurred.");
/** A failure of a load balancer, which speaks HTML. */
export const unavailable: Fault = (exchange) =>
  exchange.answer({ status: 503, headers: { "content-type": "text/html" }, body: "<html><body>503</body></html>" });
/** App Runner handled the request and then failed to say so. */
export const handledThenInternalError: Fault = async (exchange) => {
  await exchange.forward();
  exchange.answer(refusal(500, "InternalServiceErrorException", "An unexpected service exception occurred."));
};

/** The connection breaks before the API sees anything. */
export const cutBefore: Fault = (exchange) => exchange.cut();
/** The lost response: the API did what it was asked for, and the connection breaks. */
export const lost: Fault = async (exchange) => {
  await exchange.forward();
  exchange.cut();
};
/** The lost response in the middle of its body. */
export const halfLost: Fault = async (exchange) => exchange.cut(await exchange.forward());
/** The connection breaks, and only then the request is handled. */
export const handledLate =
  (afterMs: number): Fault =>
  async (exchange) => {
    exchange.cut();
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    await exchange.forward();
  };

/** Handled, but an answer never comes. */
export const silent: Fault = async (exchange) => {
  await exchange.forward();
};
/** The answer comes late. */
export const slow =
  (ms: number): Fault =>
  async (exchange) => {
    const answer = await exchange.forward();
    await new Promise((resolve) => setTimeout(resolve, ms));
    exchange.answer(answer);
  };
/** The answer comes in small parts. */
export const trickled =
  (ms: number): Fault =>
  async (exchange) =>
    exchange.trickle(await exchange.forward(), 5, ms);

/** A success whose body is no JSON, after the API did its work. */
export const garbage: Fault = async (exchange) => {
  const { headers } = await exchange.forward();
  exchange.answer({ status: 200, headers, body: "\u0000<not json" });
};
/** A success whose body says nothing, after the API did its work. */
export const nothingSaid: Fault = async (exchange) => {
  const { headers } = await exchange.forward();
  exchange.answer({ status: 200, headers, body: "{}" });
};

/** A role that was just made. The exact texts of App Runner. */
export const unknownRole = (kind: "instance" | "access", arn: string): Fault =>
  refuses(400, "InvalidRequestException", `Error in assuming ${kind} role ${arn}`);
/** What was just left by the last service. The exact text of App Runner. */
export const inUse: Fault = refuses(
  400,
  "InvalidRequestException",
  "You can't delete the auto scaling configuration. It's used by one or more services. Disassociate it first.",
);

/** Every list begins with two pages without items that have a next one, as App Runner's lists may; then comes the real first page. */
export function emptyPages(): Fault {
  const first = new Map<string, Answer>();
  return async (exchange) => {
    const token = String(exchange.input.NextToken ?? "");
    const page = first.get(token) ?? (await exchange.forward());
    if (token.endsWith("-2")) return exchange.answer(page);
    const next = token ? `${token}-2` : `empty-${first.size}`;
    first.set(next, page);
    const items = Object.entries(JSON.parse(page.body) as object).filter(([, value]) => Array.isArray(value));
    const empty = Object.fromEntries(items.map(([member]) => [member, []]));
    exchange.answer({ ...page, body: JSON.stringify({ ...empty, NextToken: next }) });
  };
}

/** The operations of a service never end, whatever the API says of them. */
export const stuck: Fault = async (exchange) => {
  const answer = await exchange.forward();
  exchange.answer({
    ...answer,
    body: answer.body.replace(/"Status":"(SUCCEEDED|FAILED|PENDING)"/g, '"Status":"IN_PROGRESS"'),
  });
};
