/** Versions from `from` (inclusive) to `to` (exclusive), each [major, minor, patch]. */
interface Interval {
  from: Triple;
  to: Triple;
}

type Triple = readonly [number, number, number];

const ZERO: Triple = [0, 0, 0];
const ENDLESS: Triple = [Number.POSITIVE_INFINITY, 0, 0];

/**
 * True unless no version can be both: one that starts with `prefix` (`18`, `18.2`, `18.2.1`) and one in an npm version range
 * (`>=18 <21`, `^18.2.0`, `18.x || 20.x`, `1.2 - 1.4`). A range that cannot be read conflicts with nothing: npm itself decides then.
 * Pre-release versions are taken as the release they precede.
 */
export function agrees(prefix: string, range: string): boolean {
  const wanted = partial(prefix);
  const allowed = parseRange(range);
  if (!wanted || !allowed) return true;
  return allowed.some((interval) => overlap(interval, wanted) !== undefined);
}

function parseRange(range: string): Interval[] | undefined {
  const alternatives = range.split("||").map((alternative) => parseAlternative(alternative.trim()));
  return alternatives.some((interval) => interval === "unreadable")
    ? undefined
    : (alternatives as (Interval | undefined)[]).filter((interval) => interval !== undefined);
}

/** All comparators of one alternative hold at once: their intersection, undefined when that is empty. */
function parseAlternative(text: string): Interval | undefined | "unreadable" {
  const hyphen = /^(\S+)\s+-\s+(\S+)$/.exec(text);
  const comparators = hyphen
    ? [`>=${hyphen[1]}`, `<=${hyphen[2]}`]
    : text
        .replace(/([<>=~^]+)\s+/g, "$1")
        .split(/\s+/)
        .filter(Boolean);
  let left: Interval | undefined = { from: ZERO, to: ENDLESS };
  for (const comparator of comparators) {
    const interval = parseComparator(comparator);
    if (!interval) return "unreadable";
    left = left && overlap(left, interval);
  }
  return left;
}

function parseComparator(text: string): Interval | undefined {
  const match = /^([<>]=?|=|~>?|\^)?(.*)$/.exec(text)!;
  const operator = match[1] ?? "=";
  const version = partial(match[2]!);
  if (!version) return undefined;
  switch (operator) {
    case ">":
      return { from: version.to, to: ENDLESS };
    case ">=":
      return { from: version.from, to: ENDLESS };
    case "<":
      return { from: ZERO, to: version.from };
    case "<=":
      return { from: ZERO, to: version.to };
    case "^":
      return { from: version.from, to: afterCaret(version.from, match[2]!) };
    case "~":
    case "~>":
      return { from: version.from, to: afterTilde(version.from, match[2]!) };
    default:
      return version;
  }
}

/** The versions a possibly incomplete version stands for: `1.2` is 1.2.0 up to 1.3.0, `*` is every one. */
function partial(text: string): Interval | undefined {
  const match = /^v?(\d+|[xX*])?(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:[-+][0-9A-Za-z.+-]*)?$/.exec(text);
  if (!match) return undefined;
  const numbers: number[] = [];
  for (const part of match.slice(1)) {
    if (part === undefined || /[xX*]/.test(part)) break;
    numbers.push(Number(part));
  }
  const [major = 0, minor = 0, patch = 0] = numbers;
  const from: Triple = [major, minor, patch];
  if (numbers.length === 0) return { from, to: ENDLESS };
  if (numbers.length === 1) return { from, to: [major + 1, 0, 0] };
  if (numbers.length === 2) return { from, to: [major, minor + 1, 0] };
  return { from, to: [major, minor, patch + 1] };
}

function afterCaret([major, minor, patch]: Triple, text: string): Triple {
  const given = text.split(".").filter((part) => /^v?\d/.test(part)).length;
  if (given === 0) return ENDLESS;
  if (major > 0 || given === 1) return [major + 1, 0, 0];
  if (minor > 0 || given === 2) return [0, minor + 1, 0];
  return [0, 0, patch + 1];
}

function afterTilde([major, minor]: Triple, text: string): Triple {
  return /^v?\d+\.\d/.test(text) ? [major, minor + 1, 0] : [major + 1, 0, 0];
}

function overlap(one: Interval, other: Interval): Interval | undefined {
  const from = compare(one.from, other.from) >= 0 ? one.from : other.from;
  const to = compare(one.to, other.to) <= 0 ? one.to : other.to;
  return compare(from, to) < 0 ? { from, to } : undefined;
}

function compare(one: Triple, other: Triple): number {
  for (let index = 0; index < 3; index++) {
    if (one[index] !== other[index]) return one[index]! < other[index]! ? -1 : 1;
  }
  return 0;
}
