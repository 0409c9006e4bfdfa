/** What an operation did, in a line: "Done: 2 created, 1 updated.". */
export function describeDone(done: Readonly<Record<string, number>>): string {
  const parts = Object.entries(done).map(([what, count]) => `${count} ${what}`);
  return parts.length === 0 ? "No changes." : `Done: ${parts.join(", ")}.`;
}
