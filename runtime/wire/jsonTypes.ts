import { NormalizedSchema } from "@smithy/core/schema";
import { ApiError } from "../model/apiError";

/** Throws a SerializationException unless the value has the JSON type of a shape; strips what the shape does not know. */
export type TypeCheck = (value: unknown) => void;

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

const INT32_MAX = 2 ** 31 - 1;
const INT32_MIN = -(2 ** 31);

/**
 * Compiles the JSON types of a shape, which the SDK's codec does not check: it copies a wrong value as it is. Members that are
 * null, unknown or `__type` are removed from the (freshly parsed) value, since the codec copies unknown members along as soon as
 * one is named `__type`. The wordings are those recorded from AWS JSON services.
 */
export function compileTypes(schema: SchemaRef, options: { integersOnly: boolean }): TypeCheck {
  return compile(NormalizedSchema.of(schema), options, new Map());
}

type Known = Map<unknown, { check: TypeCheck }>;

function compile(schema: NormalizedSchema, options: { integersOnly: boolean }, known: Known): TypeCheck {
  if (schema.isStructSchema()) return compileStructure(schema, options, known);
  if (schema.isListSchema()) return compileList(schema, options, known);
  if (schema.isMapSchema()) return compileMap(schema, options, known);
  if (schema.isStringSchema()) return checkString;
  if (schema.isBooleanSchema()) return checkBoolean;
  if (schema.isBlobSchema()) return checkBlob;
  if (schema.isTimestampSchema()) return checkNumber("Date");
  if (schema.isNumericSchema()) return options.integersOnly ? checkInteger : checkNumber("Number");
  return () => {};
}

function compileStructure(schema: NormalizedSchema, options: { integersOnly: boolean }, known: Known): TypeCheck {
  const raw = schema.getSchema();
  const before = known.get(raw);
  if (before) return (value) => before.check(value); // a shape that contains itself
  const entry: { check: TypeCheck } = { check: () => {} };
  known.set(raw, entry);
  const members = new Map<string, TypeCheck>();
  for (const [name, member] of schema.structIterator()) members.set(name, compile(member, options, known));
  const javaName = (schema.getName(true) ?? "").replace("#", ".");
  entry.check = (value) => {
    if (Array.isArray(value)) throw serialization(`Unrecognized collection type class ${javaName}`);
    if (typeof value !== "object" || value === null) throw serialization("Unexpected field type");
    const record = value as Record<string, unknown>;
    for (const name of Object.keys(record)) {
      const check = members.get(name);
      if (!check || record[name] === null) delete record[name];
      else check(record[name]);
    }
  };
  return entry.check;
}

function compileList(schema: NormalizedSchema, options: { integersOnly: boolean }, known: Known): TypeCheck {
  const checkMember = compile(schema.getValueSchema(), options, known);
  return (value) => {
    if (!Array.isArray(value)) throw unexpected(value);
    for (const member of value) {
      // A list of these APIs cannot hold null; a handler must never meet one.
      if (member === null) throw serialization("Unexpected null in a list");
      checkMember(member);
    }
  };
}

function compileMap(schema: NormalizedSchema, options: { integersOnly: boolean }, known: Known): TypeCheck {
  const checkValue = compile(schema.getValueSchema(), options, known);
  return (value) => {
    if (Array.isArray(value)) throw serialization("Unrecognized collection type java.util.Map");
    if (typeof value !== "object" || value === null) throw serialization("Unexpected field type");
    for (const member of Object.values(value)) {
      if (member === null) throw serialization("Unexpected null in a map");
      checkValue(member);
    }
  };
}

function checkString(value: unknown): void {
  if (typeof value !== "string") throw notConvertible(value, "String");
}

function checkBoolean(value: unknown): void {
  if (typeof value === "string") throw serialization("Unexpected token received from parser");
  if (typeof value !== "boolean") throw notConvertible(value, "Boolean");
}

function checkBlob(value: unknown): void {
  if (typeof value === "object") throw notConvertible(value, "java.nio.ByteBuffer");
  if (typeof value !== "string") throw serialization("only base-64-encoded strings are convertible to bytes");
  if (value.length % 4 !== 0) {
    throw serialization(`Base64 encoded length is expected a multiple of 4 bytes but found: ${value.length}`);
  }
}

function checkNumber(javaType: string): TypeCheck {
  return (value) => {
    if (typeof value !== "number") throw notConvertible(value, javaType);
    if (!Number.isFinite(value)) throw serialization("Numeric value out of range");
  };
}

function checkInteger(value: unknown): void {
  if (typeof value !== "number") throw notConvertible(value, "Integer");
  if (!Number.isInteger(value)) throw notConvertible(value, "Integer");
  if (value > INT32_MAX || value < INT32_MIN) throw serialization(`Numeric value (${value}) out of range of int`);
}

function unexpected(value: unknown): ApiError {
  if (typeof value === "object") return serialization("Start of structure or map found where not expected");
  return serialization("Unexpected field type");
}

function notConvertible(value: unknown, javaType: string): ApiError {
  if (Array.isArray(value)) return serialization(`Unrecognized collection type class java.lang.${javaType}`);
  if (typeof value === "object") return serialization("Start of structure or map found where not expected");
  return serialization(`${tokenName(value)} cannot be converted to ${javaType}`);
}

function tokenName(value: unknown): string {
  if (typeof value === "boolean") return value ? "TRUE_VALUE" : "FALSE_VALUE";
  if (typeof value === "string") return "STRING_VALUE";
  return Number.isInteger(value) ? "NUMBER_VALUE" : "DECIMAL_VALUE";
}

function serialization(message: string): ApiError {
  return new ApiError("SerializationException", message);
}
