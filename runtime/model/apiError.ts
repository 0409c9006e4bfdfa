import { ERRORS, type ErrorFact, type ErrorName } from "../../api/errors";

/**
 * An answer of the API that is an error: the only thing an operation or a check may throw on purpose. `apiName` is a name of
 * api/errors.ts, `message` goes to the caller as it is. The wire refuses (500, and a log line) a name that the operation does not
 * declare.
 */
export class ApiError extends Error {
  constructor(
    readonly apiName: ErrorName,
    message: string,
  ) {
    super(message);
    this.name = apiName;
  }

  get fact(): ErrorFact {
    return ERRORS[this.apiName];
  }
}

/** The request itself is wrong: a value or a combination of values. */
export function invalidRequest(message: string): ApiError {
  return new ApiError("InvalidRequestException", message);
}

/** The request is right, but the resource's status forbids it now. */
export function invalidState(message: string): ApiError {
  return new ApiError("InvalidStateException", message);
}

/** No such resource. */
export function resourceNotFound(message: string): ApiError {
  return new ApiError("ResourceNotFoundException", message);
}

/** A limit of the account is reached. */
export function quotaExceeded(message: string): ApiError {
  return new ApiError("ServiceQuotaExceededException", message);
}
