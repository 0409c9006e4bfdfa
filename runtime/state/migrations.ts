import { OPERATIONS_SCHEMA } from "./operations";
import { SERVICES_SCHEMA } from "./services";
import { VERSIONS_SCHEMA } from "./versions";

/**
 * One entry per released state version, applied in order; `PRAGMA user_version` counts them. An entry that has been released is
 * never changed: a new shape is a new entry. Version 1 is every table's own schema.
 */
export const MIGRATIONS: readonly string[] = [[SERVICES_SCHEMA, VERSIONS_SCHEMA, OPERATIONS_SCHEMA].join("\n")];
