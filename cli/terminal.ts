import { createInterface } from "node:readline/promises";
import { usageFailure } from "./failure";
import { readInput, typeHidden } from "./input/secret";

/** Where a command reads and writes; the one thing a command knows of its process. */
export interface Terminal {
  readonly environment: NodeJS.ProcessEnv;
  /** A person watches: questions and moving progress make sense. */
  readonly interactive: boolean;
  /** The command's answer, on stdout: a line that a program may read. */
  print(line: string): void;
  /** A remark for a person, on stderr. */
  remark(line: string): void;
  /** Replaces the last progress text on stderr; "" clears it. Does nothing when nobody watches. */
  progress(text: string): void;
  /** Asks on the terminal; only where `interactive`. */
  ask(question: string): Promise<string>;
  /**
   * A text that nobody must see: typed on the terminal without being shown, or all of standard input, less a line end at its end, where
   * that is no terminal. `fromInput` refuses a terminal.
   * @throws CommandFailure when the terminal is refused, or when somebody presses Ctrl-C.
   */
  readSecret(question: string, options?: { fromInput?: boolean }): Promise<string>;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  const interactive = Boolean(stdin.isTTY && stderr.isTTY);
  // A reader that has gone (`apprunner logs web | head`) is no error.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  let shown = "";
  const progress = (text: string): void => {
    if (!stderr.isTTY || text === shown) return;
    stderr.write(`\r\x1b[K${text}`);
    shown = text;
  };
  return {
    environment: process.env,
    interactive,
    print(line) {
      progress("");
      stdout.write(`${line}\n`);
    },
    remark(line) {
      progress("");
      stderr.write(`${line}\n`);
    },
    progress,
    async ask(question) {
      const lines = createInterface({ input: stdin, output: stderr });
      try {
        return await lines.question(question);
      } finally {
        lines.close();
      }
    },
    async readSecret(question, { fromInput = false } = {}) {
      if (!stdin.isTTY) return readInput(stdin);
      if (fromInput) throw usageFailure("Standard input is a terminal: give the text through a pipe or a file.");
      progress("");
      return typeHidden(stdin, stderr, question);
    },
  };
}
