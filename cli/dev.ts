import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { DevSession } from "./dev/session";
import { TreeWatcher } from "./dev/treeWatcher";
import { WorkingTree } from "./dev/workingTree";
import { CommandFailure } from "./failure";
import { homeOption, regionOption } from "./local/options";
import { type LocalTarget, type LocalTargetOptions, openLocalTarget } from "./local/target";
import { untilInterrupted } from "./output/untilInterrupted";
import { type FoundService, findService } from "./service/find";
import type { Terminal } from "./terminal";

interface Options extends LocalTargetOptions {
  keep?: boolean;
}

export function devCommand(terminal: Terminal): Command {
  return new Command("dev")
    .summary("deploy a service's working tree at every save, until Ctrl-C")
    .description(
      "Deploys the working tree of a local service's repository on this machine (file://), uncommitted and new files included, and again at every change, with the log of each deployment; what fails is said, and the version before serves on. Ctrl-C deploys the branch again. " +
        "Branch, index and files are not touched: the repository gets a commit on no branch and, until the end, the reference refs/apprunner/dev/<service id>.",
    )
    .argument("<service>", "name or ARN of the service")
    .option("--keep", "leave what was deployed last running at the end")
    .addOption(homeOption())
    .addOption(regionOption("the service"))
    .action(async (name: string, options: Options) => {
      const target = await openLocalTarget(options, name, terminal);
      await dev(target, await findService(target.client, name), options, terminal);
    });
}

async function dev(target: LocalTarget, service: FoundService, { keep }: Options, terminal: Terminal): Promise<void> {
  const { folder, branch, sourceDirectory } = await findSource(target, service);
  const tree = await WorkingTree.open(folder, sourceDirectory, service.id);
  const session = new DevSession(target, service, tree, terminal);
  try {
    terminal.remark(`Watching ${tree.folder} for ${service.name}.`);
    try {
      await watchTree(tree, session, terminal);
    } finally {
      if (!keep) await session.restore(branch);
    }
  } finally {
    await tree.withdraw();
  }
}

async function watchTree(tree: WorkingTree, session: DevSession, terminal: Terminal): Promise<void> {
  const watcher = new TreeWatcher(tree.folder);
  try {
    await untilInterrupted(async (signal) => {
      signal.addEventListener("abort", () => terminal.remark("Ending. A deployment that runs is waited for."));
      while (!signal.aborted) {
        watcher.refresh(await tree.ignoredFolders());
        await session.deployChanges();
        await watcher.next(signal);
      }
    });
  } finally {
    watcher.close();
  }
}

async function findSource(target: LocalTarget, service: FoundService) {
  const { Service } = await target.client.call("DescribeService", { ServiceArn: service.arn });
  const repository = Service?.SourceConfiguration?.CodeRepository;
  if (!repository?.RepositoryUrl?.startsWith("file:")) {
    throw new CommandFailure(
      `${service.name} is deployed from ${repository?.RepositoryUrl ?? "an image"}: only a repository on this machine (file://) has a working tree to watch.`,
    );
  }
  return {
    folder: fileURLToPath(repository.RepositoryUrl),
    branch: repository.SourceCodeVersion?.Value ?? "HEAD",
    sourceDirectory: repository.SourceDirectory ?? "/",
  };
}
