import { Pool } from "undici";
import { LOOPBACK } from "../../api/ports";
import { signer } from "../../test/wire/signedPost";
import { BENCH_REGION } from "./population";

/** A signed request that can be sent many times: its signature is good for 15 minutes and verified anew each time. */
export interface SignedCall {
  headers: Record<string, string>;
  body: string;
}

export async function signCall(port: number, operation: string, input: object): Promise<SignedCall> {
  const body = JSON.stringify(input);
  const signed = await signer({ region: BENCH_REGION }).sign({
    method: "POST",
    protocol: "http:",
    hostname: LOOPBACK,
    port,
    path: "/",
    headers: {
      host: `${LOOPBACK}:${port}`,
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `AppRunner.${operation}`,
    },
    body,
  });
  return { headers: signed.headers, body };
}

export interface Answered {
  contentType: string;
  body: string;
}

/** Connections to one server, kept open. */
export class Caller {
  private readonly pool: Pool;

  constructor(
    port: number,
    readonly connections: number,
  ) {
    this.pool = new Pool(`http://${LOOPBACK}:${port}`, { connections, pipelining: 1 });
  }

  /** Sends a call once; anything but 200 throws. */
  async send({ headers, body }: SignedCall): Promise<Answered> {
    const answer = await this.pool.request({ path: "/", method: "POST", headers, body });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(`the server answered ${answer.statusCode}: ${text}`);
    return { contentType: String(answer.headers["content-type"]), body: text };
  }

  /** How many calls all connections together make within `ms`. */
  async count(call: SignedCall, ms: number): Promise<number> {
    const end = performance.now() + ms;
    let count = 0;
    const loop = async (): Promise<void> => {
      while (performance.now() < end) {
        await this.send(call);
        count++;
      }
    };
    await Promise.all(Array.from({ length: this.connections }, loop));
    return count;
  }

  /** Milliseconds of each of `count` calls, one after the other. */
  async latencies(call: SignedCall, count: number): Promise<number[]> {
    const times: number[] = [];
    for (let index = 0; index < count; index++) {
      const began = performance.now();
      await this.send(call);
      times.push(performance.now() - began);
    }
    return times;
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}

/** The value below which a share (0 to 1) of the values is. */
export function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
}
