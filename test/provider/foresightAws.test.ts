import assert from "node:assert/strict";
import { CreateRepositoryCommand, ECRClient, PutImageCommand } from "@aws-sdk/client-ecr";
import { CreateAccessKeyCommand, CreateRoleCommand, CreateUserCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateSecretCommand, DeleteSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { LOCAL_ACCOUNT } from "../../api/local";
import { type Client, openClient } from "../../provider/client";
import type { Finding } from "../../provider/core/account";
import { operate } from "../../provider/core/operate";
import type { Properties } from "../../provider/core/resource";
import { systemClock } from "../../provider/core/wait";
import { Foresight } from "../../provider/foresight";
import { RESOURCES } from "../../provider/resources";
import { startTestApi, TEST_REGION, type TestApi } from "../support/api";
import { type Moto, startMoto } from "../support/moto";

const REGISTRY = `${LOCAL_ACCOUNT}.dkr.ecr.${TEST_REGION}.amazonaws.com`;
const MANIFEST = JSON.stringify({
  schemaVersion: 2,
  mediaType: "application/vnd.oci.image.manifest.v1+json",
  config: { mediaType: "application/vnd.oci.image.config.v1+json", size: 2, digest: `sha256:${"0".repeat(64)}` },
  layers: [],
});

describe("the look at what a service on AWS refers to", function () {
  this.timeout(120_000);
  let moto: Moto;
  let api: TestApi;
  let client: Client;
  let said: string[];
  let foresight: Foresight;
  let access: string;
  let instance: string;
  let ec2: string;
  let secret: string;
  let digest: string;

  const region = TEST_REGION;
  const look = async (inputs: Properties): Promise<Finding[]> => {
    const { definition, foresee } = operate(RESOURCES.service);
    return foresight.ofCheck(definition, foresee, {}, inputs);
  };
  const role = async (name: string, ...services: string[]): Promise<string> => {
    const statement = { Effect: "Allow", Principal: { Service: services }, Action: "sts:AssumeRole" };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const made = await new IAMClient({ region }).send(
      new CreateRoleCommand({ RoleName: name, Path: "/service-role/", AssumeRolePolicyDocument }),
    );
    return made.Role!.Arn!;
  };
  const imageService = (
    imageIdentifier: string,
    { accessRoleArn = access, ...rest }: { accessRoleArn?: string; autoDeploymentsEnabled?: boolean } = {},
  ): Properties => ({
    sourceConfiguration: {
      imageRepository: { imageIdentifier, imageRepositoryType: "ECR" },
      authenticationConfiguration: { accessRoleArn },
      ...rest,
    },
  });
  const withSecrets = (runtimeEnvironmentSecrets: Record<string, string>, instanceRoleArn = instance): Properties => ({
    sourceConfiguration: {
      imageRepository: {
        imageIdentifier: `${REGISTRY}/team/app:1`,
        imageRepositoryType: "ECR",
        imageConfiguration: { runtimeEnvironmentSecrets },
      },
      authenticationConfiguration: { accessRoleArn: access },
    },
    instanceConfiguration: { instanceRoleArn },
  });
  /** Without the note of what the tag stands for. */
  const problems = async (inputs: Properties) => (await look(inputs)).filter(({ severity }) => severity !== "note");

  before(async function () {
    moto = await startMoto(this);
    api = await startTestApi();
    client = await openClient({ target: "aws", endpoint: api.endpoint, region });
    const ecr = new ECRClient({ region });
    await ecr.send(new CreateRepositoryCommand({ repositoryName: "team/app" }));
    const image = { repositoryName: "team/app", imageTag: "1", imageManifest: MANIFEST };
    digest = (await ecr.send(new PutImageCommand(image))).image!.imageId!.imageDigest!;
    ec2 = await role("of-ec2", "ec2.amazonaws.com");
    access = await role("pulls", "build.apprunner.amazonaws.com");
    instance = await role("runs", "tasks.apprunner.amazonaws.com");
    const made = await new SecretsManagerClient({ region }).send(
      new CreateSecretCommand({ Name: "prod/db", SecretString: '{"password":"canary-8d1e"}' }),
    );
    secret = made.ARN!;
    const parameter = { Name: "/prod/token", Value: "canary-8d1e", Type: "SecureString" } as const;
    await new SSMClient({ region }).send(new PutParameterCommand(parameter));
  });
  after(async () => {
    client?.close();
    await api?.close();
    await moto?.close();
  });
  beforeEach(() => {
    said = [];
    const settings = { target: "aws", endpoint: api.endpoint, region, checks: true } as const;
    foresight = new Foresight({
      settings,
      open: async () => client,
      clock: systemClock,
      log: (line) => said.push(line),
    });
    moto.asked.length = 0;
  });
  afterEach(() => {
    moto.denied.clear();
    moto.held.clear();
    const told = new Set(RESOURCES.service.foresee!.looks.flatMap(({ asks }) => asks.map((ask) => ask.split(":")[1])));
    assert.deepEqual(
      moto.asked.filter((name) => !told.has(name)),
      [],
      "permissions that the docs do not tell",
    );
  });

  it("says which image a tag stands for, and nothing where all is right", async () => {
    const found = await look(imageService(`${REGISTRY}/team/app:1`));
    assert.deepEqual(found, [
      {
        path: "sourceConfiguration.imageRepository.imageIdentifier",
        severity: "note",
        message: `${REGISTRY}/team/app:1 is ${digest} now`,
      },
    ]);
    assert.deepEqual(await look(imageService(`${REGISTRY}/team/app@${digest}`)), []);
  });

  it("finds that a tag, a digest or a repository is missing", async () => {
    for (const [image, expected] of [
      [`${REGISTRY}/team/app:2`, /there is no image .*app:2 in its repository: push it first/],
      [`${REGISTRY}/team/app`, /there is no image .*team\/app in its repository/],
      [`${REGISTRY}/team/app@sha256:${"1".repeat(64)}`, /there is no image/],
      [`${REGISTRY}/team/other:1`, /account 000000000000 has no repository team\/other in us-east-1/],
      [`${LOCAL_ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/team/app:1`, /no repository team\/app in eu-west-1/],
    ] as const) {
      const found = await problems(imageService(image, { autoDeploymentsEnabled: false }));
      assert.deepEqual(
        found.map(({ severity, path }) => [severity, path]),
        [["warning", "sourceConfiguration.imageRepository.imageIdentifier"]],
        image,
      );
      assert.match(found[0]!.message, expected);
    }
  });

  it("knows that images of other accounts and regions are not watched", async () => {
    const other = imageService(`123456789012.dkr.ecr.${region}.amazonaws.com/a:1`, { autoDeploymentsEnabled: true });
    const [foreign] = (await problems(other)).filter(({ severity }) => severity === "error");
    assert.equal(foreign!.path, "sourceConfiguration.autoDeploymentsEnabled");
    assert.match(foreign!.message, /ECR of another account \(123456789012, the service's is 000000000000\)/);
    const far = await problems(imageService(`${LOCAL_ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/a:1`));
    assert.ok(far.some(({ message }) => /nothing is deployed by itself/.test(message)));
  });

  it("finds roles that are missing, of another account, or do not trust who needs them", async () => {
    const image = `${REGISTRY}/team/app:1`;
    for (const [accessRoleArn, severity, expected] of [
      [`arn:aws:iam::${LOCAL_ACCOUNT}:role/nobody`, "warning", /there is no role .*nobody: make it first/],
      [`arn:aws:iam::${LOCAL_ACCOUNT}:role/pulls`, "warning", /the one of that name is .*service-role\/pulls/],
      [instance, "warning", /does not trust build\.apprunner.*its trust policy is an instance role's/],
      [ec2, "warning", /does not trust build\.apprunner\.amazonaws\.com, which pulls the image; it trusts ec2/],
      ["arn:aws:iam::123456789012:role/pulls", "error", /a role of account 123456789012, and the service is in 0{12}/],
    ] as const) {
      const found = await problems(imageService(image, { accessRoleArn }));
      assert.deepEqual(
        found.map((each) => [each.severity, each.path]),
        [[severity, "sourceConfiguration.authenticationConfiguration.accessRoleArn"]],
      );
      assert.match(found[0]!.message, expected);
    }
    const [wrong] = await problems(withSecrets({}, access));
    assert.equal(wrong!.path, "instanceConfiguration.instanceRoleArn");
    assert.match(wrong!.message, /does not trust tasks\.apprunner.*its trust policy is an access role's/);
  });

  it("finds that the access role's policies do not allow the pull", async () => {
    moto.denied.add(`ecr:DescribeImages arn:aws:ecr:${region}:${LOCAL_ACCOUNT}:repository/team/app`);
    const [found] = await problems(imageService(`${REGISTRY}/team/app:1`));
    assert.match(
      found!.message,
      /do not allow ecr:DescribeImages for arn:aws:ecr:.*team\/app, unless the repository's/,
    );
    assert.deepEqual(await problems(imageService(`${REGISTRY}/team/app:1`, { autoDeploymentsEnabled: false })), []);
  });

  it("finds secrets that are not there, and is silent about those that are", async () => {
    const sdk = new SecretsManagerClient({ region });
    const { ARN: gone } = await sdk.send(new CreateSecretCommand({ Name: "old", SecretString: "x" }));
    await sdk.send(new DeleteSecretCommand({ SecretId: gone, RecoveryWindowInDays: 7 }));
    moto.asked.length = 0;
    const parameter = (name: string, account = LOCAL_ACCOUNT) => `arn:aws:ssm:${region}:${account}:parameter/${name}`;
    const found = await problems(
      withSecrets({
        RIGHT: `${secret}:password::`,
        CURRENT: `${secret}::AWSCURRENT:`,
        PARAMETER: parameter("prod/token"),
        NAMED: "/prod/token",
        STAGE: `${secret}::AWSPENDING:`,
        GONE: gone!,
        MISSING: `arn:aws:secretsmanager:${region}:${LOCAL_ACCOUNT}:secret:nope-AbCdEf`,
        ELSEWHERE: secret.replace(region, "eu-west-1"),
        NO_PARAMETER: parameter("prod/nope"),
        NO_NAME: "hunter2",
        FOREIGN: parameter("prod/token", "123456789012"),
      }),
    );
    const said = new Map(found.map(({ path, message, severity }) => [path.split(".").at(-1)!, [severity, message]]));
    assert.deepEqual(
      [...said.keys()].sort(),
      ["ELSEWHERE", "FOREIGN", "GONE", "MISSING", "NO_NAME", "NO_PARAMETER", "STAGE"].sort(),
    );
    assert.match(said.get("STAGE")![1]!, /no version at stage AWSPENDING; there are AWSCURRENT/);
    assert.match(said.get("GONE")![1]!, /about to be deleted/);
    assert.match(said.get("NO_NAME")![1]!, /there is no parameter of that name in us-east-1/);
    assert.equal(said.get("FOREIGN")![0], "error");
    assert.ok(!JSON.stringify(found).includes("hunter2"), "what may be the secret itself");
    assert.ok(!JSON.stringify(found).includes("canary"));
  });

  it("finds that the instance role's policies do not allow to read a secret", async () => {
    moto.denied.add(`secretsmanager:GetSecretValue ${secret}`);
    const found = await problems(withSecrets({ TOKEN: `${secret}:password::`, OTHER: "/prod/token" }));
    assert.deepEqual(
      found.map(({ path }) => path.split(".").at(-1)),
      ["TOKEN"],
    );
    assert.match(found[0]!.message, /do not allow secretsmanager:GetSecretValue for .*: the app does not start/);
  });

  it("keeps what others found when one place does not answer, and waits for that one no more", async () => {
    moto.held.add("GetRole");
    const inputs = imageService(`${REGISTRY}/team/app:2`);
    const begun = Date.now();
    assert.match((await problems(inputs))[0]!.message, /there is no image/);
    const first = Date.now() - begun;
    await problems(imageService(`${REGISTRY}/team/app:3`));
    assert.deepEqual(said, ["without a look at IAM: no answer within 2.5 s"]);
    assert.ok(Date.now() - begun - first < 1_000, "the second look does not wait");
  });

  it("is silent where it may not look", async () => {
    const iam = new IAMClient({ region });
    await iam.send(new CreateUserCommand({ UserName: "nobody" }));
    const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName: "nobody" }));
    await moto.enforcePolicies();
    const credentials = { AWS_ACCESS_KEY_ID: key!.AccessKeyId!, AWS_SECRET_ACCESS_KEY: key!.SecretAccessKey! };
    const before = { ...process.env };
    Object.assign(process.env, credentials);
    const limited = await openClient({ target: "aws", endpoint: api.endpoint, region });
    const mixed: Client = { ...limited, call: client.call };
    const settings = { target: "aws", endpoint: api.endpoint, region, checks: true } as const;
    foresight = new Foresight({
      settings,
      open: async () => mixed,
      clock: systemClock,
      log: (line) => said.push(line),
    });
    try {
      moto.asked.length = 0;
      const name = "arn:aws:secretsmanager:us-east-1:000000000000:secret:nope-AbCdEf";
      assert.deepEqual(await look(withSecrets({ A: name, B: "/nope" })), []);
      assert.deepEqual(said, []);
      assert.ok(
        ["GetRole", "DescribeImages", "DescribeSecret", "DescribeParameters"].every((one) => moto.asked.includes(one)),
      );
    } finally {
      limited.close();
      Object.assign(process.env, {
        AWS_ACCESS_KEY_ID: before.AWS_ACCESS_KEY_ID,
        AWS_SECRET_ACCESS_KEY: before.AWS_SECRET_ACCESS_KEY,
      });
    }
  });
});
