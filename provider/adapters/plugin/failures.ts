import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { messageOf } from "../../core/failure";
import type { Properties } from "../../core/resource";
import type { Path } from "../secrets";
import { close } from "./values";

/** What a call answers to the engine when it fails: the parts of a ServiceError that the server sends. */
export type Refusal = Pick<ServiceError, "code" | "details" | "metadata">;

/** An error of ours with the message that the user gets, secrets concealed. */
export class Failed extends Error {
  constructor(
    message: string,
    /** The engine cannot know whether the thing was made: it then says so, and keeps asking until somebody has looked. */
    readonly uncertain = false,
    /** The thing is there, but not what it should be. */
    readonly partial?: { id: string; properties: Properties; secrets: readonly Path[] },
  ) {
    super(message);
    this.name = "Failed";
  }
}

/**
 * An error as the engine understands it. Codes matter: UNKNOWN and INTERNAL mean "nobody knows what happened" and leave a pending
 * operation in the state, so a plain refusal is another. Source: pulumi/pkg resource/plugin/provider_plugin.go, resourceStateAndError.
 */
export function refusalOf(error: unknown): Refusal {
  const message = messageOf(error);
  if (!(error instanceof Failed)) return { code: codeOf(error), details: message, metadata: new Metadata() };
  if (error.partial) return initFailed(message, error.partial);
  return {
    code: error.uncertain ? status.UNKNOWN : status.FAILED_PRECONDITION,
    details: message,
    metadata: new Metadata(),
  };
}

function codeOf(error: unknown): status {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === "number" ? code : status.FAILED_PRECONDITION;
}

function initFailed(message: string, partial: NonNullable<Failed["partial"]>): Refusal {
  const detail = new ErrorResourceInitFailed();
  detail.setId(partial.id);
  detail.setProperties(close(partial.properties, partial.secrets));
  detail.setReasonsList([message]);
  const any = new Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const answer = new Status();
  answer.setCode(status.UNKNOWN);
  answer.setMessage(message);
  answer.addDetails(any);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(answer.serializeBinary()));
  return { code: status.UNKNOWN, details: message, metadata };
}
