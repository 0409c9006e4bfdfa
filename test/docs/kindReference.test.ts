import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ModuleKind, transpile } from "typescript";
import { RESOURCES, type ResourceName } from "../../provider/resources";
import { MANUALS } from "../../tools/generate/manual";
import { programOf } from "../../tools/generate/programOf";
import { needPulumiAndPackage } from "../provider/localStack";
import { createPulumiProject, type PulumiProject } from "../provider/pulumiProject";
import { aService, type ProviderWorld, startProviderWorld } from "../provider/world";

const PROVIDER = join(__dirname, "..", "..", "provider");
const NAMES = Object.keys(RESOURCES) as ResourceName[];

describe("the reference of the kinds", () => {
  const source = readdirSync(PROVIDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");

  for (const name of NAMES) {
    it(`${name} quotes messages that the provider has`, () => {
      const missing = MANUALS[name].failures.map(([message]) => message).filter((message) => !source.includes(message));
      assert.deepEqual(missing, []);
    });

    it(`${name} imports by ids that its own id is among`, () => {
      const { id, nameProperty } = RESOURCES[name].definition;
      const forms = MANUALS[name].ids.map(([form]) => form);
      assert.ok(forms.length > 0);
      if (/takes its name/.test(id)) assert.ok(nameProperty && forms.includes("its name"), id);
    });
  }
});

describe("the programs of the reference", function () {
  this.timeout(120_000);
  let world: ProviderWorld;
  let project: PulumiProject;

  before(async function () {
    await needPulumiAndPackage(this);
    world = await startProviderWorld();
    for (const serviceName of ["shop", "news"]) {
      await world.resource("service").create(aService({ serviceName }), world.call());
    }
    const { endpoint } = world.api;
    const settings = { "apprunner:target": "local", "apprunner:endpoint": endpoint, "apprunner:home": world.home };
    project = await createPulumiProject(settings);
  });
  after(async () => {
    project?.remove();
    await world?.close();
  });

  it("are right in a preview, all of them", async () => {
    for (const name of NAMES) {
      const code = transpile(programOf(name), { module: ModuleKind.CommonJS });
      writeFileSync(join(project.folder, `${name}.js`), code);
    }
    project.program(`return { ${NAMES.map((name) => `...require("./${name}")`).join(", ")} };`);
    const { code, output } = await project.pulumi("preview", "--json");
    assert.equal(code, 0, output);
    const { steps } = JSON.parse(output.slice(output.indexOf("{"))) as { steps: { op: string; urn: string }[] };
    const created = steps.filter(({ op }) => op === "create").map(({ urn }) => urn);
    for (const name of NAMES) {
      const { kind } = RESOURCES[name].definition;
      assert.ok(
        created.some((urn) => urn.includes(`dynamic/apprunner:${kind}::`)),
        `${kind} in ${created.join("\n")}`,
      );
    }
  });
});
