import assert from "node:assert/strict";
import { Agent, request as httpRequest } from "node:http";
import { connect } from "node:net";
import fc from "fast-check";
import { operationFact, operationNames, shape } from "../../api/shapes";
import { startWireServer, type WireServer } from "./server";
import { signedPost } from "./signedPost";
import { VALID_INPUTS } from "./validInputs";

const RUNS = 10_000;
/** Requests of one property run; each run sends them at once, so that the server meets them in any order. */
const AT_ONCE = 50;

describe("random requests", () => {
  let wire: WireServer;
  let agent: Agent;
  before(async () => {
    wire = await startWireServer();
    agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  });
  after(async () => {
    agent.destroy();
    await wire.close();
  });

  it(`of any method, path, headers and body: ${RUNS} of them are answered below 500, none reaches an operation`, async () => {
    const requests = fc.array(anyRequest(), { minLength: AT_ONCE, maxLength: AT_ONCE });
    await fc.assert(
      fc.asyncProperty(requests, async (all) => {
        for (const { status, requestId } of await Promise.all(all.map((one) => send(wire.endpoint, agent, one)))) {
          assert.ok(status >= 200 && status < 500, String(status));
          assert.match(requestId ?? "", /^[0-9a-f-]{36}$/, `an answer ${status} has no request id`);
        }
      }),
      { numRuns: RUNS / AT_ONCE, endOnFailure: true },
    );
    expectUnharmed();
    assert.deepEqual(wire.reached, []);
  });

  it("rightly signed, with any JSON: every answer is the operation's or a refusal, and what reaches it has its shape", async () => {
    const inputs = fc.array(anySignedInput(), { minLength: AT_ONCE, maxLength: AT_ONCE });
    await fc.assert(
      fc.asyncProperty(inputs, async (all) => {
        const answers = await Promise.all(all.map(({ operation, body }) => signedPost(wire.endpoint, operation, body)));
        for (const { status, body } of answers) {
          assert.ok([200, 400].includes(status), `${status} ${JSON.stringify(body)}`);
          if (status === 400) assert.match(body.__type!, /#(InvalidRequestException|SerializationException)$/);
        }
      }),
      { numRuns: 100, endOnFailure: true },
    );
    expectUnharmed();
    for (const { operation, input } of wire.reached) {
      const members = shape(operationFact(operation as never).input).members!;
      for (const name of Object.keys(input as object)) assert.ok(Object.hasOwn(members, name), `${operation} ${name}`);
    }
    assert.ok(wire.reached.length > 0, "not one random input was valid: the test tries too little");
  });

  it("that are no HTTP at all are answered 4xx or cut, and the server goes on", async () => {
    const texts = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.string({ unit: "binary" }).map((text) => Buffer.from(`POST / HTTP/1.1\r\nHost: x\r\n${text}\r\n\r\n`)),
      fc
        .constantFrom(
          "GET / HTTP/9.9\r\n\r\n",
          "POST / HTTP/1.1\r\n\r\n",
          `GET / HTTP/1.1\r\nx: ${"y".repeat(20_000)}\r\n\r\n`,
        )
        .map(Buffer.from),
    );
    await fc.assert(
      fc.asyncProperty(texts, async (bytes) => {
        const answer = await sendRaw(wire.endpoint, bytes);
        if (answer !== "") assert.match(answer, /^HTTP\/1\.1 (200|4\d\d) .*\r\nx-amzn-RequestId: /s);
      }),
      { numRuns: 500, endOnFailure: true },
    );
    expectUnharmed();
    assert.equal((await fetch(`${wire.endpoint}/health`)).status, 200);
  });

  function expectUnharmed(): void {
    assert.deepEqual(
      wire.lines.filter((line) => line.startsWith("defect")),
      [],
    );
  }
});

interface RandomRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

