import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { withExec } from "./startCommand";

describe("a start command for the shell", () => {
  const changed: [string, string][] = [
    ["python app.py", "exec python app.py"],
    ["  npm start ", "exec npm start "],
    ["cd api && gunicorn -b 0.0.0.0:$PORT app", "cd api && exec gunicorn -b 0.0.0.0:$PORT app"],
    ["a && b && ./c", "a && b && exec ./c"],
    ["DEBUG=1 node app.js", "exec env DEBUG=1 node app.js"],
    ["node app.js > /tmp/log 2>&1", "exec node app.js > /tmp/log 2>&1"],
    [`sh -c 'a; b'`, `exec sh -c 'a; b'`],
    [`java -Dx="a && b" -jar app.jar`, `exec java -Dx="a && b" -jar app.jar`],
    ['"$HOME/bin/app" --flag', 'exec "$HOME/bin/app" --flag'],
  ];
  for (const [command, expected] of changed) {
    it(`gives way to the program: ${command}`, () => assert.equal(withExec(command), expected));
  }

  const left = [
    "exec gunicorn app",
    "a; b",
    "a || b",
    "a | b",
    "a & b",
    "(cd x; y)",
    "cd x && . ./env",
    "while true; do x; done",
    "echo `date`",
    'echo "$(date)"',
    "echo 'no end",
    "a\nb",
    "",
    "# nothing",
    "a &&",
  ];
  for (const command of left) {
    it(`is left as it is: ${JSON.stringify(command)}`, () => assert.equal(withExec(command), command));
  }

  it("does the same as before, but as one process", () => {
    const shell = (command: string): string[] =>
      execFileSync("/bin/sh", ["-c", command], { encoding: "utf8" }).trim().split("\n");
    const command = `cd / && A="x y" sh -c 'pwd; echo "$A"' 2>&1`;
    assert.deepEqual(shell(command), ["/", "x y"]);
    assert.deepEqual(shell(withExec(command)), ["/", "x y"]);
    const [outer, inner] = shell(`echo $$ && ${withExec("sh -c 'echo $$; :'")}`);
    assert.equal(inner, outer);
  });
});
