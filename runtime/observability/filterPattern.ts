import { ApiError } from "../model/apiError";

/**
 * Compiles a filter pattern for unstructured text: all plain terms must occur, no `-term` may, and of `?term`s one must (these are
 * ignored beside other terms, as CloudWatch Logs does). Terms are case-sensitive; one with other characters than letters, digits
 * and _ must be quoted. Source: CloudWatch Logs, "Filter pattern syntax". JSON, space-delimited and regular expression patterns
 * are answered with an error that names them.
 */
export function compileFilterPattern(pattern: string | undefined): (message: string) => boolean {
  const text = (pattern ?? "").trim();
  refuseOtherKinds(text);
  const terms = readTerms(text);
  const of = (kind: Term["kind"]): string[] => terms.filter((term) => term.kind === kind).map((term) => term.text);
  const [required, excluded, optional] = [of("required"), of("excluded"), of("optional")];
  if (required.length + excluded.length === 0 && optional.length > 0) {
    return (message) => optional.some((term) => message.includes(term));
  }
  return (message) =>
    required.every((term) => message.includes(term)) && !excluded.some((term) => message.includes(term));
}

interface Term {
  kind: "required" | "excluded" | "optional";
  text: string;
}

function refuseOtherKinds(text: string): void {
  const kind = OTHER_KINDS[text[0] ?? ""];
  if (kind) throw invalid(`${kind} filter patterns are not built in the local App Runner; use plain terms`);
}

const OTHER_KINDS: Readonly<Record<string, string>> = {
  "{": "JSON",
  "[": "space-delimited",
  "%": "regular expression",
};

const TERM = /([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?=\s|$)\s*/y;

function readTerms(text: string): Term[] {
  const terms: Term[] = [];
  TERM.lastIndex = 0;
  while (TERM.lastIndex < text.length) {
    const match = TERM.exec(text);
    if (!match) throw invalid("Invalid filter pattern: a quoted term does not end, or is not apart from the next");
    const [, sign, quoted, bare] = match;
    terms.push({
      kind: sign === "?" ? "optional" : sign === "-" ? "excluded" : "required",
      text: quoted === undefined ? bareTerm(bare!) : quoted.replace(/\\(.)/g, "$1"),
    });
  }
  return terms;
}

function bareTerm(term: string): string {
  if (/^[\p{L}\p{N}_]+$/u.test(term)) return term;
  throw invalid(`Invalid character(s) in term '${term}'`);
}

function invalid(message: string): ApiError {
  return new ApiError("InvalidParameterException", message);
}
