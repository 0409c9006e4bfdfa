import assert from "node:assert/strict";
import { runCli } from "./commandLine";

describe("the command line", () => {
  const wrong: [string, string[], RegExp][] = [
    ["an unknown command", ["lokal", "start"], /unknown command 'lokal'[\s\S]*local/],
    ["an unknown command of a group", ["local", "strat"], /unknown command 'strat'[\s\S]*start/],
    ["an unknown option", ["local", "start", "--hom", "x"], /unknown option '--hom'[\s\S]*--home/],
    ["a port that is none", ["local", "start", "--api-port", "65536"], /65536[\s\S]*0 \(any free one\) to 65535/],
    ["an engine that is none", ["local", "start", "--engine", "podman"], /podman[\s\S]*docker, process/],
    ["a number of lines that is none", ["logs", "web", "--lines", "-1"], /-1[\s\S]*0 to 10000/],
    ["a missing service", ["deploy"], /missing required argument 'service'/],
    ["a group alone", ["local"], /Usage: apprunner local/],
    ["nothing at all", [], /Usage: apprunner/],
    ["an operation of a log that has none", ["logs", "web", "--operation", "x"], /--type deployment/],
  ];

  for (const [what, args, message] of wrong) {
    it(`answers ${what} with exit code 2 and what is right`, async () => {
      const { code, stdout, stderr } = await runCli(args);
      assert.equal(code, 2);
      assert.equal(stdout, "");
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n\s+at /);
    });
  }

  it("prints help and version on stdout with exit code 0", async () => {
    const help = await runCli(["--help"]);
    assert.equal(help.code, 0);
    assert.match(help.stdout, /local/);
    const version = await runCli(["--version"]);
    assert.equal(version.code, 0);
    assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
  });
});
