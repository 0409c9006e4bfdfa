import assert from "node:assert/strict";
import { get } from "../support/get";
import type { TestRepository } from "../support/gitRepository";
import type { TestRuntime } from "../support/runtime";
import { type LocalStack, openLocalStack } from "./localStack";
import type { PulumiProject } from "./pulumiProject";

const SERVER = `require("node:http").createServer((request, response) => response.end("hello")).listen(process.env.PORT);`;

/** One domain whose records the program makes in a loop, and one whose records the component has made. */
function body(repositoryUrl: string): string {
  return `
  const provider = {
    create: async ({ name }) => ({ id: name, outs: { name } }),
    delete: async () => {},
  };
  class DnsRecord extends pulumi.dynamic.Resource {
    constructor(name, record, opts) { super(provider, name, { name: record.name, value: record.value }, opts); }
  }
  const service = new apprunner.Service("hello", {
    sourceConfiguration: { autoDeploymentsEnabled: false, codeRepository: {
      repositoryUrl: "${repositoryUrl}",
      sourceCodeVersion: { type: "BRANCH", value: "main" },
      codeConfiguration: { configurationSource: "API", codeConfigurationValues: {
        runtime: "NODEJS_22", buildCommand: "true", startCommand: "node server.js",
      } },
    } },
  });
  const { serviceArn } = service;
  const shop = new apprunner.CustomDomain("shop", { domainName: "shop.localhost", serviceArn });
  for (const key of shop.recordKeys) new DnsRecord("list-" + key, shop.record(key));
  const blog = new apprunner.CustomDomain("blog", {
    domainName: "blog.shop.localhost", serviceArn, enableWWWSubdomain: false,
    makeRecord: (record, opts) => new DnsRecord("made-" + record.key, record, opts),
  });
  return {
    statuses: [shop.status, blog.status],
    recordStatuses: shop.recordStatuses,
    names: pulumi.all(shop.records.map(({ name }) => name)),
    values: pulumi.all(shop.records.map(({ value }) => value)),
  };`;
}

describe("a CustomDomain on the local App Runner", function () {
  this.timeout(180_000);
  let stack: LocalStack | undefined;
  let runtime: TestRuntime;
  let repository: TestRepository;
  let project: PulumiProject;

  before(async function () {
    stack = await openLocalStack(this, { files: { "server.js": SERVER } });
    ({ runtime, repository, project } = stack);
    project.program(body(repository.url));
  });
  after(() => stack?.close());

  it("has its records in the first preview already", async () => {
    const { code, output } = await project.pulumi("preview");
    assert.equal(code, 0, output);
    for (const key of ["list-validation-1", "list-validation-3", "list-domain", "list-www", "made-validation-2"]) {
      assert.match(output, new RegExp(`\\+ .* ${key} create`), key);
    }
    assert.doesNotMatch(output, /made-(validation-3|www)/);
  });

  it("ends active, and the ingress leads its hosts to the service", async () => {
    await project.up();
    const { statuses, recordStatuses, names, values } = await project.outputs();
    assert.deepEqual(statuses, ["ACTIVE", "ACTIVE"]);
    assert.deepEqual(Object.values(recordStatuses as object), ["SUCCESS", "SUCCESS", "SUCCESS"]);
    const [proof, , , ...targets] = names as string[];
    assert.match(proof!, /^_\w+\.(\w+\.)?shop\.localhost$/);
    assert.deepEqual(targets, ["shop.localhost", "www.shop.localhost"]);
    assert.match((values as string[])[3]!, /^\w+\.us-east-1\.awsapprunner\.localhost$/);
    const { port } = new URL(runtime.endpoint.http);
    for (const host of ["shop.localhost", "www.shop.localhost", "blog.shop.localhost"]) {
      assert.equal((await get(`${host}:${port}`)).body, "hello", host);
    }
    await project.up("--expect-no-changes");
  });

  it("goes backwards: what leads there, the proofs, and then the association", async () => {
    const { code, output } = await project.pulumi("destroy", "--yes", "--skip-preview");
    assert.equal(code, 0, output);
    const lines = output.split("\n").filter((line) => /\bdelet(ing|ed)\b/.test(line));
    const at = (name: string, what: string): number => {
      const found = lines.findIndex((line) => line.includes(` ${name} `) && line.includes(what));
      assert.ok(found >= 0, `${name} ${what}\n${output}`);
      return found;
    };
    const goesBefore = (one: string, other: string): void => {
      assert.ok(at(one, "deleted") < at(other, "deleting"), `${one} before ${other}\n${output}`);
    };
    for (const key of ["validation-1", "validation-2"]) {
      goesBefore("made-domain", `made-${key}`);
      goesBefore(`made-${key}`, "blog-association");
    }
    for (const key of ["validation-1", "validation-2", "validation-3", "domain", "www"]) {
      goesBefore(`list-${key}`, "shop-association");
    }
  });
});
