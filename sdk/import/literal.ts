/** An expression of the program that stands as it is. */
export class Code {
  constructor(readonly text: string) {}
}

/** Longest line that an object or list is put on. */
const WIDTH = 100;

/**
 * A value as TypeScript source: on one line where it fits, else a line for each member, indented by `indent` spaces. `before` is how many
 * characters stand before it on its first line.
 */
export function literal(value: unknown, indent = 0, before = indent): string {
  if (value instanceof Code) return value.text;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  const inner = indent + 2;
  const parts = isList
    ? value.map((item) => literal(item, inner))
    : Object.entries(value).map(
        ([key, item]) => `${keyText(key)}: ${literal(item, inner, inner + keyText(key).length + 2)}`,
      );
  if (parts.length === 0) return open + close;
  const space = isList ? "" : " ";
  const line = `${open}${space}${parts.join(", ")}${space}${close}`;
  if (!line.includes("\n") && before + line.length < WIDTH) return line;
  return `${open}\n${parts.map((part) => `${" ".repeat(inner)}${part},\n`).join("")}${" ".repeat(indent)}${close}`;
}

/** A key named __proto__ would set the object's prototype. */
function keyText(key: string): string {
  if (key === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}
