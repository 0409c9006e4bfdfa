import assert from "node:assert/strict";
import { shape } from "../../api/shapes";
import { patternOf } from "./constraint";
import { AUTO_NAME, nameFor } from "./name";

describe("a name", () => {
  const pattern = patternOf(shape("ServiceName"))!;
  const made = (base: string): string => nameFor({ [AUTO_NAME]: base }, "serviceName", "ServiceName", () => "0123456");

  it("is the program's when the program gives one", () => {
    assert.equal(nameFor({ serviceName: "mine", [AUTO_NAME]: "hello" }, "serviceName", "ServiceName"), "mine");
  });

  for (const [base, name] of [
    ["hello", "hello-0123456"],
    ["my service/äö", "my-service--0123456"],
    ["-_x", "x-0123456"],
    ["ä", "x-0123456"],
    ["a".repeat(60), `${"a".repeat(32)}-0123456`],
  ] as const) {
    it(`made up from ${JSON.stringify(base.slice(0, 20))} is one that App Runner takes`, () => {
      assert.equal(made(base), name);
      assert.match(name, pattern);
    });
  }

  it("is another one each time", () => {
    const one = nameFor({ [AUTO_NAME]: "a" }, "serviceName", "ServiceName");
    assert.notEqual(one, nameFor({ [AUTO_NAME]: "a" }, "serviceName", "ServiceName"));
    assert.match(one, /^a-[0-9a-f]{7}$/);
  });
});
