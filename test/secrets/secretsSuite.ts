import assert from "node:assert/strict";
import {
  CreateServiceCommand,
  type CreateServiceCommandInput,
  PauseServiceCommand,
  ResumeServiceCommand,
  StartDeploymentCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-apprunner";
import Docker from "dockerode";
import { HOME_LABEL } from "../../api/local";
import { Homes, runCli, runCliWith, startLocal } from "../cli/commandLine";
import { filesHolding } from "../support/canary";
import { get } from "../support/get";
import { createRepository, type TestRepository } from "../support/gitRepository";
import { type LocalClient, localClient } from "../support/localService";
import { skip } from "../support/skip";
import { waitFor } from "../support/waitFor";

const ROLE = "arn:aws:iam::000000000000:role/app";
const FOREIGN_ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf";

/** Values that must be nowhere but in the app. */
const OLD = "canary-old-password-91c3";
const NEW = "canary-new-password-44e8";
const USER = "canary-user-name-6b1d";
const URL_VALUE = "canary-postgres-url-0a7f";

/** Answers the variables that the tests look at, and prints none of them. */
const SERVER = `
const server = require("node:http").createServer((request, response) => {
  const { PASSWORD, USER_NAME, DATABASE_URL, PREVIOUS } = process.env;
  response.end(JSON.stringify({ PASSWORD, USER_NAME, DATABASE_URL, PREVIOUS }));
});
server.listen(Number(process.env.PORT), () => console.log("the app listens"));
process.on("SIGTERM", () => server.close(() => process.exit(0)));
`;

const CONFIGURATION = `version: 1.0
runtime: nodejs22
build:
  commands:
    build:
      - echo building
run:
  command: node server.js
  secrets:
    - name: DATABASE_URL
      value-from: /app/database-url
`;

/** Runtime environment secrets from the local store through real deployments. Every engine passes it. */
export function describeSecrets(
  engine: "docker" | "process",
  whyNot: () => Promise<string | undefined> = async () => undefined,
): void {
  describe(`secrets on the ${engine} engine`, function () {
    this.timeout(240_000);
    const homes = new Homes();
    const said: string[] = [];
    let repository: TestRepository;
    let home: string;
    let local: LocalClient;
    let passwordArn: string;
    let arn: string;

    before(async function () {
      const reason = await whyNot();
      if (reason) skip(this, reason);
      repository = createRepository({ "apprunner.yaml": CONFIGURATION, "server.js": SERVER });
      home = homes.create();
      local = localClient(await startLocal(home, "--engine", engine));
    });
    after(async () => {
      await homes.remove();
      repository?.remove();
    });

    it("are set from standard input, and listed with ARNs but without values", async () => {
      const set = await secret(`${OLD}\n`, "set", "db/password");
      assert.equal(set.code, 0, set.stderr);
      passwordArn = set.stdout.trim();
      assert.match(passwordArn, /^arn:aws:secretsmanager:us-east-1:000000000000:secret:db\/password-[0-9a-f]{6}$/);
      await secret(JSON.stringify({ username: USER }), "set", FOREIGN_ARN);
      const listed = JSON.parse((await secret("", "list", "--json")).stdout);
      assert.deepEqual(
        listed.map(({ name, arn }: { name: string; arn: string }) => [name, arn]),
        [
          [null, FOREIGN_ARN],
          ["db/password", passwordArn],
        ],
      );
      assert.equal((await secret("", "set", "db/password")).code, 2);
    });

    it("that are missing fail a creation, and name the variable, the secret and the command", async () => {
      const { Service, OperationId } = await local.send(new CreateServiceCommand(input()));
      arn = Service!.ServiceArn!;
      assert.equal((await local.ended(arn, OperationId)).Status, "FAILED");
      assert.equal((await local.describe(arn)).Status, "CREATE_FAILED");
      assert.match(
        await local.serviceLog(arn),
        /The secret of variable DATABASE_URL \(\/app\/database-url\) cannot be read:.*npx apprunner local secret set '\/app\/database-url' --region us-east-1/,
      );
    });

    it("reach the app by name, by ARN and by JSON key, from apprunner.yaml and from the API", async () => {
      await secret(URL_VALUE, "set", "/app/database-url");
      assert.deepEqual(await update({ ConfigurationSource: "REPOSITORY" }), { DATABASE_URL: URL_VALUE });
      const answered = await update({
        ConfigurationSource: "API",
        CodeConfigurationValues: {
          Runtime: "NODEJS_22",
          StartCommand: "node server.js",
          RuntimeEnvironmentSecrets: {
            PASSWORD: passwordArn,
            USER_NAME: `${FOREIGN_ARN}:username::`,
            DATABASE_URL: "arn:aws:ssm:us-east-1:000000000000:parameter/app/database-url",
          },
        },
      });
      assert.deepEqual(answered, { PASSWORD: OLD, USER_NAME: USER, DATABASE_URL: URL_VALUE });
    });

    it("are described by their ARNs alone", async () => {
      const { SourceConfiguration } = await local.describe(arn);
      const values = SourceConfiguration!.CodeRepository!.CodeConfiguration!.CodeConfigurationValues!;
      assert.equal(values.RuntimeEnvironmentSecrets!.PASSWORD, passwordArn);
      assert.ok(!JSON.stringify(SourceConfiguration).includes(OLD));
    });

    it("stay as they were deployed when instances start again, whatever was set since", async () => {
      await secret(NEW, "set", "db/password");
      await ended(await local.send(new PauseServiceCommand({ ServiceArn: arn })));
      await ended(await local.send(new ResumeServiceCommand({ ServiceArn: arn })));
      assert.equal((await answer()).PASSWORD, OLD);
      await runCli(["local", "stop", "--home", home]);
      local = localClient(await startLocal(home, "--engine", engine));
      assert.equal((await answer()).PASSWORD, OLD);
    });

    it("are read anew by a deployment, also in the version before", async () => {
      assert.equal(await deploy(), "SUCCEEDED");
      assert.equal((await answer()).PASSWORD, NEW);
      const values = (await local.describe(arn)).SourceConfiguration!.CodeRepository!.CodeConfiguration!;
      values.CodeConfigurationValues!.RuntimeEnvironmentSecrets!.PREVIOUS = `${passwordArn}::AWSPREVIOUS:`;
      const { PASSWORD, PREVIOUS } = await update(values);
      assert.deepEqual([PASSWORD, PREVIOUS], [NEW, OLD]);
    });

    it("that were removed roll the next deployment back, while the service serves", async () => {
      assert.equal((await secret("", "rm", "db/password")).code, 0);
      assert.equal(await deploy(), "ROLLBACK_SUCCEEDED");
      assert.equal((await answer()).PASSWORD, NEW);
      const log = await local.serviceLog(arn);
      assert.ok(log.includes(`The secret of variable PASSWORD (${passwordArn}) cannot be read`), log);
    });

    it("are in no file, log, output or label", async () => {
      const values = [OLD, NEW, USER, URL_VALUE];
      assert.deepEqual(filesHolding(home, values), []);
      assert.ok(filesHolding(home, [passwordArn]).length > 0, "the search finds what is there");
      const text = [...said, await local.serviceLog(arn), await labels()].join("\n");
      for (const value of values) assert.ok(!text.includes(value));
    });

    async function secret(input: string, ...args: string[]) {
      const outcome = await runCliWith(input, ["local", "secret", ...args, "--home", home]);
      said.push(outcome.stdout, outcome.stderr);
      return outcome;
    }

    async function update(CodeConfiguration: object) {
      const { SourceConfiguration } = input();
      Object.assign(SourceConfiguration!.CodeRepository!, { CodeConfiguration });
      const begun = await local.send(new UpdateServiceCommand({ ServiceArn: arn, SourceConfiguration }));
      assert.equal(await ended(begun), "SUCCEEDED", await local.serviceLog(arn));
      return answer();
    }

    async function deploy() {
      return ended(await local.send(new StartDeploymentCommand({ ServiceArn: arn })));
    }

    async function ended({ OperationId }: { OperationId?: string }) {
      return (await local.ended(arn, OperationId)).Status;
    }

    async function answer(): Promise<Record<string, string>> {
      const { ServiceUrl } = await local.describe(arn);
      // A runtime that has just started still brings its services up.
      return waitFor("an answer", async () => {
        const { status, body } = await get(ServiceUrl!);
        return status === 200 ? (JSON.parse(body) as Record<string, string>) : undefined;
      });
    }

    function input(): CreateServiceCommandInput {
      return {
        ServiceName: "secretive",
        InstanceConfiguration: { InstanceRoleArn: ROLE },
        SourceConfiguration: {
          AutoDeploymentsEnabled: false,
          CodeRepository: {
            RepositoryUrl: repository.url,
            SourceCodeVersion: { Type: "BRANCH", Value: "main" },
            CodeConfiguration: { ConfigurationSource: "REPOSITORY" },
          },
        },
      };
    }
  });

  /** What docker shows of this machine's containers but for their environment; nothing for another engine. */
  async function labels(): Promise<string> {
    if (engine !== "docker") return "";
    const docker = new Docker();
    const found = await docker.listContainers({ all: true, filters: { label: [HOME_LABEL] } });
    assert.ok(found.length > 0);
    return JSON.stringify(found);
  }
}
