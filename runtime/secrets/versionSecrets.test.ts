import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import type { ServiceConfiguration } from "../model/service";
import { openState, type State } from "../state/state";
import type { VersionRow } from "../state/versions";
import { createSeal, type Seal } from "./seal";
import { createVersionSecrets } from "./versionSecrets";

describe("the secrets of a version", () => {
  let state: State;
  let seal: Seal;
  let reads: number;
  const { signal } = new AbortController();
  const read = async (references: Readonly<Record<string, string>>) => {
    reads++;
    return Object.fromEntries(Object.keys(references).map((name) => [name, `value ${reads}`]));
  };
  const open = () => createVersionSecrets(state, seal, read);

  beforeEach(() => {
    state = openState(":memory:");
    seal = createSeal(randomBytes(32));
    reads = 0;
    const configuration = {} as ServiceConfiguration;
    state.services.insert({
      arn: "arn",
      region: "us-east-1",
      name: "web",
      id: "1",
      label: "web",
      status: "RUNNING",
      configuration,
      createdAt: 0,
    });
    for (const id of ["one", "two"]) state.versions.insert({ id, serviceArn: "arn", configuration, createdAt: 0 });
  });
  afterEach(() => state.close());
  const version = (id: string): VersionRow => state.versions.find(id)!;

  it("are read once, also when the deployment is repeated after a restart", async () => {
    assert.equal(await open().keep(version("one"), "us-east-1", { A: "a", B: "b" }, signal), 2);
    assert.equal(await open().keep(version("one"), "us-east-1", { A: "a", B: "b" }, signal), 0);
    assert.deepEqual(open().valuesOf(version("one")), { A: "value 1", B: "value 1" });
    assert.deepEqual(open().valuesOf(version("two")), {});
  });

  it("go to another version as they are", async () => {
    await open().keep(version("one"), "us-east-1", { A: "a" }, signal);
    open().copy("one", "two");
    assert.deepEqual(open().valuesOf(version("two")), { A: "value 1" });
    state.versions.remove("two");
    open().copy("two", "one");
    assert.deepEqual(open().valuesOf(version("one")), { A: "value 1" });
  });

  it("go with their version", async () => {
    await open().keep(version("one"), "us-east-1", { A: "a" }, signal);
    state.versions.remove("one");
    assert.equal(state.versionSecrets.find("one"), undefined);
  });

  it("that do not open say that a new deployment reads them again", async () => {
    await open().keep(version("one"), "us-east-1", { A: "a" }, signal);
    seal = createSeal(randomBytes(32));
    assert.throws(() => open().valuesOf(version("one")), /Version one cannot be started:.*Start a new deployment/);
  });
});
