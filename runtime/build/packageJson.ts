/** `engines.node` of a package.json; undefined when it says none or is no JSON (npm then says so itself). */
export function nodeEngines(packageJson: string | undefined): string | undefined {
  if (packageJson === undefined) return undefined;
  try {
    const range: unknown = (JSON.parse(packageJson) as { engines?: { node?: unknown } } | null)?.engines?.node;
    return typeof range === "string" ? range : undefined;
  } catch {
    return undefined;
  }
}
