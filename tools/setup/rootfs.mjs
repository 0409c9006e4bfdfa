// A minimal Debian root file system, made with debootstrap where no image registry answers, and kept in the cache.
import { createReadStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSealed, seal } from "../cache/seal.mjs";
import { mustRun } from "../process/run.mjs";
import { which } from "../process/which.mjs";
import { installPackages, osRelease } from "./debian.mjs";
import { Unavailable } from "./ladder.mjs";

const SUITE = "bookworm";
const ARCHIVE = "rootfs.tar.gz";
// What Debian's own slim images leave out too; copyright files stay.
const LEFT_OUT = ["/usr/share/doc/*", "/usr/share/man/*", "/usr/share/info/*", "/usr/share/locale/*"];

/** The root file system as a gzipped tar stream, from the cache or made now. Throws `Unavailable` where it cannot be made. */
export async function openRootfs({ cache, architecture, progress, say }) {
  const folder = join(cache, "images", `debian-${SUITE}-${architecture}`);
  const sealed = await openSealed(folder);
  if (sealed?.damage)
    progress.note(`The cached Debian root file system is damaged (${sealed.damage}) and is made again.`);
  if (!sealed?.facts) await makeRootfs({ folder, architecture, progress, say });
  return createReadStream(join(folder, ARCHIVE));
}

/** The Debian sources of this machine, so that what it can reach is what is asked; none elsewhere, where debootstrap knows its own. */
export function mirrorsOf(targets, release) {
  const lines = targets.split("\n").map((line) => line.split("|"));
  const own = lines.filter(
    ([origin, uri, codename, component]) =>
      release.ID === "debian" &&
      origin === "Debian" &&
      /^https?:/.test(uri) &&
      codename?.startsWith(SUITE) &&
      component === "main",
  );
  const sources = own.map(([, uri, codename]) => ({ uri, codename }));
  return sources.some(({ codename }) => codename === SUITE) ? sources : [];
}

async function makeRootfs({ folder, architecture, progress, say }) {
  if (process.getuid?.() !== 0) throw new Unavailable("debootstrap needs root");
  if (!debootstrap())
    await installPackages(["debootstrap"], "makes base images where no image registry answers", progress, say);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(folder, "making-"));
  const root = join(work, "root");
  try {
    const sources = mirrorsOf(await indexTargets(), osRelease());
    const mirror = sources.filter(({ codename }) => codename === SUITE).map(({ uri }) => uri);
    say("debootstrap, which takes a minute or two the first time");
    await mustRun(debootstrap(), ["--variant=minbase", `--arch=${architecture}`, SUITE, root, ...mirror.slice(0, 1)], {
      onLine: (line) => line.startsWith("I: ") && say.detail(`debootstrap: ${line.slice(3).toLowerCase()}`),
    });
    await slim(root, sources);
    say("packing the root file system");
    // gzip -1: three seconds instead of ten, for a fifth more space.
    await mustRun("tar", ["--use-compress-program=gzip -1", "-c", "-f", join(work, ARCHIVE), "-C", root, "."]);
    renameSync(join(work, ARCHIVE), join(folder, ARCHIVE));
    await seal(folder, [ARCHIVE], { suite: SUITE, architecture });
  } catch (error) {
    throw new Unavailable(error.message);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function slim(root, sources) {
  const lines = sources.map(({ uri, codename }) => `deb ${uri} ${codename} main\n`);
  if (lines.length > 0) writeFileSync(join(root, "etc/apt/sources.list"), lines.join(""));
  writeFileSync(join(root, "etc/apt/apt.conf.d/99host"), await hostAptSettings());
  const excluded = [...LEFT_OUT.map((path) => `path-exclude ${path}\n`), "path-include /usr/share/doc/*/copyright\n"];
  writeFileSync(join(root, "etc/dpkg/dpkg.cfg.d/slim"), excluded.join(""));
  await mustRun("sh", ["-c", SLIM_SCRIPT, "slim", root]);
}

const SLIM_SCRIPT = `cd "$1" || exit 1
rm -rf var/cache/apt/archives/*.deb var/cache/apt/*.bin var/lib/apt/lists/* var/log/*.log
rm -rf usr/share/man/* usr/share/info/* usr/share/locale/*
find usr/share/doc -type f ! -name copyright -delete
find usr/share/doc -type d -empty -delete`;

// How the host's apt reaches its mirrors (a proxy, a mirror with an old date) holds in the image too.
async function hostAptSettings() {
  if (!which("apt-config")) return "";
  const { stdout } = await mustRun("apt-config", ["dump"]);
  const kept = /^Acquire::(Check-Valid-Until|Check-Date|https?::Proxy|https?::Pipeline-Depth)/;
  return `${stdout
    .split("\n")
    .filter((line) => kept.test(line) && !line.endsWith('"";'))
    .join("\n")}\n`;
}

async function indexTargets() {
  if (!which("apt-get")) return "";
  const format = "$(ORIGIN)|$(REPO_URI)|$(CODENAME)|$(COMPONENT)";
  return (await mustRun("apt-get", ["indextargets", "--format", format, "Created-By: Packages"])).stdout;
}

function debootstrap() {
  return which("debootstrap") ?? (existsSync("/usr/sbin/debootstrap") ? "/usr/sbin/debootstrap" : undefined);
}
