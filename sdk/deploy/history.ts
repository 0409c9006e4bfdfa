import { pathToFileURL } from "node:url";
import type { Stack } from "@pulumi/pulumi/automation";
import { findCheckout } from "../configFile/git";
import type { PreviewDigest } from "../preview/digest";
import { definitionOf, partsOfUrn } from "../preview/resourceKind";
import type { History } from "../preview/sources";
import { commitsBetween, headOf } from "./commits";
import { deployedCommit } from "./deployedCommit";

/** The git history around a preview of a file in `folder`; undefined outside of git. Asks the backend only when a service changes. */
export async function historyOf(stack: Stack, folder: string, digest: PreviewDigest): Promise<History | undefined> {
  const head = headOf(folder);
  if (head === undefined) return undefined;
  const changes = digest.steps.some(
    ({ op, urn }) => op !== "same" && definitionOf(partsOfUrn(urn).type)?.kind === "Service",
  );
  // A stack that was never deployed, or a backend without a history, has no commit to compare with.
  const deployed = changes ? await deployedCommit(stack).catch(() => undefined) : undefined;
  return {
    commit: head.commit,
    ...(deployed && { deployed }),
    repositoryUrls: changes ? urlsOf(head.top) : [],
    commitsBetween: (from, to) => commitsBetween(folder, from, to),
  };
}

/** A local App Runner reads the folder, the real one the remote. */
function urlsOf(top: string): string[] {
  const local = pathToFileURL(top).href;
  try {
    return [local, findCheckout(top).originUrl()];
  } catch {
    return [local];
  }
}
