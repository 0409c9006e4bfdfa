import assert from "node:assert/strict";
import { containerCommand } from "./command";

describe("a container's command", () => {
  it("is the image's own when none is given", () => assert.deepEqual(containerCommand(undefined, true), {}));

  it("is run by a shell in an image of ours", () => {
    assert.deepEqual(containerCommand("python app.py", true), {
      Entrypoint: ["/bin/sh", "-c"],
      Cmd: ["exec python app.py"],
    });
  });

  const foreign: [string, string[]][] = [
    ["nginx -g daemon", ["nginx", "-g", "daemon"]],
    ["  node   app.js ", ["node", "app.js"]],
    [`serve --title "my app" --x='a "b"' pre"fix"`, ["serve", "--title", "my app", '--x=a "b"', "prefix"]],
    ["serve ''", ["serve", ""]],
    ["echo $HOME", ["/bin/sh", "-c", "exec echo $HOME"]],
    ["a && b", ["/bin/sh", "-c", "a && exec b"]],
    ["A=1 node app.js", ["/bin/sh", "-c", "exec env A=1 node app.js"]],
    [`echo "no end`, ["/bin/sh", "-c", `echo "no end`]],
  ];
  for (const [command, words] of foreign) {
    it(`replaces a foreign image's default and keeps its entry point: ${command}`, () => {
      assert.deepEqual(containerCommand(command, false), { Cmd: words });
    });
  }
});
