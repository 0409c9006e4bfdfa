import {
  type CreateRequest,
  CreateResponse,
  type DeleteRequest,
  type ReadRequest,
  ReadResponse,
  type UpdateRequest,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { isMadeUp } from "../../core/name";
import type { Live, Properties } from "../../core/resource";
import { type Opened, secretValues } from "../secrets";
import { type Kind, kindOf } from "./kinds";
import { previewCreate, previewUpdate } from "./preview";
import { newSensitive } from "./sensitive";
import type { Job, Session } from "./session";
import { close, open } from "./values";

export async function create(request: CreateRequest, session: Session, signal: AbortSignal): Promise<CreateResponse> {
  const kind = kindOf(request.getUrn());
  const inputs = open(request.getProperties());
  const response = new CreateResponse();
  if (request.getPreview()) {
    response.setProperties(close(previewCreate(kind, inputs.properties), inputs.secrets));
    return response;
  }
  const job = { ...jobOf(request, signal, inputs), makes: true };
  const { id, outputs } = await session.run(job, (call) => kind.create(inputs.properties, call));
  response.setId(id);
  response.setProperties(close(outputs, inputs.secrets));
  return response;
}

export async function update(request: UpdateRequest, session: Session, signal: AbortSignal): Promise<UpdateResponse> {
  const kind = kindOf(request.getUrn());
  const olds = open(request.getOlds());
  const news = open(request.getNews());
  const response = new UpdateResponse();
  if (request.getPreview()) {
    response.setProperties(close(previewUpdate(kind, olds.properties, news.properties), news.secrets));
    return response;
  }
  const outputs = await session.run(jobOf(request, signal, news, olds), (call) =>
    kind.update(request.getId(), olds.properties, news.properties, call),
  );
  response.setProperties(close(outputs, news.secrets));
  return response;
}

/**
 * What is live: for a refresh, for `get`, and for an import, which has only the id. An empty answer says that there is none. Values
 * that may be secrets and that nobody could mark yet become secrets.
 */
export async function read(request: ReadRequest, session: Session, signal: AbortSignal): Promise<ReadResponse> {
  const kind = kindOf(request.getUrn());
  const olds = open(request.getProperties());
  const oldInputs = open(request.getInputs());
  const live = await session.run(jobOf(request, signal, olds, oldInputs), (call) =>
    kind.read(request.getId(), olds.properties, call),
  );
  const response = new ReadResponse();
  if (!live) return response;
  const known = { ...oldInputs.properties, ...olds.properties };
  const secrets = [...olds.secrets, ...oldInputs.secrets, ...newSensitive(kind.definition.inputs, live.outputs, known)];
  response.setId(live.id);
  response.setProperties(close(live.outputs, secrets));
  response.setInputs(close(inputsOf(kind, live, oldInputs.properties), secrets));
  return response;
}

export async function remove(request: DeleteRequest, session: Session, signal: AbortSignal): Promise<Empty> {
  const kind = kindOf(request.getUrn());
  const olds = open(request.getProperties());
  await session.run(jobOf(request, signal, olds), (call) => kind.delete(request.getId(), olds.properties, call));
  return new Empty();
}

/** A name that check made up stands in the inputs here, other than with the dynamic provider. */
function inputsOf({ definition }: Kind, live: Live, oldInputs: Properties): Properties {
  const name = definition.nameProperty;
  if (!name || !isMadeUp(live.outputs) || oldInputs[name] === undefined) return live.inputs;
  return { ...live.inputs, [name]: live.outputs[name] };
}

function jobOf(request: { getUrn(): string; getTimeout(): number }, signal: AbortSignal, ...all: Opened[]): Job {
  return {
    urn: request.getUrn(),
    timeout: request.getTimeout(),
    secretValues: secretValues(...all),
    secretPaths: all.flatMap(({ secrets }) => secrets),
    signal,
  };
}
