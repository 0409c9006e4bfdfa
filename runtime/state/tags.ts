import type { Database } from "./database";

export const TAGS_SCHEMA = `
  CREATE TABLE tags (
    resource_arn TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (resource_arn, key)
  ) STRICT, WITHOUT ROWID;
`;

export type TagsTable = ReturnType<typeof createTagsTable>;

export function createTagsTable(database: Database) {
  const put = database.prepare(
    "INSERT INTO tags (resource_arn, key, value) VALUES (?, ?, ?) ON CONFLICT (resource_arn, key) DO UPDATE SET value = excluded.value",
  );
  const ofResource = database.prepare("SELECT key, value FROM tags WHERE resource_arn = ? ORDER BY key");
  const remove = database.prepare("DELETE FROM tags WHERE resource_arn = ? AND key = ?");
  const removeOfResource = database.prepare("DELETE FROM tags WHERE resource_arn = ?");

  return {
    /** Adds a tag, or gives the one that is there a new value. */
    put(resourceArn: string, key: string, value: string): void {
      put.run(resourceArn, key, value);
    },
    /** Tags of a resource by key. */
    listOfResource: (resourceArn: string): { key: string; value: string }[] =>
      ofResource.all(resourceArn).map(({ key, value }) => ({ key: key as string, value: value as string })),
    /** Removes a tag; one that is not there is no error. */
    remove(resourceArn: string, key: string): void {
      remove.run(resourceArn, key);
    },
    removeOfResource(resourceArn: string): void {
      removeOfResource.run(resourceArn);
    },
  };
}
