import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { handlersOf } from "./handlers";
import { Session, type SessionOptions } from "./session";

/** The plugin while it serves. */
export interface PluginServer {
  /** Of 127.0.0.1. */
  readonly port: number;
  /** Ends all waits, lets calls answer and stops. */
  close(): Promise<void>;
}

export interface PluginOptions extends SessionOptions {
  /** Default 0: any free one. */
  port?: number;
  /** Address of the engine, for messages to the user; the engine's first requests may say it too. */
  engineAddress?: string;
}

/** Largest message, as the engine has it: the state of a big stack's resource goes whole. Source: pulumi/sdk go/common/util/rpcutil. */
const MOST_BYTES = 400 * 1024 * 1024;

/** How long calls may take to answer once the server is told to stop. */
const STOP_WITHIN_MS = 4_000;

/** Serves Pulumi's ResourceProvider protocol on 127.0.0.1. */
export async function startPlugin({ port = 0, engineAddress, ...options }: PluginOptions = {}): Promise<PluginServer> {
  const session = new Session(options);
  if (engineAddress) session.attach(engineAddress);
  const server = new Server({
    "grpc.max_receive_message_length": MOST_BYTES,
    "grpc.max_send_message_length": MOST_BYTES,
  });
  server.addService(ResourceProviderService, handlersOf(session));
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, found) =>
      error ? reject(error) : resolve(found),
    );
  });
  return {
    port: bound,
    close: async () => {
      session.cancel();
      await stop(server);
      await session.close();
    },
  };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => {
      server.forceShutdown();
      resolve();
    }, STOP_WITHIN_MS);
    server.tryShutdown(() => {
      clearTimeout(force);
      resolve();
    });
  });
}
