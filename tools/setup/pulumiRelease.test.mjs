import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digest } from "../cache/seal.mjs";
import { Unavailable } from "./ladder.mjs";
import { releasedPulumi } from "./pulumiRelease.mjs";

describe("the official release of Pulumi", () => {
  const say = () => {};
  let folder;
  let cache;
  let archive;
  let notes;
  const progress = { note: (text) => notes.push(text) };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "apprunner-release-"));
    cache = join(folder, "cache");
    notes = [];
    mkdirSync(join(folder, "pulumi"));
    for (const name of ["pulumi", "pulumi-language-nodejs"])
      writeFileSync(join(folder, "pulumi", name), `#!${name}`, { mode: 0o755 });
    archive = join(folder, "archive.tar.gz");
    execFileSync("tar", ["-czf", archive, "-C", folder, "pulumi"]);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  // The vendor's site, as far as it matters: two files, one with the other's digest.
  function site(sum) {
    const asked = [];
    const download = async (url) => {
      asked.push(url);
      const name = decodeURIComponent(url.split("/").at(-1));
      if (!name.endsWith("checksums.txt")) return new Response(readFileSync(archive));
      const names = ["linux", "darwin"].flatMap((os) => ["x64", "arm64"].map((cpu) => `${os}-${cpu}`));
      const version = /pulumi-(.*)-checksums/.exec(name)[1];
      return new Response(names.map((kind) => `${sum}  pulumi-v${version}-${kind}.tar.gz\n`).join(""));
    };
    return { asked, download };
  }

  it("is unpacked when its digest is the published one, and not asked for again", async () => {
    const { asked, download } = site(await digest(archive));
    const released = await releasedPulumi({ cache, progress, say, download });
    assert.equal(readFileSync(released.files[0], "utf8"), "#!pulumi");
    await releasedPulumi({ cache, progress, say, download });
    assert.equal(asked.length, 2);
  });

  it("is refused whole when its digest is another", async () => {
    const { download } = site("0".repeat(64));
    await assert.rejects(
      releasedPulumi({ cache, progress, say, download }),
      /SHA-256 .* is published: it was not installed/,
    );
    assert.deepEqual(readdirSync(join(cache, "pulumi")), []);
  });

  it("is fetched again when what lies in the cache was changed", async () => {
    const { asked, download } = site(await digest(archive));
    const { files } = await releasedPulumi({ cache, progress, say, download });
    writeFileSync(files[0], "#!evil");
    await releasedPulumi({ cache, progress, say, download });
    assert.equal(readFileSync(files[0], "utf8"), "#!pulumi");
    assert.equal(asked.length, 4);
    assert.match(notes[0], /damaged \(pulumi was changed\)/);
  });

  it("is no rung of the ladder where the site does not answer", async () => {
    const download = () =>
      Promise.reject(Object.assign(new TypeError("fetch failed"), { cause: { code: "ENOTFOUND" } }));
    await assert.rejects(releasedPulumi({ cache, progress, say, download }), (error) => {
      return error instanceof Unavailable && /does not answer \(ENOTFOUND\)/.test(error.message);
    });
    assert.equal(existsSync(join(cache, "pulumi")), false);
  });
});
