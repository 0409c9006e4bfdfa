import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { MIGRATIONS } from "./migrations";

export type Database = DatabaseSync;

/**
 * Opens (creating) the runtime's database. A commit is on the disk before it returns (WAL, synchronous FULL): an answered write
 * survives a power cut. `:memory:` serves tests.
 * Throws when the file was written by a newer version.
 */
export function openDatabase(path: string): Database {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(path);
  database.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000",
  );
  migrate(database, path);
  return database;
}

/** Runs `work` in one transaction: all of it is stored, or none. Nested calls join the outer transaction. */
export function transaction<T>(database: Database, work: () => T): T {
  if (database.isTransaction) return work();
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}

function migrate(database: Database, path: string): void {
  const { user_version: found } = database.prepare("PRAGMA user_version").get() as { user_version: number };
  if (found > MIGRATIONS.length) {
    throw new Error(
      `${path} was written by a newer version of pulumi-apprunner (state version ${found}, this one knows ${MIGRATIONS.length}). ` +
        "Use that version, or another home (--home), or remove the old state with `apprunner local reset`.",
    );
  }
  for (let version = found; version < MIGRATIONS.length; version++) {
    transaction(database, () => {
      database.exec(MIGRATIONS[version]!);
      database.exec(`PRAGMA user_version = ${version + 1}`);
    });
  }
}
