// One holder at a time across processes, with files alone: Node has no flock, and a set-up may be killed at any line.
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const POLL_MS = 200;

/**
 * Runs `work()` while holding the lock `name` in `folder`. When another live process holds it, `onWait(pid)` is called
 * once and the lock is waited for; a holder that died is passed over, whatever it left behind.
 *
 * How: each holding is a file `<name>.<generation>`, made with link(2), which fails when the file is there. The highest
 * generation is the holder as long as its process lives and it is not marked released. Generations only grow, so a
 * process that looked too early cannot take a number again that was given up: after making its file it looks once more.
 */
export async function withLock(folder, name, work, { onWait = () => {}, pollMs = POLL_MS } = {}) {
  mkdirSync(folder, { recursive: true });
  const file = await acquire(folder, name, onWait, pollMs);
  try {
    return await work();
  } finally {
    writeFileSync(file, JSON.stringify({ released: true }));
  }
}

/** Whether the process that wrote `owner` ({ pid, started }) still runs. A pid that was given to another is not it. */
export function isAlive(owner) {
  if (!owner?.pid) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (error.code === "ESRCH") return false;
  }
  const started = startOf(owner.pid);
  return owner.started === undefined || started === undefined || started === owner.started;
}

async function acquire(folder, name, onWait, pollMs) {
  for (let told = false; ; ) {
    const { generation, owner } = holder(folder, name);
    if (!isAlive(owner)) {
      const mine = claim(folder, name, generation + 1);
      if (mine) return mine;
      continue;
    }
    if (!told) onWait(owner.pid);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

function holder(folder, name) {
  const generation = Math.max(0, ...generations(folder, name));
  return { generation, owner: generation ? readOwner(join(folder, `${name}.${generation}`)) : undefined };
}

function claim(folder, name, generation) {
  const file = join(folder, `${name}.${generation}`);
  // Written aside and linked in, so that nobody reads a half-written owner.
  const ticket = join(folder, `.${name}-${process.pid}-${Math.random().toString(36).slice(2)}`);
  writeFileSync(ticket, JSON.stringify({ pid: process.pid, started: startOf(process.pid) }));
  try {
    linkSync(ticket, file);
  } catch (error) {
    if (error.code === "EEXIST") return undefined;
    throw error;
  } finally {
    rmSync(ticket, { force: true });
  }
  const others = generations(folder, name).filter((other) => other !== generation);
  if (others.some((other) => other > generation)) {
    rmSync(file, { force: true });
    return undefined;
  }
  for (const other of others) rmSync(join(folder, `${name}.${other}`), { force: true });
  return file;
}

function generations(folder, name) {
  return readdirSync(folder)
    .filter((file) => file.startsWith(`${name}.`) && /^\d+$/.test(file.slice(name.length + 1)))
    .map((file) => Number(file.slice(name.length + 1)));
}

function readOwner(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Gone since it was listed: its holder was passed over. Nobody.
    return undefined;
  }
}

/** When a process started, in ticks since boot (Linux; elsewhere unknown): tells a reused pid from the first one. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]);
  } catch {
    return undefined;
  }
}
