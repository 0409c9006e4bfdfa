import assert from "node:assert/strict";
import { concealValue, formsOf } from "./conceal";

const SECRET = 'p&ss "wörd"/+\\1';

describe("concealing a value", () => {
  const ways: [how: string, written: string][] = [
    ["as it is", SECRET],
    ["in JSON", JSON.stringify({ token: SECRET })],
    ["in JSON in JSON", JSON.stringify(JSON.stringify({ token: SECRET }))],
    ["in a URL", `https://x/?token=${encodeURIComponent(SECRET)}&a`],
    ["in a form", new URLSearchParams({ token: SECRET }).toString()],
    ["in base 64", Buffer.from(SECRET).toString("base64")],
    ...["a", "ab", "abc", "user:"].flatMap((before): [string, string][] => [
      [`in base 64 after ${before}`, Buffer.from(before + SECRET).toString("base64")],
      [`in base 64 between ${before}`, Buffer.from(before + SECRET + before).toString("base64url")],
    ]),
  ];
  for (const [how, written] of ways) {
    it(`finds it ${how}`, () => {
      const text = concealValue(`before ${written} after`, SECRET, "[secret]");
      assert.match(text, /^before .*\[secret\].* after$/);
      const [decoded] = [
        text
          .replace(/\[secret\]/g, "")
          .split(" ")
          .slice(1, -1)
          .join(" "),
      ];
      assert.ok(decoded.length <= written.length - 8, text);
    });
  }

  it("finds each line of it, as of a key, alone", () => {
    const key = "-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQ\n-----END KEY-----";
    assert.equal(concealValue("read MIIEvQIBADANBg", key, "[secret]"), "read [secret]");
  });

  it("finds the beginning that our own messages quote", () => {
    const long = "canary".repeat(30);
    assert.equal(
      concealValue(`"${long.slice(0, 60)}..." is not allowed`, long, "[secret]"),
      '"[secret]..." is not allowed',
    );
  });

  it("finds a word of it, as of a command whose arguments an app prints", () => {
    const command = "node server.js --token=canary-0c77d1 --name 'canary 2'";
    const text = concealValue("node said: canary-0c77d1, --name", command, "[secret]");
    assert.equal(text, "node said: [secret], --name");
  });

  it("takes the replacement as it is", () => {
    assert.equal(concealValue("a canary-4711 b", "canary-4711", "[value of $&]"), "a [value of $&] b");
  });

  it("leaves words alone that are too short to be secrets", () => {
    assert.equal(concealValue("the dev server", "dev", "[secret]"), "the dev server");
    assert.deepEqual(formsOf(""), []);
  });
});
