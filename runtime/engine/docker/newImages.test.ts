import assert from "node:assert/strict";
import Docker from "dockerode";
import { whyNoDocker } from "../../../test/support/docker";
import { type PullRegistry, startPullRegistry } from "../../../test/support/pullRegistry";
import { skip } from "../../../test/support/skip";
import { waitFor } from "../../../test/support/waitFor";
import { createDockerEngine } from "../docker";
import { ImageNotFound } from "../failures";

describe("an image whose registry gets a new one under its name", function () {
  this.timeout(60_000);
  const docker = new Docker();
  const engine = createDockerEngine({ homeId: "new-images-test", environment: process.env });
  const signal = new AbortController().signal;
  let registry: PullRegistry;
  let name: string;

  before(async function () {
    const reason = await whyNoDocker();
    if (reason) skip(this, reason);
    registry = await startPullRegistry();
    name = `${registry.host}/app:latest`;
    await put("of the registry");
    await engine.resolveImage(name, signal);
  });
  after(async () => {
    if (!registry) return;
    for (const made of [name, `${registry.host}/own:latest`]) {
      await docker
        .getImage(made)
        .remove({ force: true })
        .catch(() => undefined);
    }
  });

  it("is left while the registry has the same, and when the image is of this machine alone or not here", async () => {
    await docker.getImage(name).tag({ repo: `${registry.host}/own`, tag: "latest" });
    for (const unchanged of [name, `${registry.host}/own:latest`, `${registry.host}/nothing:latest`]) {
      assert.equal(await engine.updateImage(unchanged, signal), false, unchanged);
    }
  });

  it("is pulled once, and whoever watches is told", async () => {
    const former = await engine.findImage(name);
    const stop = new AbortController();
    let told = 0;
    const watching = engine.watchImages(() => told++, stop.signal);
    // Events from before the watch are not told: move a name until one is.
    await waitFor("the watch", async () => {
      await docker.getImage(name).tag({ repo: `${registry.host}/own`, tag: "latest" });
      return told > 0 ? true : undefined;
    });
    const digest = await put("newer");
    assert.equal((await engine.findImage(name))?.reference, former?.reference);
    const before = told;
    assert.equal(await engine.updateImage(name, signal), true);
    await waitFor("the event", () => (told > before ? true : undefined));
    const found = await engine.findImage(name);
    assert.equal(found?.digest, digest);
    assert.notEqual(found.reference, former?.reference);
    assert.equal(await engine.updateImage(name, signal), false);
    stop.abort();
    await watching;
  });

  it("says that the registry is not reached", async () => {
    await registry.close();
    await assert.rejects(engine.updateImage(name, signal), (error: Error) => {
      assert.ok(error instanceof ImageNotFound);
      assert.match(error.message, /registry of image .* does not say what it has: .*refused/);
      return true;
    });
  });

  /** Puts an image of one small file under the name into the registry; answers its digest. */
  function put(content: string): Promise<string> {
    return registry.put("app:latest", { files: { content }, architecture: "amd64" });
  }
});
