import { randomBytes } from "node:crypto";
import type { Database } from "./database";

export const SETTINGS_SCHEMA = `
  CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

export type SettingsTable = ReturnType<typeof createSettingsTable>;

/** Facts that the runtime settles once and keeps. */
export function createSettingsTable(database: Database) {
  const find = database.prepare("SELECT value FROM settings WHERE name = ?");
  const put = database.prepare("INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING");
  const read = (name: string): string | undefined => find.get(name)?.value as string | undefined;
  let pageTokenKey: Buffer | undefined;

  return {
    /** The key that page tokens are signed with; kept, so that a walk goes on after a restart. */
    pageTokenKey(): Buffer {
      if (!pageTokenKey) {
        put.run("pageTokenKey", randomBytes(32).toString("base64"));
        pageTokenKey = Buffer.from(read("pageTokenKey")!, "base64");
      }
      return pageTokenKey;
    },
    /** Whether a region has been given the configurations that App Runner provides. */
    isRegionPrepared: (region: string): boolean => read(`region ${region}`) !== undefined,
    markRegionPrepared(region: string): void {
      put.run(`region ${region}`, "prepared");
    },
  };
}
