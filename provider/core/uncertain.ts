import { PartialFailure } from "./failure";

/** Codes of Node for a connection that broke while a request was under way, or an answer that is no HTTP. */
const BROKEN = /^(ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ERR_STREAM_PREMATURE_CLOSE|HPE_\w+)$/;

/**
 * True when a request may have done its work though no answer says so: the connection broke, no answer came in time, AWS failed on its
 * side, or the answer of a success cannot be read.
 */
export function isUncertain(error: unknown): boolean {
  for (const at of causesOf(error)) {
    if (at instanceof PartialFailure) return false;
    const answered = at.$metadata?.httpStatusCode;
    if (at.name === "LostAnswer" || at.name === "TimeoutError" || at.name === "AbortError") return true;
    if (answered !== undefined && !isThrottled(at)) return answered >= 500 || answered < 400;
    if (BROKEN.test(at.code ?? "")) return true;
  }
  return false;
}

/** The API answered, but said nothing: nobody knows whether it was done. */
export class LostAnswer extends Error {
  constructor(message: string) {
    super(message);
    this.name = "LostAnswer";
  }
}

/** True when the API refused a request only because there were too many: it did nothing. */
export function isThrottled(error: unknown): boolean {
  const { name = "", $metadata, $retryable } = (error ?? {}) as Answered;
  return (
    $metadata?.httpStatusCode === 429 ||
    $retryable?.throttling === true ||
    /^(Throttl|TooManyRequests|RequestLimit|SlowDown)/.test(name)
  );
}

/** True when the request did not reach the API whole, or was refused for a wrong clock that the SDK has set right since. */
export function isUnsent(error: unknown): boolean {
  return [...causesOf(error)].some(
    ({ name, code, $metadata }) =>
      /^RequestTimeout(Exception)?$/.test(name) ||
      /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(code ?? "") ||
      $metadata?.clockSkewCorrected === true,
  );
}

/** What the SDK and Node say of an error beside its message. */
interface Answered extends Error {
  code?: string;
  $metadata?: { httpStatusCode?: number; clockSkewCorrected?: boolean };
  $retryable?: { throttling?: boolean };
}

function* causesOf(error: unknown): Generator<Answered> {
  for (let at = error; at instanceof Error; at = at.cause) yield at;
}
