import { status } from "@grpc/grpc-js";
import { type InvokeRequest, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ask, type Lookup } from "../../core/lookup";
import { typeToken } from "../../core/schema";
import { LOOKUPS } from "../../lookups";
import { secretValues } from "../secrets";
import { PACKAGE } from "./kinds";
import { newSensitive } from "./sensitive";
import type { Session } from "./session";
import { close, open } from "./values";

const FUNCTIONS = new Map<string, Lookup>(
  Object.values(LOOKUPS).map((lookup) => [typeToken(PACKAGE, lookup.name), lookup]),
);

/** Answers a program's question. What of the answer may be a secret is one. */
export async function invoke(request: InvokeRequest, session: Session, signal: AbortSignal): Promise<InvokeResponse> {
  const lookup = functionOf(request.getTok());
  const args = open(request.getArgs());
  const job = { urn: "", timeout: 0, secretValues: secretValues(args), secretPaths: [], signal };
  const found = await session.run(job, (call) => ask(lookup, args.properties, call));
  const response = new InvokeResponse();
  response.setReturn(close(found, newSensitive(lookup.outputs, found, {})));
  return response;
}

function functionOf(token: string): Lookup {
  const lookup = FUNCTIONS.get(token);
  if (lookup) return lookup;
  const message = `there is no function ${token}; there are ${[...FUNCTIONS.keys()].join(", ")}`;
  throw Object.assign(new Error(message), { code: status.UNIMPLEMENTED });
}
