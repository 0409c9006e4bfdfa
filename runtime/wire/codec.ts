import { isUtf8 } from "node:buffer";
import { JsonShapeDeserializer2, JsonShapeSerializer2 } from "@aws-sdk/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import { ApiError } from "../model/apiError";
import { compileTypes, type TypeCheck } from "./jsonTypes";
import type { ApiOperation } from "./service";

/** Reads the requests and writes the answers of a service's operations. */
export interface Codec {
  /**
   * The input of an operation out of a parsed body, in the SDK's shapes: timestamps are Dates, blobs bytes; null and unknown members
   * are gone. Throws a SerializationException for a value of the wrong JSON type.
   */
  readRequest(operation: ApiOperation, body: unknown): unknown;
  /** The body of an answer; timestamps as epoch seconds with milliseconds, unknown members left out. */
  writeResponse(operation: ApiOperation, output: unknown): Buffer;
}

/** Parses a body as JSON; nothing at all is an empty object. Throws a SerializationException. */
export function parseBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  if (!isUtf8(bytes)) throw new ApiError("SerializationException", "The body is not UTF-8");
  try {
    return JSON.parse(bytes.toString());
  } catch {
    throw new ApiError("SerializationException", "The body is not valid JSON");
  }
}

/**
 * A codec of the AWS SDK's own JSON protocol (`@aws-sdk/core/protocols`, hardly documented: the version is pinned, and golden tests
 * hold what this project leans on).
 */
export function createCodec(options: { integersOnly: boolean }): Codec {
  // 7 is epoch seconds in the SDK's numbering of timestamp formats.
  const settings = { timestampFormat: { useTrait: true, default: 7 }, jsonName: false } as const;
  const reader = new JsonShapeDeserializer2(settings);
  const writer = new JsonShapeSerializer2(settings);
  const compiled = new WeakMap<ApiOperation, CompiledOperation>();

  function compiledOf(operation: ApiOperation): CompiledOperation {
    let found = compiled.get(operation);
    if (!found) {
      found = compile(operation, options);
      compiled.set(operation, found);
    }
    return found;
  }

  return {
    readRequest(operation, body) {
      const { input, checkTypes } = compiledOf(operation);
      checkTypes(body);
      try {
        return reader.readObject(input, body as Parameters<typeof reader.readObject>[1]);
      } catch (error) {
        // The reader throws plain errors for what is left to it: the form of a timestamp, the characters of a blob.
        throw new ApiError(
          "SerializationException",
          error instanceof Error ? error.message : "The body cannot be read",
        );
      }
    },
    writeResponse(operation, output) {
      writer.write(compiledOf(operation).output, output ?? {});
      // A plain view of the same memory: the SDK's own is a subclass that warns when it is taken for a string.
      const bytes = writer.flush() as Uint8Array;
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
  };
}

interface CompiledOperation {
  input: NormalizedSchema;
  output: NormalizedSchema;
  checkTypes: TypeCheck;
}

function compile(operation: ApiOperation, options: { integersOnly: boolean }): CompiledOperation {
  const [, , , , input, output] = operation.schema;
  return {
    input: NormalizedSchema.of(input),
    output: NormalizedSchema.of(output),
    checkTypes: compileTypes(input, options),
  };
}
