import { ERRORS, type ErrorName } from "../../api/errors";
import { ApiError } from "../model/apiError";
import type { ApiService } from "./service";

/** An error as it goes over the wire. */
export interface ErrorAnswer {
  name: ErrorName;
  status: number;
  /** The JSON object of the body. */
  body: Record<string, string>;
  /** For the log only: why this became a defect of the service. */
  defect?: string;
}

/** The name space of the errors that AWS's front door answers before a service sees the request. */
const DOOR_NAMESPACE = "com.amazon.coral.service";

/** What a caller is told of a defect: nothing that could leak. The request id leads to the log line. */
const FAULT_MESSAGE = "An unexpected service exception occurred.";

/** The answer for an error of the front door: before the operation is known, signature, JSON types. */
export function doorAnswer(error: ApiError): ErrorAnswer {
  // Recorded: the serializer's own errors say Message, all others of the front door message.
  const member = error.apiName === "SerializationException" ? "Message" : "message";
  return {
    name: error.apiName,
    status: error.fact.status,
    body: { __type: `${DOOR_NAMESPACE}#${error.apiName}`, [member]: error.message },
  };
}

/**
 * The answer for whatever an operation or its check threw. Only an ApiError out of `allowed`, the operation's own set, passes; all
 * else is a defect: the service's fault error without the message, and the cause in `defect` for the log.
 */
export function operationAnswer(thrown: unknown, service: ApiService, allowed: readonly ErrorName[]): ErrorAnswer {
  if (thrown instanceof ApiError) {
    if (allowed.includes(thrown.apiName)) return serviceAnswer(service, thrown.apiName, thrown.message);
    return faultAnswer(service, `answered ${thrown.apiName}, which the operation does not declare: ${thrown.message}`);
  }
  return faultAnswer(service, thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
}

function faultAnswer(service: ApiService, defect: string): ErrorAnswer {
  return { ...serviceAnswer(service, service.fault, FAULT_MESSAGE), defect };
}

function serviceAnswer(service: ApiService, name: ErrorName, message: string): ErrorAnswer {
  return {
    name,
    status: ERRORS[name].status,
    body: { __type: `${service.namespace}#${name}`, [service.messageMember]: message },
  };
}
