import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateServiceCommand } from "@aws-sdk/client-apprunner";
import { Homes, type Outcome, outcomeOf, runCli, startCli, startLocal } from "../cli/commandLine";
import { get } from "../support/get";
import { aNodeApp, aServer, createRepository, type TestRepository } from "../support/gitRepository";
import { type LocalClient, localClient } from "../support/localService";
import { waitFor } from "../support/waitFor";
import { endedOperations } from "./operations";

describe("apprunner dev, rollback and webhook", function () {
  this.timeout(180_000);
  const homes = new Homes();
  let repository: TestRepository;
  let home: string;
  let client: LocalClient;
  let arn: string;
  let url: string;

  before(async () => {
    repository = createRepository({ ...aNodeApp("committed"), ".gitignore": "node_modules/\n" });
    home = homes.create();
    client = localClient(await startLocal(home));
    const created = await client.send(
      new CreateServiceCommand({
        ServiceName: "shop",
        SourceConfiguration: {
          CodeRepository: {
            RepositoryUrl: repository.url,
            SourceCodeVersion: { Type: "BRANCH", Value: "main" },
            CodeConfiguration: { ConfigurationSource: "REPOSITORY" },
          },
        },
      }),
    );
    arn = created.Service!.ServiceArn!;
    url = created.Service!.ServiceUrl!;
    assert.equal((await client.ended(arn, created.OperationId)).Status, "SUCCEEDED");
  });
  after(async () => {
    await homes.remove();
    repository?.remove();
  });

  describe("a session of dev", () => {
    let child: ChildProcess;
    let outcome: Promise<Outcome>;
    let untouched: string;
    let shown = "";

    before(() => {
      write("server.js", aServer("saved"));
      write("staged.txt", "staged");
      git("add", "staged.txt");
      untouched = stateOfRepository();
      child = startCli(["dev", "shop", "--home", home]);
      outcome = outcomeOf(child);
      for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (shown += chunk));
    });
    after(() => child.kill("SIGKILL"));

    it("deploys what is not committed, with the deployment's log", async () => {
      await answers("saved");
      await says(/\[AppRunner\].*Deployment completed successfully[\s\S]*shop runs the working tree/);
    });

    it("deploys at every save, in new folders too", async () => {
      mkdirSync(join(repository.directory, "lib/deep"), { recursive: true });
      write("lib/deep/text.js", 'module.exports = "from a new folder";');
      const server = aServer("x").replace('"x"', 'require("./lib/deep/text.js")');
      write("server.js", server);
      await answers("from a new folder");
      write("lib/deep/text.js", 'module.exports = "from a new folder, changed";');
      await answers("from a new folder, changed");
    });

    it("says what fails while the version before serves on, and goes on with the next save", async () => {
      const server = readFileSync(join(repository.directory, "server.js"), "utf8");
      write("server.js", "throw new Error('a mistake');");
      await says(/ended ROLLBACK_SUCCEEDED[\s\S]*a mistake[\s\S]*Waiting for the next change/);
      assert.equal((await get(url)).body, "from a new folder, changed");
      write("lib/deep/text.js", 'module.exports = "mended";');
      write("server.js", server);
      await answers("mended");
    });

    it("leaves what git ignores, and a save that changes nothing, alone", async () => {
      const count = (await endedOperations(client, arn)).length;
      mkdirSync(join(repository.directory, "node_modules"));
      write("node_modules/ignored.js", "1");
      write("lib/deep/text.js", 'module.exports = "mended";');
      write("server.js", aServer("the last"));
      await answers("the last");
      assert.equal((await endedOperations(client, arn)).length, count + 1);
    });

    it("touches neither the branch nor the index", () => {
      assert.equal(stateOfRepository(), untouched);
    });

    it("goes back to the branch at Ctrl-C and leaves no reference behind", async () => {
      await endedOperations(client, arn);
      child.kill("SIGINT");
      const { code, stderr } = await outcome;
      assert.equal(code, 0, stderr);
      assert.match(stderr, /shop runs branch main again/);
      assert.equal((await get(url)).body, "committed");
      assert.equal(git("for-each-ref", "refs/apprunner"), "");
      assert.equal(stateOfRepository(), untouched);
    });

    function says(pattern: RegExp): Promise<true> {
      return waitFor(`the output ${pattern}`, () => (pattern.test(shown) ? true : undefined));
    }
  });

  describe("beside it", () => {
    it("refuses to watch what is no repository of this machine", async () => {
      const created = await client.send(
        new CreateServiceCommand({
          ServiceName: "image",
          SourceConfiguration: { ImageRepository: { ImageIdentifier: "nothing:1", ImageRepositoryType: "ECR" } },
        }),
      );
      await client.ended(created.Service!.ServiceArn!, created.OperationId);
      const { code, stderr } = await runCli(["dev", "image", "--home", home]);
      assert.equal(code, 1);
      assert.match(stderr, /image is deployed from an image: only a repository on this machine/);
    });

    it("rolls back to the version before, with its log, and forth again", async () => {
      repository.commit({ "server.js": aServer("newest") });
      await answers("newest");
      await endedOperations(client, arn);
      const { code, stdout, stderr } = await runCli(["rollback", "shop", "--home", home]);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /\[AppRunner\] Going back to [0-9a-f]{40}/);
      assert.doesNotMatch(stdout, /\[Build\]/);
      assert.match(stderr, /shop runs [0-9a-f]{40} again/);
      assert.equal((await get(url)).body, "committed");
      assert.equal((await runCli(["rollback", arn, "--home", home])).code, 0);
      assert.equal((await get(url)).body, "newest");
    });

    it("says why there is nothing to roll back to", async () => {
      const { code, stderr } = await runCli(["rollback", "image", "--home", home]);
      assert.equal(code, 1);
      assert.match(stderr, /Service status must be RUNNING to be deployed. Current status: CREATE_FAILED/);
    });

    it("shows a webhook that stays the same until it is renewed", async () => {
      const show = async (...options: string[]) =>
        JSON.parse((await runCli(["webhook", "shop", "--home", home, "--json", ...options])).stdout);
      const { url: address, secret } = await show();
      assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/webhooks\/[0-9a-f]{32}$/);
      assert.match(secret, /^[0-9a-f]{64}$/);
      assert.equal((await show()).secret, secret);
      assert.notEqual((await show("--renew")).secret, secret);
    });
  });

  async function answers(text: string): Promise<void> {
    await waitFor(`the answer "${text}"`, async () => ((await get(url)).body === text ? true : undefined));
  }

  function write(path: string, content: string): void {
    writeFileSync(join(repository.directory, path), content);
  }

  function git(...args: string[]): string {
    return execFileSync("git", args, { cwd: repository.directory, encoding: "utf8" }).trim();
  }

  /** Branch, commit, references of the user and what is staged. */
  function stateOfRepository(): string {
    return [
      git("symbolic-ref", "HEAD"),
      git("for-each-ref", "refs/heads", "refs/tags"),
      git("ls-files", "--stage"),
    ].join("\n");
  }
});
