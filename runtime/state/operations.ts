import { OPERATION_MOVES, type OperationStatus, type OperationType } from "../model/operation";
import type { ServiceConfiguration } from "../model/service";
import type { Database } from "./database";

export const OPERATIONS_SCHEMA = `
  CREATE TABLE operations (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    service_arn TEXT NOT NULL REFERENCES services (arn),
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    deploys INTEGER NOT NULL,
    previous_configuration TEXT,
    phase TEXT,
    reason TEXT,
    started_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    ended_at INTEGER
  ) STRICT;
  CREATE INDEX operations_of_service ON operations (service_arn, sequence);
  CREATE INDEX operations_running ON operations (service_arn) WHERE ended_at IS NULL;
`;

/** State version 3. */
export const OPERATIONS_CHOICE_SCHEMA = "ALTER TABLE operations ADD COLUMN chosen TEXT;";

/** What a START_DEPLOYMENT deploys in place of the newest revision: a commit of the repository, or a version that was deployed before. */
export type ChosenRevision = { commit: string } | { version: string };

/** A durable operation of a service: the intent that the reconciler carries out. Times are milliseconds since the epoch. */
export interface OperationRow {
  /** Order of creation over all services; rising. */
  sequence: number;
  /** A UUID, as App Runner gives it. */
  id: string;
  serviceArn: string;
  type: OperationType;
  status: OperationStatus;
  /** False for an update that changes settings only (scaling): it makes no version. */
  deploys: boolean;
  /** What an UPDATE_SERVICE that fails puts back. */
  previousConfiguration: ServiceConfiguration | undefined;
  /** Only of a START_DEPLOYMENT that deploys something else than the newest revision. */
  chosen: ChosenRevision | undefined;
  /** Name of the reconciler's phase that runs or ran last. */
  phase: string | undefined;
  /** Why it failed, in one line for people. */
  reason: string | undefined;
  startedAt: number;
  updatedAt: number;
  endedAt: number | undefined;
}

export type OperationsTable = ReturnType<typeof createOperationsTable>;

export function createOperationsTable(database: Database) {
  const insert = database.prepare(
    `INSERT INTO operations (id, service_arn, type, status, deploys, previous_configuration, chosen, started_at, updated_at)
     VALUES (?, ?, ?, 'PENDING', ?, ?, ?, ?, ?)`,
  );
  const find = database.prepare("SELECT * FROM operations WHERE id = ?");
  const running = database.prepare(
    "SELECT * FROM operations WHERE service_arn = ? AND ended_at IS NULL ORDER BY sequence LIMIT 1",
  );
  const page = database.prepare(
    "SELECT * FROM operations WHERE service_arn = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?",
  );
  const allRunning = database.prepare("SELECT * FROM operations WHERE ended_at IS NULL ORDER BY sequence");
  const setPhase = database.prepare("UPDATE operations SET phase = ?, updated_at = ? WHERE id = ?");
  const setStatus = database.prepare("UPDATE operations SET status = ?, updated_at = ?, ended_at = ? WHERE id = ?");

  const setReason = database.prepare("UPDATE operations SET reason = ?, updated_at = ? WHERE id = ?");

  const get = (id: string): OperationRow | undefined => toRow(find.get(id));
  return {
    insert(row: {
      id: string;
      serviceArn: string;
      type: OperationType;
      deploys: boolean;
      previousConfiguration?: ServiceConfiguration;
      chosen?: ChosenRevision;
      at: number;
    }): void {
      const previous = row.previousConfiguration ? JSON.stringify(row.previousConfiguration) : null;
      const chosen = row.chosen ? JSON.stringify(row.chosen) : null;
      insert.run(row.id, row.serviceArn, row.type, row.deploys ? 1 : 0, previous, chosen, row.at, row.at);
    },
    find: get,
    /** The operation that holds the service, if any. */
    findRunning: (serviceArn: string): OperationRow | undefined => toRow(running.get(serviceArn)),
    /** Operations of a service before `sequence`, newest first, as ListOperations shows them. */
    listOfService: (serviceArn: string, beforeSequence: number, limit: number): OperationRow[] =>
      page.all(serviceArn, beforeSequence, limit).map((row) => toRow(row)!),
    /** Every operation that has not ended: what a restarted runtime goes on with. */
    listRunning: (): OperationRow[] => allRunning.all().map((row) => toRow(row)!),
    setPhase(id: string, phase: string, at: number): void {
      setPhase.run(phase, at, id);
    },
    setReason(id: string, reason: string, at: number): void {
      setReason.run(reason, at, id);
    },
    /** Moves an operation on; a move that the model does not allow throws. */
    move(id: string, to: OperationStatus, at: number): void {
      const from = get(id)?.status;
      if (from === to) return;
      if (!from || !OPERATION_MOVES[from].includes(to))
        throw new Error(`operation ${id} cannot move from ${from} to ${to}`);
      setStatus.run(to, at, OPERATION_MOVES[to].length === 0 ? at : null, id);
    },
  };
}

function toRow(row: Record<string, unknown> | undefined): OperationRow | undefined {
  if (!row) return undefined;
  return {
    sequence: row.sequence as number,
    id: row.id as string,
    serviceArn: row.service_arn as string,
    type: row.type as OperationType,
    status: row.status as OperationStatus,
    deploys: row.deploys === 1,
    previousConfiguration:
      row.previous_configuration === null
        ? undefined
        : (JSON.parse(row.previous_configuration as string) as ServiceConfiguration),
    chosen: row.chosen === null ? undefined : (JSON.parse(row.chosen as string) as ChosenRevision),
    phase: (row.phase as string | null) ?? undefined,
    reason: (row.reason as string | null) ?? undefined,
    startedAt: row.started_at as number,
    updatedAt: row.updated_at as number,
    endedAt: (row.ended_at as number | null) ?? undefined,
  };
}
