import type { PreviewRow, SourceChange } from "./report";

/** How to go back after this was deployed, in the order of what helps soonest; empty when nothing changes. */
export function rollbackOf(
  rows: readonly PreviewRow[],
  sources: readonly SourceChange[],
  { environment, commit, deployed }: { environment?: string; commit?: string; deployed?: string },
): string[] {
  if (rows.length === 0 && sources.length === 0) return [];
  const up = `npx apprunner up${environment ? ` --environment ${environment}` : ""}`;
  const back = deployed && commit !== deployed ? [`Deploy the commit before: git checkout ${deployed} && ${up}`] : [];
  const images = sources.flatMap(({ service, before }) =>
    before?.includes(":") ? [`Set the image of ${service} back to ${before}, then: ${up}`] : [],
  );
  const lasting = rows.filter(({ action, kind }) => action === "replace" && kind === "Service");
  return [
    "A deployment that fails its health checks is rolled back by App Runner itself; the old version keeps serving meanwhile.",
    ...(back.length > 0 ? back : [`Revert the pull request (git revert), then: ${up}`]),
    ...images,
    ...lasting.map(
      ({ name }) => `The replacement of ${name} cannot be undone: its old default URL does not come back.`,
    ),
  ];
}
