/** `arn:...:autoscalingconfiguration/name[/revision/id]`, taken apart. */
const ARN = /^(arn:[^:]+:apprunner:[^:]*:[^:]*:autoscalingconfiguration\/([^/]+))(?:\/([^/]+))?(?:\/([^/]+))?$/;

/** The ARN without revision and id: the same for all revisions, so it can be the id of the resource. */
export function withoutRevision(arn: string): string {
  return ARN.exec(arn)?.[1] ?? arn;
}

/** The name in an ARN; the text itself when it is no ARN (an import by name). */
export function nameOf(arnOrName: string): string {
  return ARN.exec(arnOrName)?.[2] ?? arnOrName;
}

/** True when both ARNs mean one revision; one without a revision means any of that name. */
export function sameRevision(one: unknown, other: unknown): boolean {
  const [shorter, longer] = [String(one), String(other)].sort((a, b) => a.length - b.length) as [string, string];
  return longer === shorter || longer.startsWith(`${shorter}/`);
}
