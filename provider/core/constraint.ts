import type { Shape } from "../../api/shapes";

/** The shape's pattern as AWS applies it: to the whole value. */
export function patternOf(shape: Shape): RegExp | undefined {
  return shape.pattern === undefined ? undefined : new RegExp(`^(?:${shape.pattern})$`, "s");
}

/** What a value of the shape may be, in words: "4 to 40 characters, pattern ..."; empty when everything is allowed. */
export function allowed(shape: Shape): string {
  if (shape.enum) return `one of ${shape.enum.join(", ")}`;
  const unit = shape.type === "string" ? ((shape.max ?? shape.min) === 1 ? " character" : " characters") : "";
  const parts: string[] = [];
  if (shape.min !== undefined && shape.min === shape.max) parts.push(`${shape.min}${unit}`);
  else if (shape.min !== undefined && shape.max !== undefined) parts.push(`${shape.min} to ${shape.max}${unit}`);
  else if (shape.min !== undefined) parts.push(`at least ${shape.min}${unit}`);
  else if (shape.max !== undefined) parts.push(`at most ${shape.max}${unit}`);
  if (shape.pattern !== undefined && shape.pattern !== ".*") parts.push(words(shape.pattern));
  return parts.join(", ");
}

/** An alternation of plain words reads better as a list than as a pattern. */
function words(pattern: string): string {
  if (/^[\w. |()]+$/.test(pattern) && pattern.includes("|")) return `one of ${expand(pattern).join(", ")}`;
  return `pattern ${pattern}`;
}

/** `256|512|(1|2) vCPU` to its values: Cpu and Memory are written so. */
function expand(pattern: string): string[] {
  const group = /\|?\(([^)]*)\)(.*)$/.exec(pattern);
  if (!group) return pattern.split("|");
  const plain = pattern.slice(0, group.index).split("|").filter(Boolean);
  return [...plain, ...group[1]!.split("|").map((value) => `${value}${group[2]}`)];
}
