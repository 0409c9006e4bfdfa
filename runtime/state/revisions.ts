import { PROVIDED_CONFIGURATION } from "../model/autoScalingConfiguration";
import type { Database } from "./database";

/** Which revisions a list has: of one name or all, and whether only the latest of each. */
export interface RevisionFilter {
  name: string | undefined;
  latestOnly: boolean;
}

/** SELECT of a table's revisions with the column `latest`: whether it is the highest active one of its name. */
export function selectRevisions(table: string): string {
  return `SELECT *, ${latestOf(table)} AS latest FROM ${table} AS c`;
}

/**
 * The statements that every table of revisions has. Its columns include sequence, arn, region, name, revision, id and deleted_at;
 * `toRow` makes of them what the table hands out. Only active revisions are found by name.
 */
export function createRevisionStatements<Row>(
  database: Database,
  table: string,
  toRow: (columns: Record<string, unknown>) => Row,
) {
  const select = selectRevisions(table);
  const active = `${select} WHERE region = ? AND deleted_at IS NULL`;
  const page = `AND sequence > ? AND (NOT ? OR ${latestOf(table)}) ORDER BY sequence LIMIT ?`;
  const byArn = database.prepare(`${select} WHERE arn = ?`);
  const byRevision = database.prepare(`${active} AND name = ? AND revision = ?`);
  const ofName = database.prepare(`${active} AND name = ? ORDER BY revision DESC`);
  const latest = database.prepare(`${active} AND name = ? ORDER BY revision DESC LIMIT 1`);
  const pageOfAll = database.prepare(`${active} ${page}`);
  const pageOfName = database.prepare(`${active} AND name = ? ${page}`);
  const countNames = database.prepare(
    `SELECT count(DISTINCT name) AS n FROM ${table} WHERE region = ? AND deleted_at IS NULL AND id <> '${PROVIDED_CONFIGURATION.id}'`,
  );
  const markDeleted = database.prepare(`UPDATE ${table} SET deleted_at = ? WHERE arn = ?`);
  const one = (columns: Record<string, unknown> | undefined): Row | undefined => columns && toRow(columns);

  return {
    /** A revision, inactive ones included. */
    find: (arn: string): Row | undefined => one(byArn.get(arn)),
    findRevision: (region: string, name: string, revision: number): Row | undefined =>
      one(byRevision.get(region, name, revision)),
    /** The highest active revision of a name. */
    findLatest: (region: string, name: string): Row | undefined => one(latest.get(region, name)),
    /** Active revisions of a name, highest first. */
    listOfName: (region: string, name: string): Row[] => ofName.all(region, name).map(toRow),
    /** Active revisions of a region created after `sequence`, oldest first. */
    list(region: string, { name, latestOnly }: RevisionFilter, afterSequence: number, limit: number): Row[] {
      const rest = [afterSequence, latestOnly ? 1 : 0, limit];
      return (name === undefined ? pageOfAll.all(region, ...rest) : pageOfName.all(region, name, ...rest)).map(toRow);
    },
    /** Names that the user made, what the quota counts. */
    countNames: (region: string): number => (countNames.get(region) as { n: number }).n,
    markDeleted(arn: string, at: number): void {
      markDeleted.run(at, arn);
    },
  };
}

function latestOf(table: string): string {
  return `deleted_at IS NULL AND revision = (SELECT max(revision) FROM ${table} AS other
  WHERE other.region = c.region AND other.name = c.name AND other.deleted_at IS NULL)`;
}
