import assert from "node:assert/strict";
import { createProgress, elapsed } from "./progress.mjs";

describe("progress", () => {
  let text;
  let time;
  const progress = (live = false) => {
    text = "";
    time = 0;
    return createProgress({ out: { write: (more) => (text += more) }, now: () => time, live });
  };

  it("says nothing of a step that took no time and said nothing", async () => {
    await progress().step("Engine", async () => ({ text: "there" }));
    assert.equal(text, "");
  });

  it("says a quick step that asks to be announced", async () => {
    await progress().step("Engine", async () => ({ text: "Docker", announce: true, details: ["not Podman: none"] }));
    assert.equal(text, "✓ Engine: Docker (0.0 s)\n    not Podman: none\n");
  });

  it("says the time of a step that took longer than a second", async () => {
    await progress().step("Build", async () => {
      time = 83_000;
      return { text: "9 files" };
    });
    assert.equal(text, "✓ Build: 9 files (1 min 23 s)\n");
  });

  it("shows a failure with what was being done, and throws it on", async () => {
    const failing = progress().step("Build", async (say) => {
      say("compiling");
      throw new Error("no");
    });
    await assert.rejects(failing, /no/);
    assert.equal(text, "✗ Build: compiling (0.0 s)\n");
  });

  it("keeps a passing detail off a screen that is no terminal", async () => {
    await progress().step("Build", async (say) => {
      say("compiling");
      say.detail("file 7");
    });
    assert.equal(text, "✓ Build: done (0.0 s)\n");
  });

  it("tells times as a person would", () => {
    assert.deepEqual([0, 900, 59_900, 60_000, 125_400].map(elapsed), [
      "0.0 s",
      "0.9 s",
      "59.9 s",
      "1 min 00 s",
      "2 min 05 s",
    ]);
  });
});
