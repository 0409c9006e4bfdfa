import assert from "node:assert/strict";
import { findClient, run } from "../support/awsClients";
import { type MemoryRuntime, startMemoryRuntime } from "../support/memoryRuntime";

/** The unmodified AWS CLI, with nothing but the exports of `apprunner local env`. */
describe("the AWS CLI", function () {
  this.timeout(120_000);
  let aws: string;
  let runtime: MemoryRuntime;
  before(async function () {
    aws = findClient(this, "aws", ["--version"]);
    runtime = await startMemoryRuntime();
  });
  after(() => runtime?.close());

  const call = (...args: string[]) => run(aws, ["apprunner", ...args, "--output", "json"], runtime.environment);
  const answer = async (...args: string[]) => {
    const { code, output, error } = await call(...args);
    assert.equal(code, 0, error);
    return output === "" ? {} : JSON.parse(output);
  };
  const operation = async (arn: string, id: string): Promise<string> => {
    for (;;) {
      const { OperationSummaryList } = await answer("list-operations", "--service-arn", arn);
      const found = OperationSummaryList.find(({ Id }: { Id: string }) => Id === id);
      if (!["PENDING", "IN_PROGRESS", "ROLLBACK_IN_PROGRESS"].includes(found.Status)) return found.Status;
    }
  };
  const source = (image: string) =>
    JSON.stringify({ ImageRepository: { ImageIdentifier: image, ImageRepositoryType: "ECR" } });

  let arn: string;

  it("creates a service and follows it until it runs", async () => {
    const { Service, OperationId } = await answer(
      ...["create-service", "--service-name", "web-app", "--source-configuration", source("hello:1")],
      ...["--tags", "Key=team,Value=blue"],
    );
    arn = Service.ServiceArn;
    assert.equal(await operation(arn, OperationId), "SUCCEEDED");
    const described = await answer("describe-service", "--service-arn", arn);
    assert.equal(described.Service.Status, "RUNNING");
    // A number in version 1 of the CLI, a date in version 2; milliseconds in both.
    assert.ok(new Date(described.Service.CreatedAt * 1000 || described.Service.CreatedAt).getTime() % 1000 > 0);
  });

  it("lists services and tags", async () => {
    const { ServiceSummaryList } = await answer("list-services");
    assert.deepEqual(
      ServiceSummaryList.map(({ ServiceName }: { ServiceName: string }) => ServiceName),
      ["web-app"],
    );
    const { Tags } = await answer("list-tags-for-resource", "--resource-arn", arn);
    assert.deepEqual(Tags, [{ Key: "team", Value: "blue" }]);
  });

  it("scales a service by a new configuration", async () => {
    const { AutoScalingConfiguration: made } = await answer(
      ...["create-auto-scaling-configuration", "--auto-scaling-configuration-name", "busy", "--min-size", "2"],
    );
    assert.equal(made.AutoScalingConfigurationRevision, 1);
    const { OperationId } = await answer(
      ...["update-service", "--service-arn", arn],
      ...["--auto-scaling-configuration-arn", made.AutoScalingConfigurationArn],
    );
    assert.equal(await operation(arn, OperationId), "SUCCEEDED");
    assert.equal(runtime.world.engine.instances.size, 2);
  });

  it("sees an update fail and the service go on", async () => {
    const { OperationId } = await answer(
      ...["update-service", "--service-arn", arn, "--source-configuration", source("missing:1")],
    );
    assert.equal(await operation(arn, OperationId), "ROLLBACK_SUCCEEDED");
    const { Service } = await answer("describe-service", "--service-arn", arn);
    assert.equal(Service.Status, "RUNNING");
    assert.equal(Service.SourceConfiguration.ImageRepository.ImageIdentifier, "hello:1");
  });

  it("pauses, resumes and deploys", async () => {
    for (const [command, status] of [
      ["pause-service", "PAUSED"],
      ["resume-service", "RUNNING"],
      ["start-deployment", "RUNNING"],
    ] as const) {
      const { OperationId } = await answer(command, "--service-arn", arn);
      assert.equal(await operation(arn, OperationId), "SUCCEEDED");
      assert.equal(runtime.world.service(arn).status, status);
    }
  });

  it("associates a custom domain", async () => {
    const { CustomDomain } = await answer(
      ...["associate-custom-domain", "--service-arn", arn, "--domain-name", "example.com"],
    );
    assert.equal(CustomDomain.CertificateValidationRecords.length, 3);
    await runtime.world.until(() => runtime.world.state.customDomains.find(arn, "example.com")?.status === "active");
    const { CustomDomains, DNSTarget } = await answer("describe-custom-domains", "--service-arn", arn);
    assert.equal(CustomDomains[0].Status, "active");
    assert.match(DNSTarget, /\.us-east-1\.awsapprunner\.localhost$/);
  });

  it("prints the error's class and message, and fails", async () => {
    const { code, error } = await call(
      ...["create-service", "--service-name", "web-app", "--source-configuration", source("hello:1")],
    );
    assert.ok(code === 254 || code === 255, `${code}`);
    assert.match(
      error,
      /An error occurred \(InvalidRequestException\) when calling the CreateService operation: Service with the provided name already exists: web-app\./,
    );
  });

  it("prints what a constraint says", async () => {
    const { code, error } = await call("describe-service", "--service-arn", "web-app");
    assert.ok(code === 254 || code === 255, `${code}`);
    assert.match(error, /\(InvalidRequestException\).*1 validation error detected: Value 'web-app' at 'serviceArn'/);
  });

  it("deletes the service", async () => {
    const { OperationId } = await answer("delete-service", "--service-arn", arn);
    assert.equal(await operation(arn, OperationId), "SUCCEEDED");
    const { ServiceSummaryList } = await answer("list-services");
    assert.deepEqual(ServiceSummaryList, []);
  });
});
