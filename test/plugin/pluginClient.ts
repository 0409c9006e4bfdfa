import {
  credentials,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServiceError,
  type sendUnaryData,
} from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type PluginOptions, startPlugin } from "../../provider/adapters/plugin/server";
import type { Properties } from "../../provider/core/resource";

/** A message that the plugin sent to the engine. */
export interface Said {
  message: string;
  urn: string;
  ephemeral: boolean;
}

/** The engine's side of a running plugin: a real gRPC client, and the engine's log. */
export interface PluginClient {
  readonly said: Said[];
  /** Sends a request and resolves with the answer, or rejects with the gRPC error. */
  ask<Answer = unknown>(method: string, request: unknown): Promise<Answer>;
  close(): Promise<void>;
}

export async function startPluginClient(options: PluginOptions = {}): Promise<PluginClient> {
  const said: Said[] = [];
  const engine = await startEngine(said);
  const plugin = await startPlugin({ ...options, engineAddress: engine.address });
  const client = new ResourceProviderClient(`127.0.0.1:${plugin.port}`, credentials.createInsecure());
  const methods = client as unknown as Record<string, (request: unknown, done: (e: unknown, a: never) => void) => void>;
  return {
    said,
    ask: (method, request) =>
      new Promise((resolve, reject) => {
        methods[method]!.call(client, request, (error, answer) => (error ? reject(error) : resolve(answer)));
      }),
    async close() {
      client.close();
      await plugin.close();
      engine.close();
    },
  };
}

export const urnOf = (kind: string, name = "hello"): string =>
  `urn:pulumi:dev::project::my:component:Web$apprunner:index:${kind}::${name}`;

export function struct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);
}

/** How the engine writes a secret. */
export function secret(value: unknown): Properties {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}

/** A request of the given class, its fields set by their setters: `{ Urn: ... }` calls `setUrn`. */
export function request<Message>(Class: new () => Message, fields: Record<string, unknown>): Message {
  const message = new Class();
  for (const [name, value] of Object.entries(fields)) {
    (message as Record<string, (value: unknown) => void>)[`set${name}`]!(value);
  }
  return message;
}

/** What the engine keeps of a thing that was made but is not what it should be. */
export function initFailureOf(error: ServiceError): { id: string; properties: Properties; reasons: string[] } {
  const [bytes] = error.metadata.get("grpc-status-details-bin");
  const [detail] = Status.deserializeBinary(bytes as Buffer).getDetailsList();
  const failure = messages.ErrorResourceInitFailed.deserializeBinary(detail!.getValue_asU8());
  const properties = failure.getProperties()!.toJavaScript() as Properties;
  return { id: failure.getId(), properties, reasons: failure.getReasonsList() };
}

async function startEngine(said: Said[]): Promise<{ address: string; close(): void }> {
  const server = new Server();
  server.addService(EngineService, {
    log: (call: ServerUnaryCall<LogRequest, Empty>, done: sendUnaryData<Empty>) => {
      const { request: line } = call;
      said.push({ message: line.getMessage(), urn: line.getUrn(), ephemeral: line.getEphemeral() });
      done(null, new Empty());
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, found) =>
      error ? reject(error) : resolve(found),
    );
  });
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}
