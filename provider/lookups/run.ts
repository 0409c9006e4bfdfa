import { type Client, type ClientOptions, openClient } from "../client";
import { ask } from "../core/lookup";
import type { Properties } from "../core/resource";
import { systemClock } from "../core/wait";
import { readSettings } from "../settings";
import { LOOKUPS, type LookupName } from ".";

/** A question that is not answered by then fails: no program waits for ever. Requests that are throttled come again within it. */
const ANSWER_WITHIN_MS = 30_000;

const clients = new Map<string, Promise<Client>>();

/** Asks with the stack's settings, read by `get("apprunner:target")`. Rejects with what to do when there is no such thing. */
export async function runLookup(
  name: LookupName,
  inputs: Properties,
  get: (key: string) => string | undefined,
  log: (message: string) => void,
): Promise<Properties> {
  const settings = readSettings(get);
  const api = await clientFor({ ...settings, log });
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const call = { api, target: settings.target, signal, timeoutMs: ANSWER_WITHIN_MS, clock: systemClock, log };
  try {
    return await ask(LOOKUPS[name], inputs, call);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Error(`${name}: no answer within ${ANSWER_WITHIN_MS / 1000} s`, { cause: error });
  }
}

/** One client for all questions of a program; opened again when opening failed. */
function clientFor(options: ClientOptions): Promise<Client> {
  const key = JSON.stringify(options);
  const opened = clients.get(key) ?? openClient(options);
  clients.set(key, opened);
  opened.catch(() => clients.delete(key));
  return opened;
}
