import { QUOTED_LENGTH } from "./notAllowed";

/** Shorter values, and forms of values, are words that stand in any text; replacing them would only make it unreadable. */
const SHORTEST = 6;

/** What is known to be a secret is concealed from this length on; a shorter one only where a message of ours quotes it. */
const SHORTEST_SECRET = 4;

/** A message without values that are known to be secrets: what the API, the service's log or a check says may quote them. */
export function conceal(message: string, secrets: readonly unknown[]): string {
  let text = message;
  for (const secret of secrets) {
    text = text.replaceAll(`${JSON.stringify(secret)} is not allowed`, "the value is not allowed");
    if (typeof secret !== "string" || secret === "") continue;
    text = text.replaceAll(JSON.stringify(secret), '"[secret]"');
    if (secret.length >= SHORTEST_SECRET) text = text.replaceAll(secret, "[secret]");
    text = concealValue(text, secret, "[secret]");
  }
  return text;
}

/** A text in which the value, however it is written (see `formsOf`), is replaced. A value that is too short to be told from a word stays. */
export function concealValue(text: string, value: string, replacement: string): string {
  return formsOf(value).reduce((left, form) => left.replaceAll(form, () => replacement), text);
}

/** Parts of a value that count as a secret by themselves: words like `node` and `--port` do not. */
const SHORTEST_WORD = 9;

/**
 * The ways in which a program may write a value: as it is, as a part of JSON or of a URL, in base 64 alone or inside of something, cut
 * where our own messages cut, line by line, since a log has a line of it only, and word by word, since a command's are. The longest first.
 */
export function formsOf(value: string): string[] {
  const parts = new Set([value, ...value.split(/\r?\n/).map((line) => line.trim()), value.slice(0, QUOTED_LENGTH)]);
  const words = value.split(/[\s'"`=]+/).filter((word) => word.length >= SHORTEST_WORD);
  const long = [...new Set([...parts, ...words])].filter((part) => part.length >= SHORTEST);
  const forms = long.flatMap((part) => [part, ...escapedForms(part), ...urlForms(part), ...base64Forms(part)]);
  return [...new Set(forms)].filter((form) => form.length >= SHORTEST).sort((a, b) => b.length - a.length);
}

/** Inside JSON, and inside a string of JSON that stands in JSON, as in a log of a log. */
function escapedForms(text: string): string[] {
  const once = JSON.stringify(text).slice(1, -1);
  return [once, JSON.stringify(once).slice(1, -1)];
}

function urlForms(text: string): string[] {
  try {
    const encoded = encodeURIComponent(text);
    return [encoded, encodeURI(text), new URLSearchParams({ v: text }).toString().slice(2), encoded.toLowerCase()];
  } catch {
    return []; // Half of a surrogate pair, which stands in no URL.
  }
}

/** The characters that are the same whatever stands before and after the text; three cases, by where in a group of three bytes it begins. */
function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text);
  const cores = [0, 1, 2].flatMap((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    const ended = padded.slice(before === 0 ? 0 : before + 1);
    const whole = ended.replace(/=+$/, "");
    // The last character is another one when more follows.
    return whole === ended ? [whole] : [ended, whole, whole.slice(0, -1)];
  });
  return cores.flatMap((core) => [core, core.replaceAll("+", "-").replaceAll("/", "_")]);
}
