import { mkdirSync, rmSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { type Endpoint, type HomePaths, homePaths } from "../api/home";
import { LOOPBACK } from "../api/ports";
import { createApi, type OperationParts, operationContext } from "./api";
import { type AutomaticDeployments, createAutomaticDeployments } from "./automatic/automaticDeployments";
import type { AutomaticContext } from "./automatic/context";
import { Closing } from "./closing";
import type { Engine } from "./engine/engine";
import { chooseEngine, rememberEngine } from "./engineChoice";
import { failpoint } from "./failpoint";
import { writeAtomically } from "./files/writeAtomically";
import { createFindImage } from "./findImage";
import { lockHome } from "./homeLock";
import { createIngressClient, type IngressClient } from "./ingress/client";
import { probe } from "./ingress/probe";
import { startIngress } from "./ingress/start";
import { superviseIngress } from "./ingress/supervise";
import { createLogs, type Logs } from "./observability/logs";
import { startDeployment } from "./operations/startDeployment";
import { DEFAULT_LIMITS, type IngressControl, type ReconcilerContext } from "./reconciler/context";
import { LogFollowers } from "./reconciler/logFollowers";
import { createReconciler, type Reconciler } from "./reconciler/reconciler";
import { RoutePublisher } from "./reconciler/routePublisher";
import { createServiceLog } from "./reconciler/serviceLog";
import { createSources, removeLeftovers } from "./reconciler/sources";
import { createAwsSecrets } from "./secrets/awsSecrets";
import { type ConnectionTokens, createConnectionTokens } from "./secrets/connectionTokens";
import { ensureSecretsKey } from "./secrets/key";
import { createLocalSecrets, type LocalSecrets } from "./secrets/localSecrets";
import { createReadSecrets } from "./secrets/readSecrets";
import { createSeal, type Seal } from "./secrets/seal";
import { createVersionSecrets } from "./secrets/versionSecrets";
import { createWebhookSecrets, type WebhookSecrets } from "./secrets/webhookSecrets";
import type { Settings } from "./settings";
import { openState, type State } from "./state/state";
import { ensureCredentials } from "./wire/credentials";
import type { ApiServer } from "./wire/http";

/** A running control plane. */
export interface Runtime {
  readonly endpoint: Endpoint;
  /** Ends the control plane; the ingress and the instances go on and are found again by the next one. */
  close(): Promise<void>;
}

/** Says a line in the runtime's own output. */
export type Report = (line: string) => void;

/** What the parts are made from. */
interface Parts {
  settings: Settings;
  paths: HomePaths;
  state: State;
  engine: Engine;
  logs: Logs;
  seal: Seal;
  secrets: LocalSecrets;
  tokens: ConnectionTokens;
  webhooks: WebhookSecrets;
  report: Report;
}

/**
 * Makes a control plane out of its parts; the only place that constructs adapters. When a later part cannot be made, what was begun is
 * ended again, the ingress included. Throws HomeInUse, EngineUnavailable, IngressNotStarted or PortTaken with a message for users.
 */
export async function composeRuntime(settings: Settings, report: Report): Promise<Runtime> {
  const closing = new Closing();
  const hadIngress = await isIngressRunning(settings.home);
  try {
    const parts = await openParts(settings, report, closing);
    return { endpoint: await startParts(parts, closing), close: () => closing.close() };
  } catch (error) {
    await closing.close();
    if (!hadIngress) await createIngressClient(settings.home).shutdown();
    throw error;
  }
}

async function openParts(settings: Settings, report: Report, closing: Closing): Promise<Parts> {
  const paths = homePaths(settings.home);
  mkdirSync(paths.work, { recursive: true, mode: 0o700 });
  const lock = lockHome(paths.lock, settings.home);
  closing.add(() => lock.release());
  removeLeftovers(paths.work);
  const state = openState(paths.database);
  closing.add(() => state.close());
  const engine = await chooseEngine(paths, settings.engine, state.services.listAllLive().length > 0);
  closing.add(() => engine.close());
  report(await engine.describe());
  const logs = createLogs({ directory: paths.logs, now: () => new Date() });
  closing.add(() => logs.close());
  const seal = createSeal(ensureSecretsKey(paths.secretsKey));
  const secrets = createLocalSecrets(state, seal, () => new Date());
  const tokens = createConnectionTokens(state, seal);
  const webhooks = createWebhookSecrets(state, seal);
  return { settings, paths, state, engine, logs, seal, secrets, tokens, webhooks, report };
}

async function startParts(parts: Parts, closing: Closing): Promise<Endpoint> {
  const { settings, paths, engine, report } = parts;
  let reconciler: Reconciler | undefined;
  let automatic: AutomaticDeployments | undefined;
  let ingressPort = settings.httpPort;
  const { state, strict } = { ...parts, ...settings };
  const operations = {
    state,
    strict,
    quotas: settings.quotas,
    ingressPort: () => ingressPort,
    enqueue: (arn: string) => reconciler?.enqueue(arn),
  };
  // Before anything is started: of all that can go wrong here, a taken port is the likeliest.
  const api = openApi(parts, operations, (arn) => automatic?.push(arn) ?? false);
  const apiPort = await api.listen(settings.apiPort, LOOPBACK);
  closing.add(() => api.close());

  const ingress = await startIngress(ingressOptions(settings));
  const { httpPort, httpsPort, generation } = await ingress.status();
  ingressPort = httpPort;
  const context = createContext(parts, ingress, generation, closing, (arn) => automatic?.settled(arn));
  superviseInBackground(parts, { httpPort, httpsPort }, context, closing);
  reconciler = createReconciler(context, (key, error) => report(`${key}: ${(error as Error).stack ?? error}`));
  closing.add(() => reconciler?.close());
  automatic = createAutomaticDeployments(automaticContext(parts, context, operations));
  closing.add(() => automatic?.close());
  await reconciler.start();
  automatic.start();

  const endpoint: Endpoint = {
    endpoint: `http://${LOOPBACK}:${apiPort}`,
    http: `http://${LOOPBACK}:${httpPort}`,
    https: `https://${LOOPBACK}:${httpsPort}`,
    engine: engine.name,
    home: settings.home,
    pid: process.pid,
  };
  rememberEngine(paths, engine.name);
  writeAtomically(paths.endpoint, `${JSON.stringify(endpoint)}\n`);
  closing.add(() => rmSync(paths.endpoint, { force: true }));
  return endpoint;
}

function openApi(parts: Parts, operations: OperationParts, push: (serviceArn: string) => boolean): ApiServer {
  const { engine, logs, secrets, tokens, webhooks, settings, paths, report } = parts;
  const credentials = ensureCredentials(paths.credentials);
  const { home } = settings;
  const readsAws = settings.secrets === "aws";
  const findImage = createFindImage(engine);
  const own = { secrets, tokens, webhooks, readsAws, findImage };
  return createApi({ ...operations, ...own, home, logs, credentials, push, report });
}

function automaticContext(
  { state, engine, settings, report }: Parts,
  { sources, log, sleep, now }: ReconcilerContext,
  operations: OperationParts,
): AutomaticContext {
  const context = operationContext(operations);
  return {
    state,
    repositories: sources,
    images: engine,
    startDeployment: ({ arn, region }) => void startDeployment({ ServiceArn: arn }, { ...context, region }),
    event: (service, message) => log.event(service, message),
    report,
    sleep,
    now,
    pollMs: settings.pollInterval * 1000,
  };
}

function createContext(
  parts: Parts,
  client: IngressClient,
  generation: number,
  closing: Closing,
  settled: (serviceArn: string) => void,
): ReconcilerContext {
  const { settings, paths, state, engine, logs, seal, secrets, tokens, report } = parts;
  const now = (): Date => new Date();
  const log = createServiceLog(logs, now);
  const ingress = controlIngress(client);
  const routes = new RoutePublisher(state, engine, ingress, generation);
  const followers = new LogFollowers(engine, log, (id, error) => report(`log of ${id}: ${(error as Error).message}`));
  closing.add(() => followers.close());
  const { startTimeout } = settings;
  return {
    state,
    engine,
    ingress,
    log,
    now,
    sources: createSources({
      directory: paths.work,
      strict: settings.strict,
      baseImages: settings.baseImages,
      findToken: (connectionArn) => tokens.find(connectionArn),
    }),
    secrets: createVersionSecrets(
      state,
      seal,
      createReadSecrets(secrets, settings.secrets === "aws" ? createAwsSecrets() : undefined),
    ),
    probe: async (address, check, signal) => {
      const result = await probe(address, check, signal);
      return result.healthy ? undefined : result.reason;
    },
    limits: { ...DEFAULT_LIMITS, ...(startTimeout && { startDeadlineMs: startTimeout * 1000 }) },
    publishRoutes: () => routes.publish(),
    follow: (service, instance) => followers.follow(service, instance),
    reach: failpoint(process.env),
    settled,
    sleep: (ms, signal) => delay(ms, undefined, { signal }),
  };
}

function superviseInBackground(
  { settings, report }: Parts,
  ports: { httpPort: number; httpsPort: number },
  context: ReconcilerContext,
  closing: Closing,
): void {
  const stopping = new AbortController();
  const ended = superviseIngress(
    { ...ingressOptions(settings), ...ports },
    {
      signal: stopping.signal,
      onRestart: () => {
        report("The ingress was started again.");
        context.publishRoutes().catch((error: unknown) => report(`routes: ${(error as Error).message}`));
      },
      onFailure: (error: unknown) => report(`ingress: ${(error as Error).message}`),
    },
  );
  closing.add(async () => {
    stopping.abort();
    await ended;
  });
}

function controlIngress(client: IngressClient): IngressControl {
  return {
    putRoutes: (table) => client.putRoutes(table),
    targets: () => client.targets(),
    async drain(targets, timeoutMs) {
      const { cut } = await client.drain(targets, timeoutMs);
      return cut.reduce((sum, { inFlight }) => sum + inFlight, 0);
    },
  };
}

function ingressOptions({ home, httpPort, httpsPort }: Settings) {
  return { home, httpPort, httpsPort, node: process.execPath };
}

async function isIngressRunning(home: string): Promise<boolean> {
  return createIngressClient(home)
    .status()
    .then(
      () => true,
      () => false,
    );
}
