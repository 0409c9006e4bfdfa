import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { BIN, Homes, runCli, startLocal } from "../cli/commandLine";
import { skip } from "../support/skip";

/** Runs a command on a terminal of its own, types `text` when it asks, prints what the terminal showed, ends with its exit code. */
const ON_A_TERMINAL = `
import os, pty, sys
text = sys.argv[1].encode().decode("unicode_escape").encode()
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[2], sys.argv[2:])
shown, typed = b"", False
while True:
    try:
        chunk = os.read(terminal, 4096)
    except OSError:
        break
    if not chunk:
        break
    shown += chunk
    if not typed and b": " in shown:
        typed = True
        os.write(terminal, text)
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

describe("a secret that is typed", function () {
  this.timeout(120_000);
  const homes = new Homes();
  let home: string;

  before(async function () {
    try {
      execFileSync("python3", ["-c", "import os, pty; os.waitstatus_to_exitcode"]);
    } catch {
      skip(this, "no python3 (3.9 or newer) makes a terminal");
    }
    home = homes.create();
    await startLocal(home);
  });
  after(() => homes.remove());

  it("is not shown, and a mistyped character can be taken back", async () => {
    const { code, shown } = await onTerminal("canary-x\\x7ftyped\\r", "local", "secret", "set", "db", "--home", home);
    assert.equal(code, 0, shown);
    assert.match(shown, /Value of db: \r\narn:aws:secretsmanager:/);
    assert.ok(!/canary|typed/.test(shown), shown);
  });

  it("is not set after Ctrl-C", async () => {
    const { code, shown } = await onTerminal("canary\\x03", "local", "secret", "set", "other", "--home", home);
    assert.equal(code, 1);
    assert.match(shown, /Nothing was changed/);
    assert.doesNotMatch((await runCli(["local", "secret", "list", "--home", home])).stdout, /other/);
  });

  it("is refused where a pipe was meant", async () => {
    const { code, shown } = await onTerminal("", "connect", "github", "--token-stdin", "--home", home);
    assert.equal(code, 2);
    assert.match(shown, /Standard input is a terminal/);
  });

  async function onTerminal(text: string, ...args: string[]) {
    const child = spawn("python3", ["-c", ON_A_TERMINAL, text, process.execPath, BIN, ...args]);
    let shown = "";
    child.stdout.on("data", (chunk: Buffer) => {
      shown += chunk.toString();
    });
    const code = await new Promise<number | null>((done, failed) => child.once("error", failed).once("close", done));
    return { code, shown };
  }
});
