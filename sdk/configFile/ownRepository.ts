import { pathToFileURL } from "node:url";
import type { Problem, Properties, Target } from "../../provider/core/resource";
import { isGiven, knownAt } from "../../provider/core/unknown";
import { type Checkout, GitFailed } from "./git";

/** What the file's own repository is filled in from. */
export interface Around {
  /** The checkout that the file is in. Throws GitFailed when it is in none. */
  checkout(): Checkout;
  target: Target;
  /** The service's name in the file, for warnings. */
  name: string;
  warnings: string[];
}

const CODE = "sourceConfiguration.codeRepository";

/**
 * A service whose `repositoryUrl` is `.` comes from the git repository that the file is in: its URL, the branch that is checked out
 * and a `deployOn` that changes with the content of the source directory, so that a commit is deployed by the next update and other
 * commits are not. On AWS there is no `deployOn` where App Runner deploys each push by itself.
 */
export function fillOwnRepository(inputs: Properties, around: Around): { inputs: Properties; problems: Problem[] } {
  const code = knownAt<Properties>(inputs, CODE);
  if (code?.repositoryUrl !== ".") return { inputs, problems: [] };
  try {
    return { inputs: fill(inputs, code, around.checkout(), around), problems: [] };
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    return { inputs, problems: [{ path: `${CODE}.repositoryUrl`, message: error.message }] };
  }
}

function fill(inputs: Properties, code: Properties, checkout: Checkout, around: Around): Properties {
  const local = around.target === "local";
  const directory = knownAt<string>(code, "sourceDirectory") ?? "/";
  const ownVersion = isGiven(code, "sourceCodeVersion");
  const repository = {
    ...code,
    repositoryUrl: local ? pathToFileURL(checkout.folder).href : checkout.originUrl(),
    sourceCodeVersion: ownVersion ? code.sourceCodeVersion : { type: "BRANCH", value: checkout.branch(local) },
  };
  const source = inputs.sourceConfiguration as Properties;
  const filled = { ...inputs, sourceConfiguration: { ...source, codeRepository: repository } };
  if (local) warnOfChanges(directory, checkout, around);
  // With automatic deployments App Runner deploys what is pushed; a branch of its own is another's content than this checkout's.
  const isDeployedElsewhere = local ? ownVersion : source.autoDeploymentsEnabled !== false;
  if (isDeployedElsewhere || isGiven(inputs, "deployOn")) return filled;
  return { ...filled, deployOn: { source: checkout.contentId(directory) } };
}

function warnOfChanges(directory: string, checkout: Checkout, { name, warnings }: Around): void {
  const changed = checkout.uncommitted(directory);
  if (changed.length === 0) return;
  const shown = changed.slice(0, 5).join(", ") + (changed.length > 5 ? ` and ${changed.length - 5} more` : "");
  warnings.push(`service ${name} is deployed from the last commit; not committed, so not deployed: ${shown}`);
}
