import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectionOf } from "../docker/address.mjs";
import { splitTag } from "../docker/client.mjs";
import { FOR_TESTS, wantedImages } from "./baseImages.mjs";
import { foreignTags } from "./daemonUse.mjs";
import { hostCertificates } from "./imageRecipes.mjs";
import { mirrorsOf } from "./rootfs.mjs";

describe("base images", () => {
  it("are those that the runtime's own table names", () => {
    const images = wantedImages();
    assert.deepEqual(
      images.map(({ language, version }) => `${language} ${version}`),
      ["python 3.11", "nodejs 18", "nodejs 22"],
    );
    for (const { image } of images) assert.match(image, /^docker\.io\/library\/[a-z]+:[\w.-]+$/);
  });

  it("for tests alone are not among those that npm start waits for", () => {
    const images = wantedImages(FOR_TESTS);
    assert.deepEqual(
      images.map(({ language, version }) => `${language} ${version}`),
      ["go 1", "ruby 3.1"],
    );
    assert.ok(images.every(({ image }) => wantedImages().every((other) => other.image !== image)));
  });

  it("are split into name and tag, with a registry's port left in the name", () => {
    assert.deepEqual(splitTag("docker.io/library/node:18"), ["docker.io/library/node", "18"]);
    assert.deepEqual(splitTag("registry:5000/a/b"), ["registry:5000/a/b", "latest"]);
  });
});

describe("the images in a private daemon", () => {
  it("are set-up's own, under either name, or somebody's", () => {
    const tags = [
      "node:18",
      "docker.io/library/node:18",
      "pulumi-apprunner/debian:bookworm-amd64",
      "apprunner/abc:def",
      "node:19",
    ];
    assert.deepEqual(foreignTags(tags, ["docker.io/library/node:18"]), ["apprunner/abc:def", "node:19"]);
  });
});

describe("the certificates of a made image", () => {
  it("are this machine's bundle and what Node.js trusts besides", () => {
    const folder = mkdtempSync(join(tmpdir(), "apprunner-certificates-"));
    try {
      const [bundle, extra] = ["bundle", "extra"].map((name) => join(folder, name));
      writeFileSync(bundle, "A\n");
      writeFileSync(extra, "B\n");
      assert.equal(hostCertificates({}, [bundle]), "A\n");
      assert.equal(hostCertificates({ NODE_EXTRA_CA_CERTS: extra }, [bundle]), "A\n\nB\n");
      assert.equal(hostCertificates({ SSL_CERT_FILE: bundle, NODE_EXTRA_CA_CERTS: bundle }, []), "A\n");
      assert.throws(() => hostCertificates({}, [join(folder, "none")]), /no bundle of trusted certificates/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("Debian mirrors", () => {
  const line = (origin, uri, codename, component = "main") => [origin, uri, codename, component].join("|");

  it("are this machine's own where it is a Debian of the same suite", () => {
    const targets = [
      line("Debian", "http://m/d/", "bookworm"),
      line("Debian", "http://m/s/", "bookworm-security"),
      line("Docker", "http://x/", "bookworm"),
    ];
    assert.deepEqual(mirrorsOf(targets.join("\n"), { ID: "debian" }), [
      { uri: "http://m/d/", codename: "bookworm" },
      { uri: "http://m/s/", codename: "bookworm-security" },
    ]);
  });

  it("are left to debootstrap elsewhere", () => {
    assert.deepEqual(mirrorsOf(line("Ubuntu", "http://u/", "noble"), { ID: "ubuntu" }), []);
    assert.deepEqual(mirrorsOf(line("Debian", "http://m/d/", "trixie"), { ID: "debian" }), []);
    assert.deepEqual(mirrorsOf("", {}), []);
  });
});

describe("a DOCKER_HOST", () => {
  it("may be a socket, an address, or an address with TLS", () => {
    assert.deepEqual(connectionOf("unix:///run/d.sock", {}), { socketPath: "/run/d.sock" });
    assert.deepEqual(connectionOf("tcp://h:1", {}), { host: "h", port: "1", tls: false });
    assert.deepEqual(connectionOf("tcp://h", { DOCKER_TLS_VERIFY: "1" }), { host: "h", port: 2376, tls: true });
  });

  it("of another kind is an error that names it", () => {
    assert.throws(() => connectionOf("ssh://h", {}), /DOCKER_HOST=ssh:\/\/h cannot be used/);
  });
});
