import type { LogLine } from "../engine";
import { createLogFrameReader, type LogFrame, type LogFrameReader } from "../logFrames";
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
export function createLogReader(onLine: (line: LogLine) => void): LogFrameReader {
  return createLogFrameReader(HEADER_BYTES, (_header, bytes) => openMessage(bytes), onLine);
}

function openMessage(bytes: Buffer): LogFrame {
  const space = bytes.indexOf(0x20);
  const time = new Date(bytes.toString("latin1", 0, space));
  const stamped = space > 0 && !Number.isNaN(time.getTime());
  return stamped ? { at: time, bytes: bytes.subarray(space + 1) } : { at: undefined, bytes };
}
