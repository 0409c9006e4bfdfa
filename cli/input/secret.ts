import type { WriteStream } from "node:tty";
import { CommandFailure } from "../failure";

/** All of a stream as UTF-8 text, less a line end at its end: `echo` and editors put one there. */
export async function readInput(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks)
    .toString("utf8")
    .replace(/\r?\n$/, "");
}

/** Keys as a raw terminal sends them. */
const CTRL_C = "\u0003";
const ENTER = ["\r", "\n", "\u0004"];
const BACKSPACE = ["\b", "\u007f"];

/** One line typed on a terminal that shows nothing of it. Throws CommandFailure on Ctrl-C. */
export function typeHidden(terminal: NodeJS.ReadStream, output: WriteStream, question: string): Promise<string> {
  // The terminal itself shows what is typed, unless it is raw: before anybody is asked for anything.
  terminal.setRawMode(true);
  terminal.setEncoding("utf8");
  output.write(question);
  return new Promise((resolve, reject) => {
    let typed = "";
    const end = (then: () => void): void => {
      terminal.off("data", take);
      terminal.setRawMode(false);
      terminal.pause();
      output.write("\n");
      then();
    };
    const take = (text: string): void => {
      for (const key of text) {
        if (ENTER.includes(key)) end(() => resolve(typed));
        else if (key === CTRL_C) end(() => reject(new CommandFailure("Nothing was changed.")));
        else {
          typed = BACKSPACE.includes(key) ? Array.from(typed).slice(0, -1).join("") : typed + key;
          continue;
        }
        return;
      }
    };
    terminal.on("data", take);
    terminal.resume();
  });
}
