import assert from "node:assert/strict";
import fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { reportOf } from "../../sdk/preview/assess";
import { commentMarker, GITHUB_LIMIT, renderGithub } from "../../sdk/preview/render/github";
import { renderMarkdown } from "../../sdk/preview/render/markdown";
import { renderText } from "../../sdk/preview/render/text";
import type { PreviewReport } from "../../sdk/preview/report";
import { aDigest, anImageService, aStep } from "./digests";

const NOW = new Date("2026-11-22T10:00:00Z");

describe("the Markdown of a preview", () => {
  it("shows verdict, table, properties, cost and the way back", () => {
    const old = anImageService("shop:1");
    const report = reportFor(
      "web",
      anImageService("shop:2", { instanceConfiguration: { cpu: "2 vCPU", memory: "4 GB" } }),
      old,
    );
    const html = toHtml(renderMarkdown(report));
    assert.match(html, /<strong>This deploys 1 service; nothing is replaced or deleted\.<\/strong>/);
    assert.match(html, /<td><code>web<\/code> Service<\/td>\s*<td>✏️ update<\/td>/);
    assert.match(html, /<code>shop:1<\/code> → <code>shop:2<\/code>/);
    assert.match(
      html,
      /- instanceConfiguration\.cpu: &quot;1024&quot;\n\+ instanceConfiguration\.cpu: &quot;2 vCPU&quot;/,
    );
    assert.match(html, /<td align="right">\$10\.22 → \$20\.44<\/td>/);
    assert.match(html, /Revert the pull request/);
  });

  for (const hostile of [
    "`</code><script>alert(1)</script>",
    "|x|\n\n# Approved by @security-team",
    "\\|`|\\`| a | b |",
    "</details></details><img src=x onerror=alert(1)>",
    "[click](https://evil.example) ![x](https://evil.example/x.png) <https://evil.example>",
    "https://evil.example www.evil.example me@evil.example",
    "```\n~~~\n````\n$$x$$ :tada: #1 GH-1 org/repo#2 @org/team",
    "&lt;b&gt; &#60;b&#62; &copy;",
    "\u202eabc\u2066\u200b\r\n\u2028- [ ] task\n<!-- apprunner preview shop/dev -->",
    "-->\n<!--",
    "**b** __b__ ~~s~~ [^1]\n\n[^1]: note",
  ]) {
    it(`is not broken by ${JSON.stringify(hostile).slice(0, 50)}`, () => assertHarmless(hostile));
  }

  it("is not broken by any text whatever", () => {
    const pieces = fc.constantFrom(
      "`",
      "|",
      "\\",
      "<",
      ">",
      "&",
      "\n",
      "@a",
      "#1",
      "*",
      "_",
      "[",
      "](",
      ")",
      "!",
      "~~",
      "http://x.y",
      "www.a.b",
      "$",
      ":",
      "-",
      " ",
      "x",
      "<!--",
      "-->",
      "</code>",
      "```",
    );
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join("")),
        assertHarmless,
      ),
      { numRuns: 300 },
    );
  });

  it("is not broken by a report of strangers either", () => {
    const text = "</sub><img src=x> @team\n\n# no | `";
    const report: PreviewReport = {
      ...reportFor("web", anImageService("shop:2")),
      commit: text,
      at: text,
      region: text,
      costs: { basis: text, services: [{ service: text, size: text, after: { idle: 1, busiest: 1, paused: 1 } }] },
      dns: [{ domain: text, name: text, type: text, purpose: text }],
      rollback: [text],
      problems: [{ severity: "error", name: text, message: text }],
      drift: [{ name: text, kind: text, gone: true, changes: [] }],
      sources: [{ service: text, after: text, commits: [{ id: text, title: text }] }],
    };
    assertOnlyOurMarkup(renderGithub(report));
  });
});

describe("the comment on a pull request", () => {
  it("begins with the stack's marker, which nothing else can be", () => {
    const report = reportFor("web", anImageService("shop:2"));
    assert.equal(commentMarker(report), "<!-- apprunner preview shop/dev -->");
    assert.ok(renderGithub(report).startsWith("<!-- apprunner preview shop/dev -->\n### "));
    assert.equal(commentMarker({ project: "a-->b", stack: "<!--" }), "<!-- apprunner preview a--%3Eb/%3C!-- -->");
  });

  it("holds a preview of 500 resources, replacements first, in less than a second", () => {
    const report = bigReport(500);
    const startedAt = performance.now();
    const body = renderGithub(report);
    const took = performance.now() - startedAt;
    assert.ok(body.length <= GITHUB_LIMIT, `${body.length} characters`);
    assert.ok(body.length > GITHUB_LIMIT / 2, "the room is used");
    assert.ok(took < 1_000, `${took} ms`);
    assert.match(body, /🔴 \*\*replace\*\*/);
    assertOnlyOurMarkup(body);
  });

  it("says what it left out", () => {
    const body = renderGithub(bigReport(500), 20_000);
    assert.ok(body.length <= 20_000);
    assert.match(body, /… and \d+ more resources \(\d+ to update\); `apprunner preview` shows them all\./);
  });

  it("fits when a single value is longer than the limit", () => {
    const old = anImageService("shop:1");
    const report = reportFor("web", anImageService(`shop:${"x".repeat(200_000)}`), old);
    const body = renderGithub({ ...report, problems: [{ severity: "error", message: "y".repeat(200_000) }] });
    assert.ok(body.length <= GITHUB_LIMIT);
    assert.match(body, /more characters/);
  });
});

