import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { homePaths } from "../../api/home";
import { type Client, openClient } from "../../provider/client";
import type { Api, AppRunnerOperation } from "../../provider/core/api";
import { type Operated, operate } from "../../provider/core/operate";
import type { Call, Properties } from "../../provider/core/resource";
import { systemClock } from "../../provider/core/wait";
import { RESOURCES, type ResourceName } from "../../provider/resources";
import { startTestApi, TEST_KEY, type TestApi, type TestApiOptions } from "../support/api";
import { type FaultProxy, startFaultProxy } from "../support/faultProxy";

/**
 * The provider's resources over the real wire, operations and state. In the reconciler's place the test says how operations end:
 * all succeed, until `ends` says otherwise.
 */
export interface ProviderWorld {
  readonly api: TestApi;
  /** What stands between the provider and the API. */
  readonly proxy: FaultProxy;
  readonly client: Client;
  /** Home with the key for the API. */
  readonly home: string;
  /** Names of the write operations that lifecycles called, in order; what was sent again on the way is not counted. */
  readonly writes: string[];
  /** Every call of a lifecycle, in the order they were begun. */
  readonly calls: string[];
  readonly said: string[];
  /** How the next operations end, in order; then again all succeed. */
  readonly ends: ("succeeds" | "fails")[];
  /** Operations go on and on, until they are let go. */
  hold(): void;
  letGo(): void;
  /** Throws in the place of the next call of an operation. */
  readonly failNext: Map<string, Error>;
  resource(name: ResourceName): Operated;
  call(options?: Partial<Call>): Call;
  close(): Promise<void>;
}

/** The API's clock is not this machine's; the SDK would set right what is off by more than five minutes. */
const BEHIND_MS = 120_000;

/** Nothing that a test waits for takes time. */
const PACE = { firstMs: 1, mostMs: 5 };

export interface WorldOptions {
  /** What an account may have; the rest as usual. */
  quotas?: TestApiOptions["quotas"];
  /** How long the client waits for an answer; default as ever. */
  answerWithinMs?: number;
  /** Pauses between looks and tries; default almost none. */
  pace?: Api["pace"];
}

const READS = /^(Describe|List)/;

export async function startProviderWorld({
  answerWithinMs,
  pace = PACE,
  quotas,
}: WorldOptions = {}): Promise<ProviderWorld> {
  const api = await startTestApi({ startAt: Date.now() - BEHIND_MS, quotas });
  const home = mkdtempSync(join(tmpdir(), "apprunner-provider-"));
  const { accessKeyId, secretAccessKey } = TEST_KEY;
  const key = `[default]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
  writeFileSync(homePaths(home).credentials, key);
  const proxy = await startFaultProxy({ upstream: api.endpoint, now: () => api.clock.now });
  const client = await openClient({ target: "local", endpoint: proxy.endpoint, home, pace, answerWithinMs });
  const writes: string[] = [];
  const calls: string[] = [];
  const said: string[] = [];
  const ends: ProviderWorld["ends"] = [];
  const failNext = new Map<string, Error>();
  const watched: Api = {
    pace: client.pace,
    logs: client.logs,
    neighbour: client.neighbour,
    local: client.local,
    region: client.region,
    aheadMs: client.aheadMs,
    call: (async (name: AppRunnerOperation, input: never, options: never) => {
      calls.push(name);
      if (!READS.test(name)) writes.push(name);
      const failure = failNext.get(name);
      failNext.delete(name);
      if (failure) throw failure;
      return client.call(name, input, options);
    }) as Api["call"],
  };
  let held = false;
  const undeclared = new Set<string>();
  const reconciler = setInterval(() => held || reconcile(api, ends), 2);
  return {
    api,
    proxy,
    client,
    home,
    writes,
    calls,
    said,
    ends,
    failNext,
    hold: () => {
      held = true;
    },
    letGo: () => {
      held = false;
    },
    resource: (name) => declaring(operate(RESOURCES[name]), undeclared),
    call: (options) => ({
      api: watched,
      target: "local",
      signal: new AbortController().signal,
      timeoutMs: 20_000,
      clock: systemClock,
      log: (message) => said.push(message),
      ...options,
    }),
    async close() {
      clearInterval(reconciler);
      client.close();
      await proxy.close();
      await api.close();
      rmSync(home, { recursive: true, force: true });
      assert.deepEqual([...undeclared], [], "writes that no definition declares");
    },
  };
}

/** Notes each write of a lifecycle that its definition, and so the docs' list of permissions, does not have. */
function declaring(operated: Operated, undeclared: Set<string>): Operated {
  const { kind, writes } = operated.definition;
  const watched = (call: Call): Call => ({
    ...call,
    api: {
      ...call.api,
      call: ((name: AppRunnerOperation, input: never, options: never) => {
        if (!READS.test(name) && !(writes as readonly string[]).includes(name)) undeclared.add(`${kind}: ${name}`);
        return call.api.call(name, input, options);
      }) as Api["call"],
    },
  });
  return {
    ...operated,
    create: (inputs, call) => operated.create(inputs, watched(call)),
    read: (id, outputs, call) => operated.read(id, outputs, watched(call)),
    update: (id, olds, news, call) => operated.update(id, olds, news, watched(call)),
    delete: (id, outputs, call) => operated.delete(id, outputs, watched(call)),
  };
}

function reconcile(api: TestApi, ends: ProviderWorld["ends"]): void {
  for (const arn of new Set(api.woken.splice(0))) {
    if (api.state.operations.findRunning(arn)) api.end(arn, ends.shift() ?? "succeeds");
    for (const domain of api.state.customDomains.listOfService(arn)) {
      if (domain.status === "creating") {
        api.state.customDomains.setStatus(arn, domain.domain, "active", api.clock.now++);
      } else if (domain.status === "deleting") api.state.customDomains.remove(arn, domain.domain);
    }
  }
}

export const AN_IMAGE = { imageIdentifier: "hello:1", imageRepositoryType: "ECR" };

/** Inputs of a service, as small as they can be. */
export function aService(rest: Properties = {}): Properties {
  return { sourceConfiguration: { imageRepository: AN_IMAGE }, ...rest };
}
