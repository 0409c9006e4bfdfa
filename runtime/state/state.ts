import { type Database, openDatabase, transaction } from "./database";
import { createOperationsTable, type OperationsTable } from "./operations";
import { createServicesTable, type ServicesTable } from "./services";
import { createVersionsTable, type VersionsTable } from "./versions";

/** Everything the runtime remembers. Reads answer from here alone; intent is written here before anything is done. */
export interface State {
  readonly services: ServicesTable;
  readonly operations: OperationsTable;
  readonly versions: VersionsTable;
  /** All of `work` is stored, or none of it. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** Opens the state in a file, or `:memory:`. */
export function openState(path: string): State {
  const database: Database = openDatabase(path);
  return {
    services: createServicesTable(database),
    operations: createOperationsTable(database),
    versions: createVersionsTable(database),
    transaction: (work) => transaction(database, work),
    close: () => database.close(),
  };
}
