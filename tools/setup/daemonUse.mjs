import { readFileSync } from "node:fs";
import { allContainers, allTags } from "../docker/client.mjs";
import { BASE, tableImages } from "./baseImages.mjs";

/** Why the private daemon must go on (something of another home is in it, or connected to it), or undefined when nothing needs it. */
export async function whyInUse(place) {
  const containers = await allContainers(place.host);
  if (containers.length > 0)
    return `${containers.length} containers are in it (${containers[0].Names[0]?.slice(1)} ...)`;
  const images = foreignTags(await allTags(place.host));
  if (images.length > 0) return `${images.length} images are in it that set-up has not brought (${images[0]} ...)`;
  return isConnected(place.host) ? "another program is connected to it" : undefined;
}

/** The image names that are not base images of set-up's: services of other homes, paused or idle, have such. */
export function foreignTags(tags, known = tableImages()) {
  const own = new Set(known.map(familiar));
  return tags.filter((tag) => !own.has(familiar(tag)) && !tag.startsWith(BASE.split("/")[0]));
}

// Docker shows "docker.io/library/python:3" as "python:3"; Podman shows it whole.
function familiar(image) {
  return image.replace(/^docker\.io\/(library\/)?/, "");
}

// A runtime follows the engine's events over a connection that stays. State 03 in the kernel's list is "connected".
function isConnected(host) {
  const socket = host.slice("unix://".length);
  const lines = readFileSync("/proc/net/unix", "utf8").split("\n");
  return lines.some((line) => line.endsWith(` ${socket}`) && line.split(/\s+/)[5] === "03");
}
