/**
 * Lines of a table with aligned columns and a heading, two spaces between columns, no trailing blanks. Every row has as many
 * cells as the heading.
 */
export function formatTable(heading: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const lines = [heading, ...rows].map((row) => row.map(printable));
  const widths = heading.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** Control characters in a value must not move the terminal's cursor or break a line in two. */
function printable(cell: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return cell.replace(/[\u0000-\u001f\u007f-\u009f]/g, " ");
}
