import { withExec } from "../startCommand";

/** What a container runs, in Docker's terms; empty runs the image's own. */
export interface ContainerCommand {
  Entrypoint?: string[];
  Cmd?: string[];
}

/**
 * A start command as a container's. An image of ours is started by a shell. Of a foreign image it replaces the default command and
 * keeps the entry point, as App Runner does; a shell comes in only when the text needs one, since an image may have none.
 * Source: API shape ImageConfiguration ("this command overrides the Docker image's default start command").
 */
export function containerCommand(command: string | undefined, builtHere: boolean): ContainerCommand {
  if (command === undefined) return {};
  if (builtHere) return { Entrypoint: ["/bin/sh", "-c"], Cmd: [withExec(command)] };
  return { Cmd: splitWords(command) ?? ["/bin/sh", "-c", withExec(command)] };
}

/** Words of a command that means the same with and without a shell; undefined when it needs one. */
function splitWords(command: string): string[] | undefined {
  const words: string[] = [];
  const pattern = /\s*(?:((?:[^\s'"\\$`&|;<>()*?[\]#~{}!\n]|'[^'\n]*'|"[^"\\$`!\n]*")+)|$)/gy;
  while (pattern.lastIndex < command.length) {
    const match = pattern.exec(command);
    if (!match) return undefined;
    if (match[1] === undefined) break;
    words.push(
      match[1].replace(
        /'([^']*)'|"([^"]*)"/g,
        (_, single: string | undefined, double: string | undefined) => single ?? double ?? "",
      ),
    );
  }
  return words.length > 0 && !/^\w+=/.test(words[0]!) ? words : undefined;
}
