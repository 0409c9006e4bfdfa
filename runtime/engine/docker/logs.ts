import type { LogLine } from "../engine";
import { createLineSplitter, type LineSplitter } from "../lines";
import { ask, type Daemon, orGone } from "./daemon";
import { dockerName } from "./labels";

/** Follows an instance's output until it ends or `signal` aborts; an instance that is gone has none. */
export async function followLogs(
  daemon: Daemon,
  homeId: string,
  id: string,
  since: Date | undefined,
  onLine: (line: LogLine) => void,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  const reader = createLogReader(onLine);
  try {
    await ask(daemon, async (docker) => {
      const container = docker.getContainer(dockerName(homeId, id));
      const output = await orGone(
        container.logs({
          follow: true,
          stdout: true,
          stderr: true,
          timestamps: true,
          abortSignal: signal,
          ...(since && { since: (since.getTime() / 1000).toFixed(3) as unknown as number }),
        }),
      );
      if (!output) return;
      for await (const chunk of output as unknown as AsyncIterable<Buffer>) reader.write(chunk);
    });
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    reader.end();
  }
}

/** Bytes of a frame's header: stream (1 or 2), three zeros, length. Source: Docker API, "Attach to a container", stream format. */
const HEADER_BYTES = 8;

/**
 * Takes apart the multiplexed log stream. Each frame is one message, begins with the time and ends with a line break; a long line
 * comes as several frames of which only the last does.
 */
export function createLogReader(onLine: (line: LogLine) => void): LineSplitter {
  let rest: Buffer = Buffer.alloc(0);
  const streams = { stdout: lineOf("stdout", onLine), stderr: lineOf("stderr", onLine) };
  return {
    write(chunk) {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= HEADER_BYTES) {
        const end = HEADER_BYTES + rest.readUInt32BE(4);
        if (rest.length < end) break;
        streams[rest[0] === 2 ? "stderr" : "stdout"].message(rest.subarray(HEADER_BYTES, end));
        rest = rest.subarray(end);
      }
    },
    end() {
      streams.stdout.end();
      streams.stderr.end();
    },
  };
}

function lineOf(stream: LogLine["stream"], onLine: (line: LogLine) => void) {
  let at = new Date(0);
  const lines = createLineSplitter((text) => onLine({ at, stream, text }));
  return {
    message(bytes: Buffer): void {
      const space = bytes.indexOf(0x20);
      const time = new Date(bytes.toString("latin1", 0, space));
      const stamped = space > 0 && !Number.isNaN(time.getTime());
      if (stamped) at = time;
      lines.write(stamped ? bytes.subarray(space + 1) : bytes);
    },
    end: lines.end,
  };
}
