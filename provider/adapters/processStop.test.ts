import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** Serves gRPC's way, as Pulumi's dynamic provider process does; its work ends when it is stopped, and says so. */
const PROGRAM = `
const http2 = require("node:http2");
const { processStop } = require(${JSON.stringify(join(__dirname, "processStop"))});
const { signal, during } = processStop();
const server = http2.createServer();
server.on("stream", (stream) => { stream.respond({ ":status": 200 }); stream.end(); });
server.listen(0, "127.0.0.1", () => {
  during(() => new Promise((resolve) => signal.addEventListener("abort", () => setTimeout(resolve, 20), { once: true })))
    .then(() => console.log("stopped: " + signal.reason.message));
  console.log("port " + server.address().port);
});
`;

describe("the end of the dynamic provider's process", () => {
  let child: ChildProcess;
  let printed = "";
  beforeEach(async () => {
    printed = "";
    child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", PROGRAM], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    child.stdout!.setEncoding("utf8").on("data", (text) => {
      printed += text;
    });
    await says("port ");
  });
  afterEach(() => child.kill("SIGKILL"));

  const says = async (text: string): Promise<void> => {
    while (!printed.includes(text)) await once(child.stdout!, "data");
  };

  it("is announced by Pulumi's request to cancel, which the process alone answers", async () => {
    const { connect } = await import("node:http2");
    const port = /port (\d+)/.exec(printed)![1];
    const client = connect(`http://127.0.0.1:${port}`);
    client.request({ ":method": "POST", ":path": "/pulumirpc.ResourceProvider/Cancel" }).resume();
    await says("stopped: cancelled: what App Runner has begun goes on by itself");
    client.close();
    assert.equal(child.exitCode, null, "Pulumi ends it later");
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`waits, after ${signal}, for the work to say where it stopped`, async () => {
      child.kill(signal);
      const [, by] = await once(child, "exit");
      assert.match(printed, /stopped: cancelled/);
      assert.equal(by, signal);
    });
  }
});
