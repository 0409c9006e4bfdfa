import assert from "node:assert/strict";
import { CreateServiceCommand, StartDeploymentCommand } from "@aws-sdk/client-apprunner";
import { Homes, runCliWith, startLocal } from "../cli/commandLine";
import { filesHolding } from "../support/canary";
import { get } from "../support/get";
import { aServer, createRepository, type TestRepository } from "../support/gitRepository";
import { type LocalClient, localClient } from "../support/localService";
import { type SecretsOnAws, startSecretsOnAws } from "../support/secretsOnAws";

const ON_AWS = "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf";
const CANARY = "canary-on-aws-81f2";

describe("a local App Runner with --secrets aws", function () {
  this.timeout(120_000);
  const homes = new Homes();
  let aws: SecretsOnAws;
  let repository: TestRepository;
  let home: string;
  let local: LocalClient;
  let arn: string;

  before(async () => {
    aws = await startSecretsOnAws();
    repository = createRepository({ "server.js": aServer("").replace('""', "process.env.PASSWORD") });
    home = homes.create();
    local = localClient(await startLocal(home, "--secrets", "aws"));
  });
  after(async () => {
    await homes.remove();
    repository?.remove();
    aws?.close();
  });

  it("gives the app what AWS has", async () => {
    aws.answer = { status: 200, body: { SecretString: CANARY } };
    const { Service, OperationId } = await local.send(
      new CreateServiceCommand({
        ServiceName: "on-aws",
        InstanceConfiguration: { InstanceRoleArn: "arn:aws:iam::123456789012:role/app" },
        SourceConfiguration: {
          AutoDeploymentsEnabled: false,
          CodeRepository: {
            RepositoryUrl: repository.url,
            SourceCodeVersion: { Type: "BRANCH", Value: "main" },
            CodeConfiguration: {
              ConfigurationSource: "API",
              CodeConfigurationValues: {
                Runtime: "NODEJS_22",
                StartCommand: "node server.js",
                RuntimeEnvironmentSecrets: { PASSWORD: ON_AWS },
              },
            },
          },
        },
      }),
    );
    arn = Service!.ServiceArn!;
    assert.equal((await local.ended(arn, OperationId)).Status, "SUCCEEDED", await local.serviceLog(arn));
    assert.equal((await get(Service!.ServiceUrl!)).body, CANARY);
    assert.deepEqual(aws.asked, [
      { target: "secretsmanager.GetSecretValue", region: "us-east-1", body: { SecretId: ON_AWS } },
    ]);
    assert.deepEqual(filesHolding(home, [CANARY]), []);
  });

  it("rolls a deployment back when AWS refuses, with AWS's own reason", async () => {
    aws.answer = { status: 400, body: { __type: "AccessDeniedException", Message: "User is not authorized" } };
    assert.equal(await deploy(), "ROLLBACK_SUCCEEDED");
    assert.match(await local.serviceLog(arn), /variable PASSWORD \(arn:aws:secretsmanager:.*User is not authorized/);
  });

  it("takes what was set here under AWS's ARN instead", async () => {
    await runCliWith("set here", ["local", "secret", "set", ON_AWS, "--home", home]);
    assert.equal(await deploy(), "SUCCEEDED");
    assert.equal((await get((await local.describe(arn)).ServiceUrl!)).body, "set here");
  });

  async function deploy() {
    const { OperationId } = await local.send(new StartDeploymentCommand({ ServiceArn: arn }));
    return (await local.ended(arn, OperationId)).Status;
  }
});
