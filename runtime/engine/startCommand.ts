/**
 * The same command for `/bin/sh -c`, with `exec` before the program that stays: without it the shell would stay too, take the SIGTERM
 * and end, and the program would be killed without having heard of it. Commands of more than a list of `&&` are left as they are.
 */
export function withExec(command: string): string {
  const start = lastSimpleCommand(command);
  if (start === undefined) return command;
  const last = command.slice(start).trimStart();
  const first = /^[^\s]+/.exec(last)?.[0];
  if (first === undefined || BUILT_IN.has(first) || !/^[\w./~$"'-]/.test(first)) return command;
  const env = /^[A-Za-z_]\w*=/.test(first) ? "env " : "";
  const before = command.slice(0, start);
  return `${before}${before ? " " : ""}exec ${env}${last}`;
}

/** Words that a shell understands itself; `exec` would look for programs of these names. */
const BUILT_IN = new Set(
  ". : [ ! { ( alias bg break case cd command continue do done elif else esac eval exec exit export false fi for function if jobs local read readonly return set shift source test then time trap true type ulimit umask unset until wait while".split(
    " ",
  ),
);

/** Where the last command of an `&&` list begins; undefined when anything else than quotes, words and redirections is in the text. */
function lastSimpleCommand(command: string): number | undefined {
  let start = 0;
  for (let at = 0; at < command.length; at++) {
    const character = command[at]!;
    if (character === "\\") at++;
    else if (character === "'" || character === '"') {
      const end = endOfQuote(command, at);
      if (end === undefined) return undefined;
      at = end;
    } else if (character === "&" && command[at + 1] === "&") start = ++at + 1;
    else if (character === "&" && /[<>]/.test(command[at - 1] ?? "")) continue;
    else if (/[;&|()`\n#]/.test(character)) return undefined;
  }
  return start;
}

/** The index of the closing quote; undefined without one, or when the shell would run something inside. */
function endOfQuote(text: string, open: number): number | undefined {
  const quote = text[open]!;
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === quote) return at;
    if (quote === '"' && text[at] === "\\") at++;
    else if (quote === '"' && (text[at] === "`" || (text[at] === "$" && text[at + 1] === "("))) return undefined;
  }
  return undefined;
}
