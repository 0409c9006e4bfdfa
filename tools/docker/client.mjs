// The few calls of the Docker Engine API that set-up needs, on node:http: it runs before any package is installed.
import http from "node:http";
import https from "node:https";
import { connectionOf } from "./address.mjs";

const API = "/v1.40";
const PING_MS = 2_000;

/** Whether a daemon answers at `host`: `{ podman }`, or an Error (returned, not thrown) that says why not. */
export async function ping(host, timeoutMs = PING_MS) {
  try {
    const response = await send(host, "GET", "/_ping", { timeoutMs });
    await text(response);
    if (response.statusCode !== 200) return new Error(`it answered with status ${response.statusCode}`);
    return { podman: "libpod-api-version" in response.headers };
  } catch (error) {
    return error;
  }
}

/** The daemon's architecture as Go names it ("amd64", "arm64"). */
export async function architecture(host) {
  return JSON.parse(await text(await send(host, "GET", `${API}/version`))).Arch;
}

/** The labels of an image ({} when it has none), or undefined when the daemon has no such image. */
export async function imageLabels(host, image) {
  const response = await send(host, "GET", `${API}/images/${image}/json`);
  const body = await text(response);
  if (response.statusCode === 404) return undefined;
  if (response.statusCode !== 200) throw new Error(`docker: ${body}`);
  return JSON.parse(body).Config?.Labels ?? {};
}

/** Every container, running or not. */
export async function allContainers(host) {
  return JSON.parse(await text(await send(host, "GET", `${API}/containers/json?all=1`)));
}

/** The name of every image that has one. */
export async function allTags(host) {
  const images = JSON.parse(await text(await send(host, "GET", `${API}/images/json`)));
  return images.flatMap(({ RepoTags }) => RepoTags ?? []).filter((tag) => !tag.startsWith("<none>"));
}

/**
 * Pulls an image. Fails when the daemon reports an error, and when no line comes for `silenceMs`: a registry that a
 * firewall swallows would otherwise hold set-up for minutes.
 */
export async function pull(host, image, { silenceMs, onLine }) {
  const [name, tag] = splitTag(image);
  const query = new URLSearchParams({ fromImage: name, tag });
  const response = await send(host, "POST", `${API}/images/create?${query}`, { timeoutMs: silenceMs });
  await readProgress(response, { silenceMs, onLine });
}

/** Makes an image of one layer from a root file system's tar stream (gzip is fine). */
export async function importRootfs(host, image, stream) {
  const [repo, tag] = splitTag(image);
  const query = new URLSearchParams({ fromSrc: "-", repo, tag });
  await readProgress(await send(host, "POST", `${API}/images/create?${query}`, { body: stream }), {});
}

/** Builds `Dockerfile` of a tar stream as `image`. The build shares the host's network, so its resolver and proxies hold. */
export async function build(host, image, stream, { labels, buildArgs, onLine }) {
  const query = new URLSearchParams({
    t: image,
    rm: "true",
    forcerm: "true",
    networkmode: "host",
    labels: JSON.stringify(labels),
    buildargs: JSON.stringify(buildArgs),
  });
  const headers = { "content-type": "application/x-tar" };
  await readProgress(await send(host, "POST", `${API}/build?${query}`, { body: stream, headers }), { onLine });
}

function send(host, method, path, { body, headers, timeoutMs } = {}) {
  const { tls, ...connection } = connectionOf(host);
  return new Promise((resolve, reject) => {
    const request = (tls ? https : http).request({ ...connection, method, path, headers, agent: false }, resolve);
    request.on("error", reject);
    if (timeoutMs) {
      request.setTimeout(timeoutMs, () => request.destroy(new Error(`no answer within ${timeoutMs / 1_000} s`)));
    }
    if (!body) return request.end();
    body.on("error", (error) => request.destroy(error));
    body.pipe(request);
  });
}

async function text(response) {
  let all = "";
  response.setEncoding("utf8");
  for await (const chunk of response) all += chunk;
  return all;
}

// The daemon answers 200 at once and reports an error as the last JSON line of the body.
async function readProgress(response, { silenceMs, onLine }) {
  if (silenceMs) response.setTimeout(silenceMs, () => response.destroy(new Error(`silent for ${silenceMs / 1_000} s`)));
  if (response.statusCode !== 200) throw new Error(errorOf(await text(response)));
  const tail = [];
  let rest = "";
  response.setEncoding("utf8");
  for await (const chunk of response) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop();
    for (const line of lines) readLine(line, tail, onLine);
  }
  if (rest) readLine(rest, tail, onLine);
}

function readLine(line, tail, onLine) {
  if (!line.trim()) return;
  const message = JSON.parse(line);
  const words = (message.stream ?? message.status ?? "").trim();
  if (words) {
    tail.push(`    ${words}`);
    onLine?.(words);
  }
  if (message.error) throw new Error([message.error, ...tail.slice(-15)].join("\n"));
}

function errorOf(body) {
  try {
    return JSON.parse(body).message;
  } catch {
    return body;
  }
}

/** "registry:5000/a/b:tag" -> ["registry:5000/a/b", "tag"]; the tag is "latest" when none is said. */
export function splitTag(image) {
  const colon = image.lastIndexOf(":");
  return colon > image.lastIndexOf("/") ? [image.slice(0, colon), image.slice(colon + 1)] : [image, "latest"];
}
