import type { Database } from "./database";

export const SEEN_HEADS_SCHEMA = `
  CREATE TABLE seen_heads (
    service_arn TEXT NOT NULL REFERENCES services (arn),
    source TEXT NOT NULL,
    revision TEXT NOT NULL,
    PRIMARY KEY (service_arn, source)
  ) STRICT, WITHOUT ROWID;
`;

export type SeenHeadsTable = ReturnType<typeof createSeenHeadsTable>;

/**
 * The newest revision (commit, or image on the engine) of each source that a service has had a deployment of, whether it succeeded or not:
 * an automatic deployment starts when the source is at another one. Without a row the next look only remembers what it finds.
 */
export function createSeenHeadsTable(database: Database) {
  const put = database.prepare(
    "INSERT INTO seen_heads (service_arn, source, revision) VALUES (?, ?, ?) ON CONFLICT (service_arn, source) DO UPDATE SET revision = excluded.revision",
  );
  const find = database.prepare("SELECT revision FROM seen_heads WHERE service_arn = ? AND source = ?");
  const forget = database.prepare("DELETE FROM seen_heads WHERE service_arn = ?");
  const forgetOne = database.prepare("DELETE FROM seen_heads WHERE service_arn = ? AND source = ?");

  return {
    /** `source` as model/source.ts names it. */
    put(serviceArn: string, source: string, revision: string): void {
      put.run(serviceArn, source, revision);
    },
    find: (serviceArn: string, source: string): string | undefined =>
      find.get(serviceArn, source)?.revision as string | undefined,
    /** Forgets one source of a service, or all of them. */
    forget(serviceArn: string, source?: string): void {
      if (source === undefined) forget.run(serviceArn);
      else forgetOne.run(serviceArn, source);
    },
  };
}
