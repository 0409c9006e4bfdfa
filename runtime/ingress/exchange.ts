import type { IncomingMessage, ServerResponse } from "node:http";
import { PassThrough } from "node:stream";
import type { Dispatcher } from "undici";
import { answer, EDGE, type EdgeAnswer, INSTANCE_GONE, MALFORMED_ANSWER, upstreamFailure } from "./answers";
import { headerValues, responseHeaders } from "./headers";
import type { Lease, Target } from "./target";

/** What an exchange sends to an instance. */
export interface UpstreamRequest {
  method: string;
  /** Path and query as the client wrote them. */
  path: string;
  headers: string[];
}

/** Where an exchange gets a place on an instance; called again when the first could not be connected to. */
export type Claim = (except?: Target) => Lease | "full" | "none";

/**
 * One request on its way through: streams the request to an instance and the answer back, never more in memory than the sockets'
 * buffers. It ends exactly once, by the answer's end, the client's leaving, the instance's failure or the clock, and then holds
 * nothing any more.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private body: PassThrough | undefined;
  private lease: Lease | undefined;
  private begun = 0;
  private answering = false;
  /** The answer says its own length. */
  private hasLength = false;
  private repeated = false;
  private ended = false;

  constructor(
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    private readonly upstream: UpstreamRequest,
    private readonly claim: Claim,
    private readonly now: () => number,
  ) {
    response.on("close", () => this.end(new Error("the client has gone")));
    response.on("drain", () => this.controller?.resume());
  }

  /** Sends the request to the instance of a lease. */
  start(lease: Lease): void {
    this.begun = this.now();
    this.attempt(lease);
  }

  /** The total time is up: 504, or, when the answer has begun, a broken connection. */
  timeOut(): void {
    if (this.ended) this.response.destroy();
    else this.fail(EDGE.timeout, "the request took longer than the total time it has");
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.ended) controller.abort(new Error("the client has gone"));
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    _headers: unknown,
    message?: string,
  ): void {
    if (this.ended || status < 200) return;
    const raw = (controller.rawHeaders as (Buffer | string)[]).map((part) =>
      typeof part === "string" ? part : part.toString("latin1"),
    );
    const headers = responseHeaders(raw, Math.round(this.now() - this.begun));
    try {
      this.response.writeHead(status, message ?? "", headers);
    } catch (error) {
      // Node.js refuses what undici let through: control characters in a status line or a header.
      this.fail(MALFORMED_ANSWER, `instance ${this.lease?.target.route.id}: ${(error as Error).message}`);
      return;
    }
    this.answering = true;
    this.hasLength = headerValues(headers, "content-length").length > 0;
    // The headers go with the first bytes of the body when these are here already, else alone: an event stream may be silent.
    setImmediate(() => {
      if (!this.ended) this.response.flushHeaders();
    });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.ended && !this.response.write(chunk)) controller.pause();
  }

  onResponseEnd(): void {
    if (this.ended) return;
    this.response.end();
    this.end(undefined);
  }

  onResponseError(_controller: unknown, error: NodeJS.ErrnoException): void {
    if (this.ended) return;
    const sent = this.controller !== undefined;
    if (!sent && this.retry()) return;
    this.fail(upstreamFailure(error, sent), `instance ${this.lease?.target.route.id}: ${error.message}`);
  }

  private attempt(lease: Lease): void {
    this.lease = lease;
    lease.onCut = () => this.fail(INSTANCE_GONE, "the instance was taken away");
    lease.target.pool.dispatch(
      { ...this.upstream, method: this.upstream.method as "GET", body: this.openBody() },
      this,
    );
  }

  /** Another instance, once, for a request that has not been sent and may be sent twice. */
  private retry(): boolean {
    if (this.repeated || this.body || !REPEATABLE.has(this.upstream.method)) return false;
    const failed = this.lease!.target;
    const other = this.claim(failed);
    if (typeof other === "string") return false;
    this.lease!.release();
    this.repeated = true;
    this.attempt(other);
    return true;
  }

  /**
   * The request's body behind a stream of its own: undici destroys the stream it is given when an instance fails, and destroying
   * the request itself would close the client's connection before it got its answer.
   */
  private openBody(): PassThrough | null {
    const { headers } = this.request;
    const hasBody = headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
    if (!hasBody) return null;
    this.body = new PassThrough();
    this.body.on("error", () => {});
    return this.request.pipe(this.body);
  }

  private fail(edge: EdgeAnswer, reason: string): void {
    if (this.ended) return;
    if (this.answering) this.breakOff();
    else answer(this.response, edge, reason);
    this.end(new Error(reason));
  }

  /** Ends a begun answer so that the client cannot take it for whole: one without a length would end like a whole one. */
  private breakOff(): void {
    const { socket, chunkedEncoding } = this.response;
    // On TLS a close without its notification is such a sign already (and a reset is not to be had).
    if (!this.hasLength && !chunkedEncoding && socket && !("encrypted" in socket)) socket.resetAndDestroy();
    this.response.destroy();
  }

  private end(abort: Error | undefined): void {
    if (this.ended) return;
    this.ended = true;
    this.lease?.release();
    if (this.body) {
      this.request.unpipe(this.body);
      this.body.destroy();
    }
    if (abort) this.controller?.abort(abort);
    // What the client still sends is read and dropped, so that its connection can serve another request.
    this.request.resume();
  }
}

const REPEATABLE = new Set(["GET", "HEAD"]);
