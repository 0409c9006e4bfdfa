import { knownAt } from "../../provider/core/unknown";
import type { Commit, SourceChange } from "./report";
import { definitionOf } from "./resourceKind";
import type { Planned } from "./rows";

const IMAGE = "sourceConfiguration.imageRepository.imageIdentifier";
const BRANCH = "sourceConfiguration.codeRepository.sourceCodeVersion.value";
const REPOSITORY = "sourceConfiguration.codeRepository.repositoryUrl";

/** What is known of the git history around a preview; `commitsBetween` answers undefined when it cannot tell. */
export interface History {
  /** The commit that is previewed. */
  commit?: string;
  /** The commit that the last successful `up` deployed. */
  deployed?: string;
  /** URLs that stand for the repository of the previewed commit in service inputs. */
  repositoryUrls?: readonly string[];
  commitsBetween(from: string, to: string): Commit[] | undefined;
}

/** The services whose image or code will be another, with the commits between where they are known. */
export function sourcesOf(plan: readonly Planned[], history: History): SourceChange[] {
  return plan
    .filter(({ type, action }) => definitionOf(type)?.kind === "Service" && action !== "delete")
    .flatMap((service) => imageChange(service, history) ?? codeChange(service, history) ?? []);
}

function imageChange({ name, old, new: wanted }: Planned, history: History): SourceChange | undefined {
  const before = knownAt<string>(old?.outputs, IMAGE);
  const after = knownAt<string>(wanted?.inputs, IMAGE);
  if (after === undefined || before === after) return undefined;
  const [from, to] = [commitInTag(before), commitInTag(after)];
  const commits = from && to ? history.commitsBetween(from, to) : undefined;
  return { service: name, ...(before !== undefined && { before }), after, ...(commits && { commits }) };
}

/** A branch moves without a change of the branch's name: what tells is `deployOn`, which the commit or the files' hash stands in. */
function codeChange({ name, action, old, new: wanted, changes }: Planned, history: History): SourceChange | undefined {
  const branch = knownAt<string>(wanted?.inputs, BRANCH);
  const moves = changes.some(
    ({ path }) => path.startsWith("deployOn") || path.startsWith("sourceConfiguration.codeRepository"),
  );
  if (branch === undefined || (!moves && action !== "create" && action !== "replace")) return undefined;
  const was = knownAt<string>(old?.outputs, BRANCH);
  const isOwn = history.repositoryUrls?.includes(String(knownAt(wanted?.inputs, REPOSITORY)));
  const { commit, deployed } = isOwn ? history : {};
  const commits = deployed && commit && old ? history.commitsBetween(deployed, commit) : undefined;
  return {
    service: name,
    ...(was !== undefined && { before: at(was, deployed) }),
    after: at(branch, commit),
    ...(commits && { commits }),
  };
}

function at(branch: string, commit: string | undefined): string {
  return commit ? `${branch} at ${commit.slice(0, 12)}` : branch;
}

/** Build systems name an image after its commit: `web:3f2a9c1`, `web:main-3f2a9c1d`. */
function commitInTag(image: string | undefined): string | undefined {
  const tag = image?.split("@")[0]?.split(":").slice(1).pop();
  return tag && /(?:^|[^0-9a-f])([0-9a-f]{7,40})$/.exec(tag)?.[1];
}
