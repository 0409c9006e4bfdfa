/**
 * A word that a POSIX shell reads back as exactly `value`. Inside single quotes nothing is special but the single quote itself,
 * which stands outside them, escaped. A NUL cannot be in an environment variable: it throws.
 */
export function shellQuote(value: string): string {
  if (value.includes("\0")) throw new RangeError("a value with a NUL character cannot be an environment variable");
  return /^[A-Za-z0-9_./:@%+=,-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