describe("the text of a preview", () => {
  it("cannot move the cursor of a terminal", () => {
    const text = renderText(reportFor("web\u001b[2J\r", anImageService("shop:2\u001b]0;x\u0007")));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f]/);
    assert.match(text, /create Service web\\u\{1b\}/);
  });
});

function assertHarmless(hostile: string): void {
  const old = anImageService("shop:1", { tags: { [hostile || "x"]: "1" } });
  const wanted = anImageService(`shop:${hostile}`, { tags: { [hostile || "x"]: hostile } });
  const report = reportFor(hostile, wanted, old);
  assertOnlyOurMarkup(
    renderGithub({
      ...report,
      project: hostile,
      problems: [{ severity: "error", name: hostile, message: hostile }],
      sources: [{ service: hostile, before: hostile, after: hostile, commits: [{ id: hostile, title: hostile }] }],
    }),
  );
}

/** Elements that the renderer itself writes (`span`, `pre` and so on would be somebody else's). */
const OURS = /^(h3|h4|p|strong|code|pre|table|thead|tbody|tr|th|td|br|ul|li|details|summary|sub)$/;

function assertOnlyOurMarkup(body: string): void {
  const html = toHtml(body);
  const rest = html.replace(/^<!-- apprunner preview \S* -->/, "");
  const elements = [...rest.matchAll(/<\/?([^\s>/]*)[^>]*>/g)];
  for (const [tag, name] of elements) {
    assert.match(name!, OURS, `${tag} in ${html}`);
    assert.doesNotMatch(tag!, /(?:href|src|on\w+)=/i);
  }
  for (const name of ["details", "code", "table", "ul", "sub"]) {
    assert.equal(
      count(rest, `<${name}[ >]`),
      count(rest, `</${name}>`),
      `${name} is closed as often as opened in ${html}`,
    );
  }
  assert.equal(count(rest, "<h3>"), 1, html);
  const outsideCode = rest
    .replace(/<(code|pre)[^>]*>[\s\S]*?<\/\1>/g, "")
    .replace(/&#(\d+);/g, (_, number: string) => String.fromCodePoint(Number(number)));
  assert.doesNotMatch(outsideCode, /@\w|#\d|\bGH-\d|(?:^|[\s*_~(])www\.\w/, html);
  const cells = [...html.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row]) => count(row!, "<t[dh]"));
  for (const number of cells) assert.ok([3, 4, 5].includes(number), `${number} cells in a row of ${html}`);
}

function toHtml(markdown: string): string {
  return micromark(markdown, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
}

function count(text: string, pattern: string): number {
  return (text.match(new RegExp(pattern, "g")) ?? []).length;
}

function reportFor(name: string, wanted: ReturnType<typeof anImageService>, old?: typeof wanted): PreviewReport {
  const step = aStep(old ? "update" : "create", "Service", name, { ...(old && { old }), new: wanted });
  return reportOf(aDigest(step), {
    project: "shop",
    stack: "dev",
    target: "aws",
    region: "us-east-1",
    now: NOW,
    environment: "dev",
  });
}

function bigReport(resources: number): PreviewReport {
  const steps = Array.from({ length: resources }, (_, index) => {
    const old = anImageService(`shop:${index}`, { tags: { owner: `team-${index}` } });
    const variables = Object.fromEntries(
      Array.from({ length: 10 }, (__, key) => [`KEY_${key}`, `value-${index}-${key}`]),
    );
    const wanted = anImageService(`shop:${index + 1}`, { tags: { owner: "all", ...variables } });
    return index % 100 === 7
      ? aStep("replace", "Service", `web-${index}`, { old, new: { ...wanted, serviceName: "other" } })
      : aStep("update", "Service", `web-${index}`, { old, new: wanted });
  });
  return reportOf(aDigest(...steps), { project: "shop", stack: "dev", target: "aws", region: "us-east-1", now: NOW });
}
