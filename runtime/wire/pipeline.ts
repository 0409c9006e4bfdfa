import type { ErrorName } from "../../api/errors";
import { ApiError } from "../model/apiError";
import { type Codec, createCodec, parseBody } from "./codec";
import { doorAnswer, type ErrorAnswer, operationAnswer } from "./errors";
import type { ApiOperation, ApiService } from "./service";
import { createSignatureVerifier, type SignatureVerifierOptions } from "./signature";
import type { SignedRequest } from "./signatureFields";

/** A request as the pipeline needs it. */
export interface ApiRequest extends SignedRequest {
  body: Buffer;
  /** Lower case names. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  requestId: string;
  /** Aborted when the caller hangs up; only asked for by a handler that waits. */
  signal(): AbortSignal;
}

export interface ApiAnswer {
  status: number;
  contentType: string;
  body: Buffer;
  /** `AppRunner.DescribeService`, once known. */
  operation?: string;
  region?: string;
  error?: ErrorName;
  /** For the log only. */
  defect?: string;
}

/**
 * Answers requests in the order of AWS's own checks: method and content type, target, JSON, signature, types, constraints, rules. (Size
 * comes before all of them, where the body is read.) Never rejects: what is no answer of the API becomes the service's fault.
 */
export function createPipeline(services: readonly ApiService[], options: SignatureVerifierOptions) {
  const verify = createSignatureVerifier(options);
  const targets = listTargets(services);

  return async function answer(request: ApiRequest): Promise<ApiAnswer> {
    let target: Target | undefined;
    let region: string | undefined;
    try {
      checkForm(request);
      target = findTarget(targets, request.headers["x-amz-target"]);
      const parsed = parseBody(request.body);
      const signer = verify(request, target.service.signingName);
      region = signer.region;
      if (!target.operation.handle) throw notBuilt(target);
      const input = target.codec.readRequest(target.operation, parsed);
      const body = await operate(target, input, { ...signer, requestId: request.requestId, request });
      return { region, operation: target.name, ...body };
    } catch (error) {
      // Whatever reaches this line is the door's: operate() answers for the operation itself.
      const known = error instanceof ApiError ? error : undefined;
      const service = target?.service ?? services[0]!;
      const answered = known ? doorAnswer(known) : operationAnswer(error, service, []);
      return { region, operation: target?.name, ...errorAnswer(answered, service) };
    }
  };
}

interface Target {
  name: string;
  service: ApiService;
  operation: ApiOperation;
  codec: Codec;
}

/** Content types that carry AWS JSON; which version it is makes no difference to reading it. */
const CONTENT_TYPES = ["application/x-amz-json-1.0", "application/x-amz-json-1.1", "application/json"];

function listTargets(services: readonly ApiService[]): Map<string, Target> {
  const targets = new Map<string, Target>();
  for (const service of services) {
    const codec = createCodec(service);
    for (const [name, operation] of Object.entries(service.operations)) {
      const target = `${service.prefix}.${name}`;
      targets.set(target, { name: target, service, operation, codec });
    }
  }
  return targets;
}

function checkForm(request: ApiRequest): void {
  if (request.method !== "POST") {
    throw new ApiError("UnknownOperationException", "AWS JSON requests are sent with POST");
  }
  const contentType = String(request.headers["content-type"] ?? "");
  if (!CONTENT_TYPES.includes(contentType.split(";", 1)[0]!.trim().toLowerCase())) {
    throw new ApiError("UnknownOperationException", `The content type must be one of ${CONTENT_TYPES.join(", ")}`);
  }
}

function findTarget(targets: ReadonlyMap<string, Target>, header: string | string[] | undefined): Target {
  if (header === undefined) throw new ApiError("UnknownOperationException", "The header X-Amz-Target is missing");
  const target = targets.get(String(header));
  if (!target)
    throw new ApiError("UnknownOperationException", "The header X-Amz-Target names no operation served here");
  return target;
}

function notBuilt(target: Target): ApiError {
  return new ApiError("UnknownOperationException", `${target.name} is not built in the local App Runner`);
}

type Signed = { region: string; accessKeyId: string; requestId: string; request: ApiRequest };

async function operate(target: Target, input: unknown, signed: Signed): Promise<ApiAnswer> {
  const { service, operation, codec } = target;
  const { region, accessKeyId, requestId, request } = signed;
  try {
    operation.check?.(input);
    const call = {
      region,
      accessKeyId,
      requestId,
      get signal() {
        return request.signal();
      },
    };
    const output = await operation.handle!(input, call);
    return { status: 200, contentType: contentTypeOf(service), body: codec.writeResponse(operation, output) };
  } catch (error) {
    return errorAnswer(operationAnswer(error, service, operation.errors), service);
  }
}

function errorAnswer(error: ErrorAnswer, service: ApiService): ApiAnswer {
  return {
    status: error.status,
    contentType: contentTypeOf(service),
    body: Buffer.from(JSON.stringify(error.body)),
    error: error.name,
    defect: error.defect,
  };
}

function contentTypeOf(service: ApiService): string {
  return `application/x-amz-json-${service.jsonVersion}`;
}
