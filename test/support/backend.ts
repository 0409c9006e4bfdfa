import { createServer as createHttpServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket, type Server as TcpServer } from "node:net";

/** A real server on a free loopback port, in the place of an instance. */
export interface Backend {
  address: string;
  close(): Promise<void>;
}

export function startBackend(listener: RequestListener): Promise<Backend & { server: Server }> {
  return listening(createHttpServer(listener));
}

/** A backend that speaks bytes, for answers no HTTP server would give. Called with all bytes of a connection so far, for each part. */
export function startRawBackend(
  onBytes: (bytes: Buffer, socket: Socket) => void,
): Promise<Backend & { server: TcpServer }> {
  return listening(
    createTcpServer((socket) => {
      let seen = Buffer.alloc(0);
      socket.on("error", () => {});
      socket.on("data", (bytes) => {
        seen = Buffer.concat([seen, bytes]);
        onBytes(seen, socket);
      });
    }),
  );
}

/** An address of this machine where nothing listens: a port that was free a moment ago. */
export async function deadAddress(): Promise<string> {
  const backend = await startRawBackend(() => {});
  await backend.close();
  return backend.address;
}

async function listening<S extends TcpServer>(server: S): Promise<Backend & { server: S }> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    server,
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
