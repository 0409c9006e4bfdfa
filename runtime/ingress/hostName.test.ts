import { equal } from "node:assert/strict";
import { describe, it } from "mocha";
import { hostName, wildcardOf } from "./hostName";

describe("hostName", () => {
  for (const [authority, name] of [
    ["web.us-east-1.awsapprunner.localhost:4780", "web.us-east-1.awsapprunner.localhost"],
    ["WEB.Example.COM", "web.example.com"],
    ["web.example.com:", "web.example.com"],
    ["127.0.0.1:80", "127.0.0.1"],
    ["[::1]:4780", "[::1]"],
    ["", undefined],
    ["a b", undefined],
    ["a/b", undefined],
    ["a@b", undefined],
    ["a:b", undefined],
    ["a,b", undefined],
  ] as const) {
    it(`reads ${JSON.stringify(authority)} as ${name}`, () => equal(hostName(authority), name));
  }
});

describe("wildcardOf", () => {
  it("covers one label", () => equal(wildcardOf("a.b.example.com"), "*.b.example.com"));
  it("has nothing for a name of one label", () => equal(wildcardOf("localhost"), undefined));
  it("has nothing for a name that begins with a dot", () => equal(wildcardOf(".example.com"), undefined));
});
