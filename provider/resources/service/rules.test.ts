import assert from "node:assert/strict";
import type { Properties, Target } from "../../core/resource";
import { UNKNOWN } from "../../core/unknown";
import { rules } from "./rules";

const connectionArn = "arn:aws:apprunner:us-east-1:000000000000:connection/github/1";
const accessRoleArn = "arn:aws:iam::000000000000:role/pull";
const instanceRoleArn = "arn:aws:iam::000000000000:role/app";
const SECRET = "arn:aws:secretsmanager:us-east-1:000000000000:secret:db-AbCdEf:password::";
const branch = { type: "BRANCH", value: "main" };
const github = { repositoryUrl: "https://github.com/me/app", sourceCodeVersion: branch };
const publicImage = { imageIdentifier: "public.ecr.aws/a/b:1", imageRepositoryType: "ECR_PUBLIC" };
const privateImage = {
  imageIdentifier: "000000000000.dkr.ecr.us-east-1.amazonaws.com/a:1",
  imageRepositoryType: "ECR",
};
const code = (codeRepository: Properties, rest: Properties = {}): Properties => ({
  sourceConfiguration: { codeRepository, authenticationConfiguration: { connectionArn }, ...rest },
});
const image = (imageRepository: Properties = publicImage, rest: Properties = {}): Properties => ({
  sourceConfiguration: { imageRepository, ...rest },
});
const variables = (imageConfiguration: Properties, rest: Properties = {}): Properties => ({
  ...image({ ...publicImage, imageConfiguration }),
  ...rest,
});

const CASES: [what: string, inputs: Properties, problem: RegExp | undefined, target?: Target][] = [
  ["one code source", code(github), undefined],
  ["one image", image(), undefined],
  ["no source", { sourceConfiguration: {} }, /^sourceConfiguration: must have exactly one .* neither/],
  [
    "two sources",
    code(github, { imageRepository: publicImage }),
    /^sourceConfiguration: must have exactly one .* both/,
  ],
  ["a source not known yet beside one", code(github, { imageRepository: UNKNOWN }), undefined],
  [
    "values beside apprunner.yaml",
    code({ ...github, codeConfiguration: { configurationSource: "REPOSITORY", codeConfigurationValues: {} } }),
    /codeConfigurationValues: is for configurationSource API only/,
  ],
  [
    "no values with API",
    code({ ...github, codeConfiguration: { configurationSource: "API" } }),
    /codeConfigurationValues: is required/,
  ],
  [
    "a source of values not known yet",
    code({ ...github, codeConfiguration: { configurationSource: UNKNOWN, codeConfigurationValues: {} } }),
    undefined,
  ],
  ["no connection", { sourceConfiguration: { codeRepository: github } }, /connectionArn: is required/],
  [
    "no connection on local, for a repository elsewhere",
    { sourceConfiguration: { codeRepository: github } },
    /connectionArn: is required/,
    "local",
  ],
  [
    "no connection on local, for a repository of this machine",
    { sourceConfiguration: { codeRepository: { ...github, repositoryUrl: "file:///a" } } },
    undefined,
    "local",
  ],
  ["a local repository on AWS", code({ ...github, repositoryUrl: "file:///a" }), /local target only/],
  ["a local repository on local", code({ ...github, repositoryUrl: "file:///a" }), undefined, "local"],
  ["an ssh repository", code({ ...github, repositoryUrl: "git@github.com:me/app" }), /repositoryUrl: must be an https/],
  [
    "credentials in the URL",
    code({ ...github, repositoryUrl: "https://u:p@github.com/a/b" }),
    /not contain credentials/,
  ],
  [
    "an access role for a public image",
    image(publicImage, { authenticationConfiguration: { accessRoleArn } }),
    /accessRoleArn: "arn.*" is not allowed: must be left out/,
  ],
  ["automatic deployments of a public image", image(publicImage, { autoDeploymentsEnabled: true }), /must be false/],
  ["no access role for ECR", image(privateImage), /accessRoleArn: is required/],
  ["no access role for ECR on local", image({ ...privateImage, imageIdentifier: "hello:1" }), undefined, "local"],
  [
    "a CPU with too little memory",
    { ...image(), instanceConfiguration: { cpu: "4 vCPU" } },
    /memory: 2048 MB do not go with 4096/,
  ],
  [
    "memory that the default CPU does not have",
    { ...image(), instanceConfiguration: { memory: "12 GB" } },
    /must be one of "2 GB", "3 GB", "4 GB"/,
  ],
  ["a right pair", { ...image(), instanceConfiguration: { cpu: "256", memory: "0.5 GB" } }, undefined],
  ["a size not known yet", { ...image(), instanceConfiguration: { cpu: UNKNOWN, memory: "12 GB" } }, undefined],
  [
    "a reserved variable",
    variables({ runtimeEnvironmentVariables: { AwsAppRunnerX: "1" } }),
    /AwsAppRunnerX: names that start/,
  ],
  [
    "secrets without a role",
    variables({ runtimeEnvironmentSecrets: { A: SECRET } }),
    /instanceRoleArn: is required with runtimeEnvironmentSecrets/,
  ],
  [
    "secrets with a role",
    variables({ runtimeEnvironmentSecrets: { A: SECRET } }, { instanceConfiguration: { instanceRoleArn } }),
    undefined,
  ],
  [
    "a secret itself, unquoted, in the place of a reference",
    variables({ runtimeEnvironmentSecrets: { A: "hunter2!" } }, { instanceConfiguration: { instanceRoleArn } }),
    /^(?!.*hunter2).*runtimeEnvironmentSecrets\.A: the value is not allowed: must be arn:aws:secretsmanager/,
  ],
  [
    "a secret that is not known yet",
    variables({ runtimeEnvironmentSecrets: { A: UNKNOWN } }, { instanceConfiguration: { instanceRoleArn } }),
    undefined,
  ],
  [
    "a name given twice",
    variables(
      { runtimeEnvironmentVariables: { A: "1" }, runtimeEnvironmentSecrets: { A: SECRET } },
      { instanceConfiguration: { instanceRoleArn } },
    ),
    /runtimeEnvironmentSecrets\.A: is among runtimeEnvironmentVariables too/,
  ],
  [
    "a VPC without a connector",
    { ...image(), networkConfiguration: { egressConfiguration: { egressType: "VPC" } } },
    /vpcConnectorArn: is required when egressType is VPC/,
  ],
  [
    "a connector without a VPC",
    { ...image(), networkConfiguration: { egressConfiguration: { vpcConnectorArn: "arn:x" } } },
    /egressType: is required with vpcConnectorArn: must be VPC/,
  ],
];

describe("rules of a service", () => {
  for (const [what, inputs, problem, target = "aws"] of CASES) {
    it(`${problem ? "refuse" : "allow"} ${what}`, () => {
      const found = rules(inputs, target).map(({ path, message }) => `${path}: ${message}`);
      if (!problem) assert.deepEqual(found, []);
      else assert.ok(found.length === 1 && problem.test(found[0]!), found.join("\n"));
    });
  }
});
