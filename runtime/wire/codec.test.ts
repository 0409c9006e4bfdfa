import assert from "node:assert/strict";
import type { CreateServiceRequest } from "@aws-sdk/client-apprunner";
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import { ApiError } from "../model/apiError";
import { appRunnerService } from "./appRunner";
import { createCodec, parseBody } from "./codec";
import { operationSchemas } from "./operationSchemas";

const { operations } = appRunnerService({ handlers: {}, check() {} });
const codec = createCodec({ integersOnly: true });

describe("the codec", () => {
  it("reads a request: nested members, lists, maps and booleans as they are", () => {
    const body = {
      ServiceName: "demo",
      SourceConfiguration: {
        AutoDeploymentsEnabled: false,
        ImageRepository: {
          ImageIdentifier: "hello:latest",
          ImageRepositoryType: "ECR",
          ImageConfiguration: { Port: "8080", RuntimeEnvironmentVariables: { A: "1", constructor: "2" } },
        },
      },
      HealthCheckConfiguration: { Interval: 5 },
      Tags: [{ Key: "team", Value: "blue" }],
    };
    assert.deepEqual(read("CreateService", body), body);
  });

  it("drops members that are null, unknown or a type name, at every depth", () => {
    const body = {
      __type: "com.example#Evil",
      ServiceName: "demo",
      Nonsense: { deep: [1] },
      InstanceConfiguration: { __type: "x", Cpu: null, Memory: "2048", Extra: 1 },
      Tags: null,
    };
    assert.deepEqual(read("CreateService", body), { ServiceName: "demo", InstanceConfiguration: { Memory: "2048" } });
  });

  it("keeps a map's entry named __proto__ an entry", () => {
    const text =
      '{"ServiceName":"x","SourceConfiguration":{"ImageRepository":{"ImageConfiguration":{"RuntimeEnvironmentVariables":{"__proto__":"v"}}}}}';
    const input = codec.readRequest(operations.CreateService!, parseBody(Buffer.from(text))) as CreateServiceRequest;
    const variables = input.SourceConfiguration!.ImageRepository!.ImageConfiguration!.RuntimeEnvironmentVariables!;
    assert.deepEqual(Object.entries(variables), [["__proto__", "v"]]);
    assert.equal(({} as Record<string, unknown>).v, undefined);
  });

  it("refuses a value of the wrong JSON type in AWS's words", () => {
    const cases: [operation: string, body: unknown, message: string][] = [
      ["DescribeService", { ServiceArn: 23 }, "NUMBER_VALUE cannot be converted to String"],
      ["DescribeService", { ServiceArn: 34.56 }, "DECIMAL_VALUE cannot be converted to String"],
      ["DescribeService", { ServiceArn: true }, "TRUE_VALUE cannot be converted to String"],
      ["DescribeService", { ServiceArn: [] }, "Unrecognized collection type class java.lang.String"],
      ["DescribeService", { ServiceArn: {} }, "Start of structure or map found where not expected"],
      ["ListServices", { MaxResults: "5" }, "STRING_VALUE cannot be converted to Integer"],
      ["ListServices", { MaxResults: 1.5 }, "DECIMAL_VALUE cannot be converted to Integer"],
      ["ListServices", { MaxResults: 2 ** 31 }, "Numeric value (2147483648) out of range of int"],
      ["AssociateCustomDomain", { EnableWWWSubdomain: "yes" }, "Unexpected token received from parser"],
      ["AssociateCustomDomain", { EnableWWWSubdomain: 1 }, "NUMBER_VALUE cannot be converted to Boolean"],
      ["TagResource", { Tags: {} }, "Start of structure or map found where not expected"],
      ["TagResource", { Tags: "x" }, "Unexpected field type"],
      ["TagResource", { Tags: [null] }, "Unexpected null in a list"],
      ["TagResource", { Tags: [["x"]] }, "Unrecognized collection type class com.amazonaws.apprunner.Tag"],
      ["UntagResource", { TagKeys: ["a", 1] }, "NUMBER_VALUE cannot be converted to String"],
      ["CreateService", { SourceConfiguration: "x" }, "Unexpected field type"],
      ["ListServices", [], "Unrecognized collection type class com.amazonaws.apprunner.ListServicesRequest"],
      ["ListServices", 5, "Unexpected field type"],
      ["ListServices", null, "Unexpected field type"],
    ];
    for (const [operation, body, message] of cases) assert.throws(() => read(operation, body), serialization(message));
  });

  it("refuses a body that is no JSON or no UTF-8, and takes none at all for an empty object", () => {
    assert.deepEqual(parseBody(Buffer.alloc(0)), {});
    for (const body of [Buffer.from("hi"), Buffer.from('{"a":'), Buffer.from([0x7b, 0xff, 0x7d])]) {
      assert.throws(() => parseBody(body), serialization(/The body is not/));
    }
  });

  it("writes an answer: epoch seconds with milliseconds, members in the API's order, unknown and undefined ones left out", () => {
    const output = {
      Service: {
        ServiceName: 'é "quoted"\n\u2028 😀',
        CreatedAt: new Date(1700000000123),
        UpdatedAt: new Date(1700000000000),
        DeletedAt: undefined,
        Status: "RUNNING",
        Invented: 1,
        SourceConfiguration: {
          AutoDeploymentsEnabled: false,
          ImageRepository: { ImageConfiguration: { RuntimeEnvironmentVariables: { A: "1" } } },
        },
        HealthCheckConfiguration: { Interval: 5 },
      },
    };
    assert.equal(
      write("DescribeService", output),
      '{"Service":{"ServiceName":"é \\"quoted\\"\\n\u2028 😀","CreatedAt":1700000000.123,"UpdatedAt":1700000000,"Status":"RUNNING",' +
        '"SourceConfiguration":{"ImageRepository":{"ImageConfiguration":{"RuntimeEnvironmentVariables":{"A":"1"}}},' +
        '"AutoDeploymentsEnabled":false},"HealthCheckConfiguration":{"Interval":5}}}',
    );
  });

  it("writes empty lists, and an empty object for no output", () => {
    assert.equal(write("ListServices", { ServiceSummaryList: [] }), '{"ServiceSummaryList":[]}');
    assert.equal(write("TagResource", undefined), "{}");
  });

  it("writes a second answer that does not disturb the bytes of the first", () => {
    const first = codec.writeResponse(operations.StartDeployment!, { OperationId: "one" });
    const second = codec.writeResponse(operations.StartDeployment!, { OperationId: "two" });
    assert.equal(first.toString(), '{"OperationId":"one"}');
    assert.equal(second.toString(), '{"OperationId":"two"}');
  });

  it("serves another API's schemas: CloudWatch Logs, whose times are milliseconds beyond 32 bits", () => {
    const other = createCodec({ integersOnly: false });
    const operation = { schema: operationSchemas(logs).get("FilterLogEvents")!, errors: [] };
    const input = { logGroupName: "/aws/apprunner/x", startTime: 1700000000123, logStreamNames: ["a"] };
    assert.deepEqual(other.readRequest(operation, { ...input, filterPattern: null }), input);
    const events = [{ timestamp: 1700000000123, message: "hi" }];
    assert.deepEqual(JSON.parse(other.writeResponse(operation, { events }).toString()), { events });
    assert.throws(() => other.readRequest(operation, { startTime: "now" }), serialization(/STRING_VALUE/));
  });
});

function read(operation: string, body: unknown): unknown {
  return codec.readRequest(operations[operation]!, JSON.parse(JSON.stringify(body)));
}

function write(operation: string, output: unknown): string {
  return codec.writeResponse(operations[operation]!, output).toString();
}

function serialization(message: string | RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof ApiError);
    assert.equal(error.apiName, "SerializationException");
    if (typeof message === "string") assert.equal(error.message, message);
    else assert.match(error.message, message);
    return true;
  };
}