function anyRequest(): fc.Arbitrary<RandomRequest> {
  const target = fc.oneof(
    fc.constantFrom(...operationNames).map((name) => `AppRunner.${name}`),
    fc.constantFrom("AppRunner.", "AppRunner.__proto__", "constructor", ".", "Logs_20140328.PutLogEvents"),
    headerText(),
  );
  const authorization = fc.oneof(
    headerText(),
    headerText().map((text) => `AWS4-HMAC-SHA256 ${text}`),
    fc
      .tuple(headerText(), headerText(), headerText())
      .map(([a, b, c]) => `AWS4-HMAC-SHA256 Credential=${a}, SignedHeaders=host;${b}, Signature=${c}`),
    fc.constant(
      "AWS4-HMAC-SHA256 Credential=LOCALAPPRUNNERTEST22/20260301/us-east-1/apprunner/aws4_request, SignedHeaders=host, Signature=0",
    ),
  );
  const headers = fc.record(
    {
      "x-amz-target": target,
      authorization,
      "content-type": fc.oneof(
        fc.constantFrom("application/x-amz-json-1.0", "application/json; charset=x"),
        headerText(),
      ),
      "x-amz-date": fc.oneof(
        headerText(),
        fc.date({ noInvalidDate: true }).map(basicDate),
        fc.constant(basicDate(new Date())),
      ),
      "x-amz-security-token": headerText(),
      "x-amz-content-sha256": headerText(),
    },
    { requiredKeys: [] },
  );
  const query = fc.oneof(
    fc.constant(""),
    fc.webQueryParameters().map((text) => `?${text}`),
    headerText().map((text) => `?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(text)}`),
    fc.constantFrom("?%", "?=&&==", "?X-Amz-Algorithm", "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=-1"),
  );
  return fc.record({
    method: fc.constantFrom("POST", "POST", "POST", "POST", "GET", "PUT", "DELETE", "OPTIONS", "PATCH"),
    path: fc.tuple(fc.constantFrom("/", "/x", "/%2e%2e/", "//", "/a/../b", "/%"), query).map((parts) => parts.join("")),
    headers: headers.map((given) => given as Record<string, string>),
    body: fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text)),
    ),
  });
}

/** Valid inputs with random parts, and random JSON with the right names. */
function anySignedInput(): fc.Arbitrary<{ operation: string; body: unknown }> {
  return fc.constantFrom(...operationNames).chain((operation) => {
    const names = Object.keys(shape(operationFact(operation).input).members!);
    const valid = fc.constantFrom(...VALID_INPUTS[operation]);
    const random = fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), fc.jsonValue({ maxDepth: 4 }));
    const mixed = fc.tuple(valid, random, fc.integer({ min: 0, max: 2 })).map(([good, bad, count]) => ({
      ...good,
      ...Object.fromEntries(Object.entries(bad).slice(0, count)),
    }));
    const body = fc.oneof(mixed, random, fc.jsonValue({ maxDepth: 3 }), deepJson());
    return body.map((given) => ({ operation, body: given }));
  });
}

function deepJson(): fc.Arbitrary<string> {
  return fc.integer({ min: 1, max: 100_000 }).map((depth) => `{"Tags":${"[".repeat(depth)}${"]".repeat(depth)}}`);
}

/** Text that Node lets a client send in a header. */
function headerText(): fc.Arbitrary<string> {
  return fc.string({
    unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code === 0x7f ? 0x20 : code)),
    maxLength: 80,
  });
}

function basicDate(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d{3}/g, "");
}

function send(
  endpoint: string,
  agent: Agent,
  one: RandomRequest,
): Promise<{ status: number; requestId: string | undefined }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(endpoint);
    const headers = { ...one.headers, "content-length": one.body.length };
    const request = httpRequest({ agent, hostname, port, method: one.method, path: one.path, headers }, (answer) => {
      answer.resume();
      answer.on("end", () =>
        resolve({ status: answer.statusCode!, requestId: answer.headers["x-amzn-requestid"] as string }),
      );
    });
    request.on("error", reject);
    request.end(one.body);
  });
}

/** What the server says to bytes that the sender then considers complete. */
function sendRaw(endpoint: string, bytes: Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(Number(new URL(endpoint).port), "127.0.0.1", () => socket.end(bytes));
    socket.setEncoding("latin1");
    socket.on("data", (text) => {
      answer += text;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer));
  });
}
