import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Clock, systemClock } from "../clock";
import { CommandFailure } from "../failure";

const RETRY_MS = 50;

/** Longer than the longest start or stop. */
const GIVE_UP_MS = 180_000;

/**
 * Runs `work` while no other `apprunner local` command starts, stops or resets the runtime of the same home. An exclusive SQLite
 * transaction is the lock, because the operating system drops it with the process that holds it: it cannot go stale.
 * @throws CommandFailure when another command holds it for three minutes.
 */
export async function withStartLock<T>(home: string, work: () => Promise<T>, clock: Clock = systemClock): Promise<T> {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const file = join(home, "start.lock");
  const giveUpAt = clock.now() + GIVE_UP_MS;
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    while (!tryLock(database)) {
      if (clock.now() > giveUpAt) {
        throw new CommandFailure(
          `Another apprunner command has been starting or stopping the runtime of ${home} for ${GIVE_UP_MS / 60_000} minutes (it holds ${file}). End it and try again.`,
        );
      }
      await clock.sleep(RETRY_MS);
    }
    return await work();
  } finally {
    database.close();
  }
}

const SQLITE_BUSY = 5;

function tryLock(database: DatabaseSync): boolean {
  try {
    database.exec("BEGIN EXCLUSIVE");
    return true;
  } catch (error) {
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return false;
    throw error;
  }
}
