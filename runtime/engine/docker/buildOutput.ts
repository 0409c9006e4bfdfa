import type { DockerfileStep } from "../dockerfile";
import { createLineSplitter } from "../lines";

export interface BuildResult {
  /** The instruction that the builder was at last. */
  step: DockerfileStep | undefined;
  /** The builder's words when it failed. */
  error: string | undefined;
  /** Of the failed command. */
  exitCode: number | undefined;
  /** The last line that a command wrote. */
  lastLine: string;
}

/** One JSON line of the builder's answer. */
interface BuildMessage {
  stream?: string;
  error?: string;
  errorDetail?: { code?: number; message?: string };
}

/**
 * Reads a build's output to its end: `onLine` gets each command (`$ pip install …`) before what it writes; the builder's own chatter
 * is left out. Messages come as JSON lines; an error in one is the only sign that a build failed.
 */
export async function followBuild(
  output: NodeJS.ReadableStream,
  steps: readonly DockerfileStep[],
  onLine: (line: string) => void,
): Promise<BuildResult> {
  const result: BuildResult = { step: undefined, error: undefined, exitCode: undefined, lastLine: "" };
  let reached = 0;
  let afterStep = false;
  const lines = createLineSplitter((line) => {
    result.lastLine = line || result.lastLine;
    if (result.step?.phase !== "version") onLine(line);
  });

  const take = ({ stream, error, errorDetail }: BuildMessage): void => {
    if (error !== undefined) {
      result.error = error;
      result.exitCode = errorDetail?.code ?? exitCodeIn(error);
    } else if (stream !== undefined && isStep(stream, reached + 1)) {
      lines.end();
      result.step = steps[reached++];
      if (result.step?.command !== undefined && result.step.phase !== "version") onLine(`$ ${result.step.command}`);
    } else if (stream === " ---> Using cache\n") {
      if (result.step?.command !== undefined && result.step.phase !== "version")
        onLine("(nothing changed: kept from the last build)");
    } else if (stream !== undefined && !CHATTER.test(stream) && !(stream === "\n" && afterStep))
      lines.write(Buffer.from(withoutColour(stream)));
    // Docker ends the line of a step in a message of its own.
    afterStep = stream !== undefined && /^STEP \d/i.test(stream);
  };

  for await (const message of jsonLines(output)) take(message);
  lines.end();
  return result;
}

/** `Step 3/9 : RUN …` of Docker, `STEP 3/9: RUN …` of Podman; the expected number tells it from a command that prints the like. */
function isStep(text: string, number: number): boolean {
  return new RegExp(`^STEP ${number}/\\d+ ?: `, "i").test(text);
}

/** The builder colours what a command writes to stderr, message by message. */
function withoutColour(text: string): string {
  return text.startsWith(RED) && text.endsWith(PLAIN) ? text.slice(RED.length, -PLAIN.length) : text;
}

const RED = "\u001b[91m";
const PLAIN = "\u001b[0m";

const CHATTER =
  /^( ---> [^\n]*\n?|Removing intermediate container [0-9a-f]+\n|Successfully (built|tagged) [^\n]+\n|COMMIT [^\n]*\n|--> [^\n]+\n|\[\d+\/\d+\] STEP [^\n]*\n)$/;

/** Podman has the code only in its words. */
function exitCodeIn(error: string): number | undefined {
  const code = /(?:non-zero code: |exit status |exit code )(\d+)/.exec(error)?.[1];
  return code === undefined ? undefined : Number(code);
}

async function* jsonLines(output: NodeJS.ReadableStream): AsyncGenerator<BuildMessage> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of output as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, chunk]);
    for (let newline = rest.indexOf(0x0a); newline >= 0; newline = rest.indexOf(0x0a)) {
      const line = rest.toString("utf8", 0, newline).trim();
      rest = rest.subarray(newline + 1);
      if (line) yield JSON.parse(line) as BuildMessage;
    }
  }
}
