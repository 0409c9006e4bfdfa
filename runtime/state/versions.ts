import type { RunPlan } from "../model/buildPlan";
import type { ServiceConfiguration } from "../model/service";
import type { Database } from "./database";

export const VERSIONS_SCHEMA = `
  CREATE TABLE versions (
    id TEXT PRIMARY KEY,
    service_arn TEXT NOT NULL REFERENCES services (arn),
    configuration TEXT NOT NULL,
    source_revision TEXT,
    image TEXT,
    image_digest TEXT,
    run_plan TEXT,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX versions_of_service ON versions (service_arn, created_at);
`;

/**
 * One deployable state of a service: what was asked for, what it was resolved to, and how to run it. Its id is that of the operation
 * that made it. Facts are filled in as the phases of the deployment find them.
 */
export interface VersionRow {
  id: string;
  serviceArn: string;
  configuration: ServiceConfiguration;
  /** Commit of a code repository; for an image the identifier it was resolved from. */
  sourceRevision: string | undefined;
  /** What the engine starts. */
  image: string | undefined;
  imageDigest: string | undefined;
  runPlan: RunPlan | undefined;
  createdAt: number;
}

export type VersionsTable = ReturnType<typeof createVersionsTable>;

export function createVersionsTable(database: Database) {
  const insert = database.prepare(
    "INSERT INTO versions (id, service_arn, configuration, created_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
  );
  const find = database.prepare("SELECT * FROM versions WHERE id = ?");
  const ofService = database.prepare("SELECT * FROM versions WHERE service_arn = ? ORDER BY created_at DESC");
  const all = database.prepare("SELECT * FROM versions");
  const setSource = database.prepare("UPDATE versions SET source_revision = ? WHERE id = ?");
  const setImage = database.prepare("UPDATE versions SET image = ?, image_digest = ?, run_plan = ? WHERE id = ?");
  const remove = database.prepare("DELETE FROM versions WHERE id = ?");

  return {
    /** Keeps a version that is there already: a repeated phase changes nothing. */
    insert(row: Pick<VersionRow, "id" | "serviceArn" | "configuration" | "createdAt">): void {
      insert.run(row.id, row.serviceArn, JSON.stringify(row.configuration), row.createdAt);
    },
    find: (id: string): VersionRow | undefined => toRow(find.get(id)),
    /** Versions of a service, newest first. */
    listOfService: (serviceArn: string): VersionRow[] => ofService.all(serviceArn).map((row) => toRow(row)!),
    list: (): VersionRow[] => all.all().map((row) => toRow(row)!),
    setSource(id: string, sourceRevision: string): void {
      setSource.run(sourceRevision, id);
    },
    setImage(id: string, image: string, digest: string, runPlan: RunPlan): void {
      setImage.run(image, digest, JSON.stringify(runPlan), id);
    },
    remove(id: string): void {
      remove.run(id);
    },
  };
}

function toRow(row: Record<string, unknown> | undefined): VersionRow | undefined {
  if (!row) return undefined;
  return {
    id: row.id as string,
    serviceArn: row.service_arn as string,
    configuration: JSON.parse(row.configuration as string) as ServiceConfiguration,
    sourceRevision: (row.source_revision as string | null) ?? undefined,
    image: (row.image as string | null) ?? undefined,
    imageDigest: (row.image_digest as string | null) ?? undefined,
    runPlan: row.run_plan === null ? undefined : (JSON.parse(row.run_plan as string) as RunPlan),
    createdAt: row.created_at as number,
  };
}
