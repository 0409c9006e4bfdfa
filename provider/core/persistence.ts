import type { Api, AppRunnerOperation, CallOptions } from "./api";
import { isThrottled, isUncertain, isUnsent } from "./uncertain";
import { SAY_EVERY_MS, seconds, systemClock } from "./wait";

/**
 * Writes of which a second one does something else than the first: makes another thing, starts another deployment, or is refused
 * because of the first. After an answer that was lost they are not sent again here: core/once.ts looks what became of the first.
 */
const NOT_TWICE: ReadonlySet<string> = new Set<AppRunnerOperation>([
  "AssociateCustomDomain",
  "CreateAutoScalingConfiguration",
  "CreateConnection",
  "CreateObservabilityConfiguration",
  "CreateService",
  "CreateVpcConnector",
  "CreateVpcIngressConnection",
  "DeleteService",
  "DeleteVpcIngressConnection",
  "DisassociateCustomDomain",
  "PauseService",
  "ResumeService",
  "StartDeployment",
  "UpdateService",
  "UpdateVpcIngressConnection",
]);

/** Tries of a request that breaks; a request that is throttled is tried as long as its call may take. */
const TRIES = 6;

/** How long a throttled request is tried when nobody says how long it may take. */
const THROTTLED_MS = 60_000;

/** When the user cancels, a write that is under way may take so long to be answered: what it makes would be nobody's. */
const ANSWER_MS = 3_000;

/**
 * The API with requests that are tried again while the reason passes: throttling, a connection that does not come about and, for what
 * may be sent twice, connections that break and failures on AWS's side. The SDK's own retries know neither which writes must not be
 * sent twice nor how long a call may take. `api` sends each request once.
 */
export function persistent(api: Api): Api {
  return {
    ...api,
    call: (name, input, options) => persist(name, api.pace, options, (signal) => api.call(name, input, { signal })),
    logs: (name, input, options) => persist(name, api.pace, options, (signal) => api.logs(name, input, { signal })),
  };
}

async function persist<Answer>(
  name: string,
  pace: Api["pace"],
  { signal, clock = systemClock, timeoutMs = THROTTLED_MS, until, log }: CallOptions = {},
  send: (signal: AbortSignal | undefined) => Promise<Answer>,
): Promise<Answer> {
  const start = clock.now();
  const end = until ?? start + timeoutMs;
  const twice = !NOT_TWICE.has(name);
  let pause = pace.firstMs / 4;
  let said = start;
  for (let tries = 1; ; tries++) {
    signal?.throwIfAborted();
    try {
      return await (twice ? send(signal) : toTheAnswer(signal, send));
    } catch (error) {
      const throttled = isThrottled(error);
      const passes = throttled || (tries < TRIES && (isUnsent(error) || (twice && isUncertain(error))));
      if (!passes || signal?.aborted || clock.now() >= end) {
        throw throttled || isUnsent(error) || isUncertain(error) ? withTries(error, tries, clock.now() - start) : error;
      }
      if (clock.now() - said >= SAY_EVERY_MS) {
        log?.(
          `${name}: ${throttled ? "throttled" : "no answer"}, trying again (${seconds(clock.now() - start)})`,
          true,
        );
        said = clock.now();
      }
    }
    // Between a half and the whole of it: what was throttled together must not come again together.
    const wait = pause * (0.5 + Math.random() / 2);
    await clock.sleep(Math.min(wait, end - clock.now()), signal ?? new AbortController().signal);
    pause = Math.min(pause * 2, pace.mostMs * 2);
  }
}

/** Sends a write that is heard out although the user cancels, within reason. */
async function toTheAnswer<Answer>(
  signal: AbortSignal | undefined,
  send: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    timer = setTimeout(() => late.abort(signal?.reason), ANSWER_MS);
  };
  signal?.addEventListener("abort", wait, { once: true });
  try {
    return await send(late.signal);
  } finally {
    signal?.removeEventListener("abort", wait);
    clearTimeout(timer);
  }
}

function withTries(error: unknown, tries: number, tookMs: number): unknown {
  if (error instanceof Error && tries > 1)
    error.message = `${error.message}, after ${tries} tries in ${seconds(tookMs)}`;
  return error;
}
