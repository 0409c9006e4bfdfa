import type { Position } from "../logFiles";
import { invalidParameter } from "./context";

/** An opaque page token out of any JSON value. */
export function writeToken(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** The value of a token that `writeToken` made and `accept` recognises; throws for anything else. */
export function readToken<Value>(token: string, accept: (value: unknown) => value is Value): Value {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
  } catch {
    value = undefined;
  }
  if (accept(value)) return value;
  throw invalidParameter("The specified nextToken is invalid.");
}

/** A place in a stream as it stands in tokens: `<file>.<offset>`. */
export function writePosition({ file, offset }: Position): string {
  return `${file}.${offset}`;
}

/** The place of a token's text; undefined when it is none. */
export function readPosition(text: string): Position | undefined {
  const match = /^(\d{1,8})\.(\d{1,10})$/.exec(text);
  return match ? { file: Number(match[1]), offset: Number(match[2]) } : undefined;
}
