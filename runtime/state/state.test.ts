import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { ServiceConfiguration } from "../model/service";
import { openDatabase } from "./database";
import { openState, type State } from "./state";

const at = 1_700_000_000_000;
const scaling = "arn:aws:apprunner:us-east-1:000000000000:autoscalingconfiguration/busy/1/a";
const connection = "arn:aws:apprunner:us-east-1:000000000000:connection/hub/a";

function configuration(rest: Partial<ServiceConfiguration> = {}): ServiceConfiguration {
  return {
    SourceConfiguration: {},
    InstanceConfiguration: {},
    HealthCheckConfiguration: {},
    NetworkConfiguration: {},
    AutoScalingConfigurationArn: scaling,
    ...rest,
  };
}

function addService(state: State, name: string, rest: Partial<ServiceConfiguration> = {}): string {
  const arn = `arn:${name}`;
  const row = { arn, region: "us-east-1", name, id: name, label: name, status: "RUNNING" } as const;
  state.services.insert({ ...row, configuration: configuration(rest), createdAt: at });
  return arn;
}

describe("the state", () => {
  let folder: string;
  let file: string;
  let state: State;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "apprunner-state-"));
    file = join(folder, "deeper", "state.sqlite");
    state = openState(file);
  });
  afterEach(() => {
    state.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("is there again after it was closed", () => {
    const arn = addService(state, "web-app");
    state.customDomains.insert({
      serviceArn: arn,
      domain: "example.com",
      enableWww: true,
      status: "creating",
      createdAt: at,
    });
    state.tags.put(arn, "team", "blue");
    const key = state.settings.pageTokenKey();
    state.close();
    state = openState(file);
    assert.equal(state.services.find(arn)?.name, "web-app");
    assert.equal(state.customDomains.findHolder("www.example.com")?.serviceArn, arn);
    assert.deepEqual(state.tags.listOfResource(arn), [{ key: "team", value: "blue" }]);
    assert.deepEqual(state.settings.pageTokenKey(), key);
  });

  it("is on the disk before a write returns", () => {
    const database = openDatabase(join(folder, "other.sqlite"));
    const pragma = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() as object)[0];
    const FULL = 2;
    assert.deepEqual([pragma("journal_mode"), pragma("synchronous")], ["wal", FULL]);
    database.close();
  });

  it("refuses a file that a newer version wrote", () => {
    state.close();
    const database = new DatabaseSync(file);
    database.exec("PRAGMA user_version = 999");
    database.close();
    assert.throws(() => openState(file), /written by a newer version of pulumi-apprunner \(state version 999/);
    state = openState(":memory:");
  });

  it("stores all of a transaction or nothing", () => {
    assert.throws(() =>
      state.transaction(() => {
        addService(state, "web-app");
        state.transaction(() => addService(state, "other"));
        throw new Error("no");
      }),
    );
    assert.deepEqual(state.services.listAllLive(), []);
  });

  it("has one live service of a name in a region, however many are deleted", () => {
    const arn = addService(state, "web-app");
    assert.throws(() => state.transaction(() => addService(state, "web-app")));
    state.services.markDeleted(arn, at);
    assert.equal(state.services.findLiveByName("us-east-1", "web-app"), undefined);
    assert.equal(state.services.find(arn)?.status, "DELETED");
  });

  it("frees the host names of a domain with the domain", () => {
    const arn = addService(state, "web-app");
    const row = { serviceArn: arn, enableWww: true, status: "active", createdAt: at } as const;
    state.customDomains.insert({ ...row, domain: "example.com" });
    assert.throws(() => state.customDomains.insert({ ...row, domain: "www.example.com", enableWww: false }));
    state.customDomains.remove(arn, "example.com");
    assert.equal(state.customDomains.findHolder("www.example.com"), undefined);
  });

  it("knows what a live service uses", () => {
    const AuthenticationConfiguration = { ConnectionArn: connection };
    const arn = addService(state, "web-app", { SourceConfiguration: { AuthenticationConfiguration } });
    assert.equal(state.references.isUsed("connection", connection), true);
    assert.equal(state.references.isUsed("autoScalingConfiguration", scaling), true);
    assert.equal(state.references.isUsed("vpcConnector", "arn:none"), false);
    state.services.markDeleted(arn, at);
    assert.equal(state.references.isUsed("connection", connection), false);
  });

  it("knows what a running update may go back to", () => {
    const arn = addService(state, "web-app", { AutoScalingConfigurationArn: "arn:new" });
    const operation = { id: "operation", serviceArn: arn, type: "UPDATE_SERVICE", deploys: false, at } as const;
    state.operations.insert({ ...operation, previousConfiguration: configuration() });
    assert.equal(state.references.isUsed("autoScalingConfiguration", scaling), false);
    assert.equal(state.references.isHeld("autoScalingConfiguration", scaling), true);
    state.operations.move("operation", "FAILED", at);
    assert.equal(state.references.isHeld("autoScalingConfiguration", scaling), false);
  });

  it("keeps one default configuration for each region", () => {
    const add = (name: string) => {
      const row = { arn: `arn:${name}`, region: "us-east-1", name, revision: 1, id: name, createdAt: at };
      state.autoScalingConfigurations.insert({ ...row, maxConcurrency: 1, minSize: 1, maxSize: 1 });
      return row.arn;
    };
    state.autoScalingConfigurations.setDefault("us-east-1", add("one"));
    state.autoScalingConfigurations.setDefault("us-east-1", add("two"));
    assert.equal(state.autoScalingConfigurations.findDefault("us-east-1")?.arn, "arn:two");
    assert.equal(state.autoScalingConfigurations.find("arn:one")?.isDefault, false);
  });
});
