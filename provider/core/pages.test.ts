import assert from "node:assert/strict";
import { collect, listAll } from "./pages";

describe("listAll", () => {
  it("goes on after empty and missing lists until there is no token", async () => {
    const pages: Record<string, { items?: number[]; NextToken?: string }> = {
      first: { items: [], NextToken: "a" },
      a: { items: [1, 2], NextToken: "b" },
      b: { NextToken: "c" },
      c: { items: [3] },
    };
    const all = listAll(
      async (token) => pages[token ?? "first"]!,
      (page) => page.items,
    );
    assert.deepEqual(await collect(all), [1, 2, 3]);
  });

  it("reads no further than it is asked to", async () => {
    let reads = 0;
    const endless = listAll(
      async () => ({ items: [++reads], NextToken: "more" }),
      (page) => page.items,
    );
    for await (const item of endless) if (item === 2) break;
    assert.equal(reads, 2);
  });
});
