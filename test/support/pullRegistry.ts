import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { pack } from "tar-stream";

/** An image of one layer. */
export interface RegistryImage {
  /** Path to content; every file is executable. */
  files: Record<string, string | Buffer>;
  /** As Go names it: amd64, arm64. */
  architecture: string;
  /** Docker's own settings of an image: Cmd, Entrypoint, Env ... */
  config?: Record<string, unknown>;
}

/**
 * A registry of this machine with images made of a few files, to be pulled, by anybody or by one user alone (Docker allows plain http on
 * loopback).
 */
export interface PullRegistry {
  /** `127.0.0.1:<port>`. */
  readonly host: string;
  /** Puts an image under a name and tag (`team/app:1`). Answers its digest. */
  put(name: string, image: RegistryImage): Promise<string>;
  close(): Promise<void>;
}

interface Blob {
  type: string;
  content: Buffer;
}

/** Starts one, for everybody or for one user alone. */
export async function startPullRegistry(user?: { name: string; password: string }): Promise<PullRegistry> {
  const blobs = new Map<string, Blob>();
  const expected = user && `Basic ${Buffer.from(`${user.name}:${user.password}`).toString("base64")}`;
  const server = createServer((request, response) => answer(blobs, expected, request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async put(name, image) {
      const [repository, tag] = name.split(":");
      const made = await imageOf(image);
      for (const blob of made.blobs) blobs.set(`${repository}/blobs/${digestOf(blob.content)}`, blob);
      for (const reference of [tag, digestOf(made.manifest.content)])
        blobs.set(`${repository}/manifests/${reference}`, made.manifest);
      return digestOf(made.manifest.content);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
const CONFIG = "application/vnd.docker.container.image.v1+json";
const LAYER = "application/vnd.docker.image.rootfs.diff.tar";

/** Source: distribution's HTTP API V2. */
function answer(
  blobs: ReadonlyMap<string, Blob>,
  expected: string | undefined,
  { url = "", method, headers }: IncomingMessage,
  response: ServerResponse,
): void {
  const path = url.replace(/^\/v2\//, "");
  const blob = blobs.get(path);
  if (expected && headers.authorization !== expected) {
    response.writeHead(401, { "www-authenticate": 'Basic realm="test"', "content-type": "application/json" });
    response.end('{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}');
  } else if (path === "") {
    response.end("{}");
  } else if (!blob) {
    response.writeHead(404, { "content-type": "application/json" });
    response.end('{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}');
  } else {
    response.writeHead(200, {
      "content-type": blob.type,
      "content-length": blob.content.length,
      "docker-content-digest": digestOf(blob.content),
    });
    response.end(method === "HEAD" ? undefined : blob.content);
  }
}

async function imageOf({
  files,
  architecture,
  config = {},
}: RegistryImage): Promise<{ manifest: Blob; blobs: Blob[] }> {
  const archive = pack();
  for (const [name, content] of Object.entries(files)) archive.entry({ name, mode: 0o755 }, content);
  archive.finalize();
  const layer = { type: LAYER, content: await buffer(archive) };
  const description = {
    architecture,
    os: "linux",
    config,
    rootfs: { type: "layers", diff_ids: [digestOf(layer.content)] },
  };
  const settings = { type: CONFIG, content: json(description) };
  const entry = ({ type, content }: Blob) => ({ mediaType: type, size: content.length, digest: digestOf(content) });
  const manifest = { schemaVersion: 2, mediaType: MANIFEST, config: entry(settings), layers: [entry(layer)] };
  return { manifest: { type: MANIFEST, content: json(manifest) }, blobs: [layer, settings] };
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const digestOf = (content: Buffer): string => `sha256:${createHash("sha256").update(content).digest("hex")}`;
