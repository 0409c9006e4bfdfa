import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Unavailable } from "./ladder.mjs";
import { findLanguages, sameLanguages } from "./languages.mjs";
import { languagePrograms, pythonStarter } from "./versions.mjs";

describe("languages of Pulumi", () => {
  const built = { rung: "built from Go modules", print: "1" };
  const all = [...languagePrograms, pythonStarter].map(({ name }) => name);
  let cache;
  let made;
  let broken;

  const find = (pulumi = built) => findLanguages({ cache, pulumi, say: () => {}, progress: { note: () => {} }, make });
  async function make({ name }, folder) {
    if (name === broken) throw new Unavailable("the registry has no such module");
    made.push(name);
    writeFileSync(join(folder, name), name);
  }

  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), "apprunner-languages-"));
    made = [];
    broken = undefined;
  });
  afterEach(() => rmSync(cache, { recursive: true }));

  it("are made once, all in one folder", async () => {
    const found = await find();
    assert.deepEqual([found.names, found.refused, made], [all, [], all]);
    assert.equal(sameLanguages(found, built), true);
    assert.deepEqual((await find()).names, all);
    assert.deepEqual(made, all);
  });

  it("that cannot be had keep none of the others away, and are tried again by the next set-up", async () => {
    broken = "pulumi-language-go";
    const found = await find();
    assert.deepEqual(found.refused, [{ rung: broken, why: "the registry has no such module" }]);
    assert.deepEqual(
      found.names,
      all.filter((name) => name !== broken),
    );
    assert.equal(sameLanguages(found, built), false);
    broken = undefined;
    assert.deepEqual((await find()).refused, []);
    assert.deepEqual([...made].sort(), [...all].sort());
  });

  it("that were damaged are made again", async () => {
    const { folders } = await find();
    writeFileSync(join(folders[0], all[0]), "other");
    assert.deepEqual((await find()).names, all);
    assert.equal(made.length, 2 * all.length);
  });

  it("come with a CLI that was not built here, and are looked at again beside another one", async () => {
    const released = { rung: "official release", print: "2" };
    const found = await find(released);
    assert.deepEqual([found.folders, made], [[], []]);
    assert.equal(sameLanguages(found, released), true);
    assert.equal(sameLanguages(found, built), false);
    assert.equal(sameLanguages(undefined, built), false);
  });
});
