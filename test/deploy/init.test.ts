import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { loadConfigFile } from "../../sdk/configFile/load";
import { detectApp } from "../../sdk/init/detectApp";
import { addService } from "../../sdk/init/writeFiles";
import { runCli } from "../cli/commandLine";
import { createRepository, type TestRepository } from "../support/gitRepository";

describe("apprunner init", function () {
  this.timeout(60_000);
  let repository: TestRepository | undefined;
  afterEach(() => {
    repository?.remove();
    repository = undefined;
  });

  const found = (files: Record<string, string>) => {
    repository = createRepository(files);
    return detectApp(repository.directory);
  };

  for (const [what, files, port, build, run] of [
    [
      "a Node.js app with a start script",
      { "package.json": '{"scripts":{"start":"node x.js","build":"tsc"}}', "package-lock.json": "{}" },
      8080,
      ["npm ci --no-audit --no-fund", "npm run build"],
      "npm start",
    ],
    [
      "a Node.js app without one",
      { "package.json": "{}", "index.js": "app.listen(process.env.PORT || 3000)" },
      3000,
      ["npm install --no-audit --no-fund"],
      "node index.js",
    ],
    [
      "a Flask app with gunicorn",
      {
        "requirements.txt": "flask\ngunicorn",
        "shop.py": 'app = Flask(__name__)\nport=int(os.environ.get("PORT", "5000"))',
      },
      5000,
      ["python3 -m pip install --target packages --requirement requirements.txt"],
      "python3 -m gunicorn --bind 0.0.0.0:5000 shop:app",
    ],
    [
      "a FastAPI app",
      { "requirements.txt": "fastapi\nuvicorn", "main.py": "api = FastAPI()" },
      8080,
      ["python3 -m pip install --target packages --requirement requirements.txt"],
      "python3 -m uvicorn main:api --host 0.0.0.0 --port 8080",
    ],
  ] as [string, Record<string, string>, number, string[], string][]) {
    it(`knows ${what}`, () => {
      const app = found(files);
      assert.deepEqual([app.port, app.source?.build, app.source?.run], [port, build, run]);
    });
  }

  it("knows a Dockerfile, when it knows nothing else", () => {
    const app = found({ Dockerfile: "FROM x\nEXPOSE 9000\n" });
    assert.deepEqual([app.port, app.source], [9000, undefined]);
  });

  it("writes two files that deploy", async () => {
    repository = createRepository({ "web/package.json": "{}", "web/server.js": ".listen(4000)" });
    const { code, stdout, stderr } = await runCli(["init", join(repository.directory, "web"), "--name", "Shop!"]);
    assert.equal(code, 0, stderr);
    assert.equal(stdout, "web/apprunner.yaml written\napprunner.config.yaml written\n");
    const app = load(readFileSync(join(repository.directory, "web/apprunner.yaml"), "utf8")) as {
      run: { network: { port: number } };
    };
    assert.equal(app.run.network.port, 4000);
    const { entries } = loadConfigFile(join(repository.directory, "apprunner.config.yaml"));
    assert.deepEqual(
      entries.map(({ section, name }) => `${section}.${name}`),
      ["services.shop"],
    );
  });

  it("adds a second service and leaves every other line as it is", async () => {
    const before =
      "# ours\nservices: # all of them\n    # the first\n    web:   {sourceConfiguration: {codeRepository: {repositoryUrl: .}}}\n\n# the end\nconnections:\n";
    repository = createRepository({ "apprunner.config.yaml": before, "README.md": "" });
    mkdirSync(join(repository.directory, "api"));
    writeFileSync(join(repository.directory, "api/Dockerfile"), "FROM x\nEXPOSE 80\n");
    const { code, stdout, stderr } = await runCli(["init", join(repository.directory, "api")]);
    assert.equal(code, 0, stderr);
    assert.equal(stdout, "apprunner.config.yaml added to\n");
    const after = readFileSync(join(repository.directory, "apprunner.config.yaml"), "utf8");
    const added = after.split("\n").filter((line) => !before.split("\n").includes(line));
    assert.equal(
      after
        .split("\n")
        .filter((line) => !added.includes(line))
        .join("\n"),
      before,
    );
    assert.equal(added[0], "    api:");
    const { builds } = loadConfigFile(join(repository.directory, "apprunner.config.yaml"));
    assert.deepEqual(
      builds.map(({ service }) => service),
      ["api"],
    );
  });

  it("refuses what it cannot do, and says what to do instead", async () => {
    repository = createRepository({
      "README.md": "",
      "apprunner.config.yaml": "services: { web: {} }\n",
      "web/package.json": "{}",
      "api/package.json": "{}",
    });
    const fails = async (folder: string): Promise<string> => {
      const { code, stderr } = await runCli(["init", folder]);
      assert.equal(code, 1, stderr);
      assert.doesNotMatch(stderr, /^\s+at /m);
      return stderr;
    };
    assert.match(await fails(repository.directory), /no package\.json, requirements\.txt/);
    assert.match(await fails(join(repository.directory, "none")), /There is no folder/);
    assert.match(await fails(join(repository.directory, "web")), /there is a service web already/);
    assert.match(await fails(join(repository.directory, "api")), /add the service by hand/);
    assert.throws(() => addService("services: [", "x", []), /YamlInvalid|deficient|flow|expected/i);
  });
});
