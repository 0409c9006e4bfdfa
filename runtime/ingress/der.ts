/** The few forms of DER (ITU-T X.690) that a certificate is made of. Each answers the complete encoding. */
export const der = {
  sequence: (...parts: readonly Buffer[]): Buffer => value(0x30, Buffer.concat(parts)),
  set: (...parts: readonly Buffer[]): Buffer => value(0x31, Buffer.concat(parts)),
  /** A non-negative number, given as its bytes. */
  integer: (bytes: Buffer): Buffer => value(0x02, bytes[0]! & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes),
  true: value(0x01, Buffer.of(0xff)),
  octets: (bytes: Buffer): Buffer => value(0x04, bytes),
  bits: (bytes: Buffer, unusedBits = 0): Buffer => value(0x03, Buffer.concat([Buffer.of(unusedBits), bytes])),
  utf8: (text: string): Buffer => value(0x0c, Buffer.from(text, "utf8")),
  /** A tag that the surrounding structure gives its meaning: `[number]`, with other values inside or as plain bytes. */
  tagged: (number: number, content: Buffer, constructed: boolean): Buffer =>
    value(0x80 + number + (constructed ? 0x20 : 0), content),
  oid,
  time,
};

function value(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.of(tag), length(content.length), content]);
}

function length(count: number): Buffer {
  if (count < 0x80) return Buffer.of(count);
  const bytes: number[] = [];
  for (let rest = count; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff);
  return Buffer.of(0x80 + bytes.length, ...bytes);
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return value(0x06, Buffer.concat([Buffer.of(first * 40 + second), ...rest.map(base128)]));
}

function base128(number: number): Buffer {
  const bytes = [number & 0x7f];
  for (let rest = number >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return Buffer.from(bytes);
}

/** UTCTime until 2049, GeneralizedTime after it, as RFC 5280 4.1.2.5 has it. */
function time(at: Date): Buffer {
  const digits = at.toISOString().replace(/[-:T]|\.\d+/g, "");
  return at.getUTCFullYear() < 2050 ? value(0x17, Buffer.from(digits.slice(2))) : value(0x18, Buffer.from(digits));
}
