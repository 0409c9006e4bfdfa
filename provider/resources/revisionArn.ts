/** `arn:...:autoscalingconfiguration/name[/revision/id]` and its like, up to the name. */
const UP_TO_NAME = /^(arn:[^:]+:apprunner:[^:]*:[^:]*:(?:autoscaling|observability)configuration\/[^/]+)(?:\/|$)/;

/** The ARN without revision and id: the same for all revisions, so it can be the id of the resource. */
export function withoutRevision(arn: string): string {
  return UP_TO_NAME.exec(arn)?.[1] ?? arn;
}

/** True when both ARNs mean one revision; one without a revision means any of that name. */
export function sameRevision(one: unknown, other: unknown): boolean {
  const [shorter, longer] = [String(one), String(other)].sort((a, b) => a.length - b.length) as [string, string];
  return longer === shorter || longer.startsWith(`${shorter}/`);
}
