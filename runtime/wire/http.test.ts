import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import {
  CreateServiceCommand,
  DescribeServiceCommand,
  ListOperationsCommand,
  ListServicesCommand,
  PauseServiceCommand,
  ServiceQuotaExceededException,
} from "@aws-sdk/client-apprunner";
import { startWireServer, type WireServer } from "../../test/wire/server";
import { signedPost } from "../../test/wire/signedPost";
import { ApiError, invalidState, quotaExceeded } from "../model/apiError";
import { appRunnerService } from "./appRunner";
import { PortTaken } from "./failures";
import { createApiServer } from "./http";

const ARN = "arn:aws:apprunner:us-east-1:000000000000:service/demo/0123456789abcdef0123456789abcdef";
const REQUEST_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe("the API server", () => {
  let wire: WireServer;
  let release: () => void = () => {};

  before(async () => {
    wire = await startWireServer({
      handlers: {
        DescribeService: () => ({ Service: { ServiceName: "demo", CreatedAt: new Date(1700000000123), Secret: "no" } }),
        CreateService: () => {
          throw quotaExceeded("You have 10 services.");
        },
        ListServices: (_, call) => ({ ServiceSummaryList: [{ ServiceName: `${call.region} ${call.accessKeyId}` }] }),
        PauseService: () => {
          throw new TypeError("the password is hunter2");
        },
        DeleteService: () => {
          throw new ApiError("UnrecognizedClientException", "not of this operation");
        },
        StartDeployment: () => {
          throw invalidState("StartDeployment has no InvalidStateException");
        },
        ListOperations: (_, call) =>
          new Promise((resolve) => {
            release = () => resolve({ OperationSummaryList: [] });
            call.signal.addEventListener("abort", () => resolve({}));
          }),
      },
    });
  });
  after(() => wire.close());

  it("answers the AWS SDK, with times to the millisecond and nothing that the API does not know", async () => {
    const { Service: service, $metadata: metadata } = await wire.client.send(
      new DescribeServiceCommand({ ServiceArn: ARN }),
    );
    assert.equal(service?.ServiceName, "demo");
    assert.equal(service?.CreatedAt?.getTime(), 1700000000123);
    assert.ok(!("Secret" in service!));
    assert.match(metadata.requestId!, REQUEST_ID);
  });

  it("tells a handler the region and the key of the signature", async () => {
    const { ServiceSummaryList: list } = await wire.client.send(new ListServicesCommand({}));
    assert.equal(list?.[0]?.ServiceName, "us-east-1 LOCALAPPRUNNERTEST22");
  });

  it("answers an operation's own error in its class, with its status", async () => {
    const input = { ServiceName: "demo", SourceConfiguration: image("hello") };
    await assert.rejects(wire.client.send(new CreateServiceCommand(input)), (error) => {
      assert.ok(error instanceof ServiceQuotaExceededException);
      assert.equal(error.message, "You have 10 services.");
      assert.equal(error.$metadata.httpStatusCode, 402);
      return true;
    });
  });

  it("answers a defect of a handler as the service's fault, whose message leaks nothing, and logs the cause", async () => {
    await assert.rejects(wire.client.send(new PauseServiceCommand({ ServiceArn: ARN })), (error: Error) => {
      assert.equal(error.name, "InternalServiceErrorException");
      assert.equal(error.message, "An unexpected service exception occurred.");
      return true;
    });
    assert.ok(wire.lines.some((line) => line.startsWith("defect ") && line.includes("hunter2")));
  });

  it("turns an error that the operation does not declare into a fault", async () => {
    for (const [operation, name] of [
      ["DeleteService", "UnrecognizedClientException"],
      ["StartDeployment", "InvalidStateException"],
    ] as const) {
      const answer = await signedPost(wire.endpoint, operation, { ServiceArn: ARN });
      assert.equal(answer.status, 500);
      assert.equal(answer.body.__type, "com.amazonaws.apprunner#InternalServiceErrorException");
      assert.ok(wire.lines.some((line) => line.includes(`${name}, which the operation does not declare`)));
    }
  });

  it("aborts the signal of a handler whose caller hangs up", async () => {
    const controller = new AbortController();
    const before = wire.lines.length;
    const answer = wire.client.send(new ListOperationsCommand({ ServiceArn: ARN }), {
      abortSignal: controller.signal,
    });
    await until(() => wire.reached.at(-1)?.operation === "ListOperations");
    controller.abort();
    await assert.rejects(answer);
    await until(() => wire.lines.slice(before).some((line) => line.includes("AppRunner.ListOperations")));
  });

  it("logs one line per request: id, operation, region, status, time, and no value of the request", async () => {
    const before = wire.lines.length;
    assert.equal((await signedPost(wire.endpoint, "CreateService", { ServiceName: "s3cret!" })).status, 400);
    const lines = wire.lines.slice(before);
    assert.equal(lines.length, 1);
    assert.match(lines[0]!, /^[0-9a-f-]{36} AppRunner\.CreateService us-east-1 400 InvalidRequestException [\d.]+ms$/);
  });

  it("says what it is to a browser, and that it lives to anyone", async () => {
    const page = await fetch(`${wire.endpoint}/`);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /API endpoint of a local App Runner.*console is not built yet/s);
    const health = await fetch(`${wire.endpoint}/health`);
    assert.deepEqual(await health.json(), { status: "ok", home: "/nowhere" });
    assert.match(health.headers.get("x-amzn-requestid")!, REQUEST_ID);
  });

  it("answers 404 in AWS's form to other methods, content types and targets", async () => {
    const cases: [string, RequestInit][] = [
      ["/elsewhere", { method: "GET" }],
      ["/", { method: "PUT", body: "{}" }],
      ["/", { method: "POST", body: "{}", headers: { "content-type": "text/plain" } }],
      ["/", { method: "POST", body: "{}", headers: { "content-type": "application/x-amz-json-1.0" } }],
      ["/", { method: "POST", body: "{}", headers: target("AppRunner.MakeCoffee") }],
      ["/", { method: "POST", body: "{}", headers: target("constructor") }],
    ];
    for (const [path, init] of cases) {
      const answer = await fetch(wire.endpoint + path, init);
      assert.equal(answer.status, 404);
      assert.match(answer.headers.get("x-amzn-requestid")!, REQUEST_ID);
      assert.equal(answer.headers.get("content-type"), "application/x-amz-json-1.0");
      const body = (await answer.json()) as Record<string, string>;
      assert.equal(body.__type, "com.amazon.coral.service#UnknownOperationException");
    }
  });

  it("checks in AWS's order: target, JSON, signature, types, constraints", async () => {
    const type = async (init: RequestInit) =>
      ((await (await fetch(wire.endpoint, { method: "POST", ...init })).json()) as Record<string, string>).__type;
    assert.match((await type({ headers: target("AppRunner.Nope"), body: "{" }))!, /UnknownOperation/);
    assert.match((await type({ headers: target("AppRunner.ListServices"), body: "{" }))!, /Serialization/);
    assert.match(
      (await type({ headers: target("AppRunner.ListServices"), body: "[]" }))!,
      /MissingAuthenticationToken/,
    );
    assert.match((await signedPost(wire.endpoint, "DescribeService", { ServiceArn: 7 })).body.__type!, /Serialization/);
    assert.match(
      (await signedPost(wire.endpoint, "DescribeService", { ServiceArn: "7" })).body.__type!,
      /InvalidRequest/,
    );
  });

  it("answers an operation of the API that is not built with an error that names it", async () => {
    const bare = createApiServer({
      services: [unbuiltService()],
      lookUpSecret: () => "secret/of+the+tests",
      now: () => new Date(),
      log: () => {},
    });
    const port = await bare.listen(0, "127.0.0.1");
    const answer = await signedPost(`http://127.0.0.1:${port}`, "ListServices", {}).finally(() => bare.close(0));
    assert.equal(answer.status, 404);
    assert.equal(answer.body.__type, "com.amazon.coral.service#UnknownOperationException");
    assert.equal(answer.body.message, "AppRunner.ListServices is not built in the local App Runner");
  });

  it("refuses a body over the limit with 413 and reads no more than it must", async () => {
    for (const headers of [{}, { "transfer-encoding": "chunked" }]) {
      const status = await new Promise((resolve, reject) => {
        const request = httpRequest(wire.endpoint, { method: "POST", headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        request.on("error", reject);
        request.end(Buffer.alloc(3 * 1024 * 1024, 0x61));
      });
      assert.equal(status, 413);
    }
  });

  it("goes on after a caller that hangs up in the middle of a body", async () => {
    const before = wire.lines.length;
    await new Promise<void>((resolve) => {
      const socket = connect(Number(new URL(wire.endpoint).port), "127.0.0.1", () => {
        socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc");
        socket.destroy();
        socket.once("close", () => resolve());
      });
    });
    assert.equal((await fetch(`${wire.endpoint}/health`)).status, 200);
    assert.ok(!wire.lines.slice(before).some((line) => line.startsWith("defect")));
  });

  it("finishes what it has when it closes, and takes no more", async () => {
    const own = await startWireServer({
      handlers: {
        ListOperations: () =>
          new Promise((resolve) => {
            release = () => resolve({ OperationSummaryList: [] });
          }),
      },
    });
    const answer = own.client.send(new ListOperationsCommand({ ServiceArn: ARN }));
    await until(() => own.reached.length === 1);
    const closed = own.server.close(30_000);
    await assert.rejects(fetch(`${own.endpoint}/health`));
    release();
    assert.deepEqual((await answer).OperationSummaryList, []);
    await closed;
    own.client.destroy();
  });

  it("says which port is taken and what to do", async () => {
    const port = Number(new URL(wire.endpoint).port);
    const second = createApiServer({
      services: [unbuiltService()],
      lookUpSecret: () => undefined,
      now: () => new Date(),
      log() {},
    });
    await assert.rejects(second.listen(port, "127.0.0.1"), (error) => {
      assert.ok(error instanceof PortTaken);
      assert.match(error.message, new RegExp(`127\\.0\\.0\\.1:${port}.*another program.*--api-port`));
      return true;
    });
  });
});

function image(identifier: string) {
  return { ImageRepository: { ImageIdentifier: identifier, ImageRepositoryType: "ECR" as const } };
}

function target(name: string): Record<string, string> {
  return { "content-type": "application/x-amz-json-1.0", "x-amz-target": name };
}

function unbuiltService() {
  return appRunnerService({ handlers: {}, check() {} });
}

async function until(condition: () => boolean, deadlineMs = 5000): Promise<void> {
  const end = Date.now() + deadlineMs;
  while (!condition()) {
    assert.ok(Date.now() < end, "the condition did not come true in time");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
