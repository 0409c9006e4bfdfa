/** One error that a service, or AWS's front door before it, can answer. */
export interface ErrorFact {
  /** HTTP status of the answer. */
  status: number;
  /** Whose fault: a `client` error is not worth a retry unchanged, a `server` error is. */
  fault: "client" | "server";
  /** One line, in our words. */
  meaning: string;
  /**
   * Where `__type` puts it: `service` is the service's own model (`com.amazonaws.apprunner#...`), `coral` AWS's common front door
   * (`com.amazon.coral.service#...`), as recorded from AWS JSON services.
   */
  origin: "service" | "coral";
}

export type ErrorName = keyof typeof ERRORS;

/**
 * THE table of error names. Sources: App Runner's and CloudWatch Logs' own models (statuses are the httpError traits of the AWS SDK's
 * schemas, which a test compares with this table) and, for the front door, the recorded answers of AWS JSON 1.0 services with the
 * statuses of App Runner's API reference, "Common Errors".
 *
 * A violated constraint of a shape answers InvalidRequestException: no operation of App Runner declares a ValidationException, and
 * InvalidRequestException is the class that typed clients of it (Terraform, the SDKs) catch. CloudWatch Logs says
 * InvalidParameterException for the same thing.
 */
export const ERRORS = {
  InvalidRequestException: client("a parameter, or a combination of parameters, is not valid"),
  InvalidStateException: client("the resource's status does not allow this now"),
  ResourceNotFoundException: client("no resource with this name or ARN"),
  ServiceQuotaExceededException: client("a limit of the account is reached", 402),
  InternalServiceErrorException: server("a defect of the service itself; its log has the cause"),

  InvalidParameterException: client("CloudWatch Logs: a parameter is not valid"),
  LimitExceededException: client("CloudWatch Logs: a limit is reached"),
  OperationAbortedException: client("CloudWatch Logs: several requests for the same resource were in conflict"),
  ResourceAlreadyExistsException: client("CloudWatch Logs: a resource of this name exists"),
  ServiceUnavailableException: server("CloudWatch Logs: the service cannot answer now"),

  UnknownOperationException: door("X-Amz-Target, the method or the content type names no operation served here", 404),
  SerializationException: door("the body is not JSON, or a value has the wrong JSON type"),
  RequestEntityTooLargeException: door("the body is larger than the service reads", 413),
  MissingAuthenticationTokenException: door("the request carries no signature", 403),
  IncompleteSignatureException: door("a part of the signature is missing or unreadable", 403),
  InvalidSignatureException: door("the signature is expired, for another scope, or does not match", 403),
  UnrecognizedClientException: door("the access key is not known here", 403),
} as const satisfies Record<string, ErrorFact>;

function client(meaning: string, status = 400): ErrorFact {
  return { status, fault: "client", meaning, origin: "service" };
}

function server(meaning: string, status = 500): ErrorFact {
  return { status, fault: "server", meaning, origin: "service" };
}

function door(meaning: string, status = 400): ErrorFact {
  return { status, fault: "client", meaning, origin: "coral" };
}
