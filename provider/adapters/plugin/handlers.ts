import type { ServerUnaryCall, sendUnaryData, UntypedServiceImplementation } from "@grpc/grpc-js";
import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { check } from "./check";
import { checkConfig, configure, diffConfig, handshake } from "./configuration";
import { diff } from "./diff";
import { refusalOf } from "./failures";
import { getMapping, getMappings, getPluginInfo, getSchema } from "./information";
import { invoke } from "./invoke";
import { create, read, remove, update } from "./lifecycle";
import type { Session } from "./session";

/** The calls of Pulumi's ResourceProvider service that there are; the server answers UNIMPLEMENTED for the others. */
export function handlersOf(session: Session): UntypedServiceImplementation {
  const serve = <Request, Response>(handle: Handle<Request, Response>) => unary(handle, session);
  return {
    handshake: serve(handshake),
    attach: serve((request: PluginAttach) => {
      session.attach(request.getAddress());
      return new Empty();
    }),
    getSchema: serve(getSchema),
    getPluginInfo: serve(getPluginInfo),
    getMapping: serve(getMapping),
    getMappings: serve(getMappings),
    checkConfig: serve(checkConfig),
    diffConfig: serve(diffConfig),
    configure: serve(configure),
    check: serve(check),
    diff: serve(diff),
    create: serve(create),
    read: serve(read),
    update: serve(update),
    delete: serve(remove),
    invoke: serve(invoke),
    cancel: serve(() => {
      session.cancel();
      return new Empty();
    }),
  };
}

type Handle<Request, Response> = (
  request: Request,
  session: Session,
  signal: AbortSignal,
) => Response | Promise<Response>;

function unary<Request, Response>(handle: Handle<Request, Response>, session: Session) {
  return async (call: ServerUnaryCall<Request, Response>, answer: sendUnaryData<Response>): Promise<void> => {
    const givenUp = new AbortController();
    call.on("cancelled", () => givenUp.abort(new Error("the engine gave the request up")));
    try {
      answer(null, await handle(call.request, session, givenUp.signal));
    } catch (error) {
      answer(refusalOf(error), null);
    }
  };
}
