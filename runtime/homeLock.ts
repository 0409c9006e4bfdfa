import { DatabaseSync } from "node:sqlite";

/** Another control plane runs in the same home. */
export class HomeInUse extends Error {
  override readonly name = "HomeInUse";
}

/**
 * Holds a home for this process, so that no home ever has two control planes. The lock is the operating system's own (through SQLite,
 * since Node has no file locks): it ends with the process, however that ends. Throws HomeInUse.
 */
export function lockHome(path: string, home: string): { release(): void } {
  const database = new DatabaseSync(path);
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (!/locked|busy/i.test((error as Error).message)) throw error;
    throw new HomeInUse(
      `A local App Runner already runs in ${home}. Use it, stop it (apprunner local stop), or take another --home.`,
    );
  }
  return { release: () => database.close() };
}
