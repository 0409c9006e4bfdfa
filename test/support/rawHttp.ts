import { connect, type Socket } from "node:net";

/** A connection that a test writes bytes to and reads bytes from. */
export interface RawConnection {
  socket: Socket;
  write(text: string): void;
  /** All received so far, as Latin-1. */
  received(): string;
  /** Resolves with all received when the other side has closed; says whether by a reset. */
  closed: Promise<{ text: string; reset: boolean }>;
}

export function openRaw(port: number): RawConnection {
  const socket = connect(port, "127.0.0.1");
  const chunks: Buffer[] = [];
  let reset = false;
  const text = (): string => Buffer.concat(chunks).toString("latin1");
  socket.on("data", (chunk) => chunks.push(chunk));
  socket.on("error", () => {
    reset = true;
  });
  return {
    socket,
    write: (bytes) => void socket.write(Buffer.from(bytes, "latin1")),
    received: text,
    closed: new Promise((resolve) => socket.on("close", () => resolve({ text: text(), reset }))),
  };
}

/** Sends bytes and answers everything that comes until the other side closes. The last request should say `Connection: close`. */
export async function sendRaw(port: number, bytes: string): Promise<string> {
  const connection = openRaw(port);
  connection.write(bytes);
  const { text } = await connection.closed;
  return text;
}
