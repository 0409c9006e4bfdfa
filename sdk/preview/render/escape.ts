/**
 * Text of strangers in Markdown. A name or value may hold anything: pipes, backticks, HTML, links, mentions, line breaks, characters
 * that turn the direction of text. Everything that CommonMark, GitHub or a table could read as markup becomes a character reference,
 * which never begins markup (CommonMark, "Entity and numeric character references"). Source of the mention rule: GitHub looks for
 * mentions after rendering, but not in `<code>`; elsewhere a zero-width space breaks them.
 */

const MARKUP = /[&<>"'`*_~[\]()\\|!#@:$={}^+]/g;

/** Invisible or direction-changing characters, every kind of line break, and halves of characters. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Text within a sentence or a table cell. */
export function sentence(text: string): string {
  return reference(visible(text))
    .replaceAll("&#64;", "&#64;&#8203;")
    .replaceAll("&#35;", "&#35;&#8203;")
    .replace(/\b(GH)-(?=\d)/gi, "$1&#8203;-")
    .replace(/\bwww\./gi, "www&#46;&#8203;");
}

/** A name or a value, in code letters; also within a table cell. */
export function code(text: string): string {
  return `<code>${reference(visible(text)).replace(/\bwww\./gi, "www&#46;")}</code>`;
}

/** A fenced block whose lines are exactly these; the fence is longer than any run of backticks in them. */
export function fenced(language: string, lines: readonly string[]): string {
  const shown = lines.map(visible);
  const longest = Math.max(2, ...shown.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...shown, fence].join("\n");
}

/** At most so many characters, never half of a character, with the number of those left out. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
  return `${kept}… (${text.length - kept.length} more characters)`;
}

/** What cannot be seen, written so that it can: a line break is `\n`, another character its code. */
export function visible(text: string): string {
  return text
    .replace(/\r\n|\n/g, "\\n")
    .replace(INVISIBLE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

function reference(text: string): string {
  return text.replace(MARKUP, (character) => `&#${character.charCodeAt(0)};`);
}
