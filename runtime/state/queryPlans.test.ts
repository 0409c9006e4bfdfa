import assert from "node:assert/strict";
import { createAutoScalingConfigurationsTable } from "./autoScalingConfigurations";
import { createConnectionsTable } from "./connections";
import { createCustomDomainsTable } from "./customDomains";
import { type Database, openDatabase } from "./database";
import { createObservabilityConfigurationsTable } from "./observabilityConfigurations";
import { createOperationsTable } from "./operations";
import { createReferences } from "./references";
import { createServicesTable } from "./services";
import { createSettingsTable } from "./settings";
import { createTagsTable } from "./tags";
import { createVersionsTable } from "./versions";
import { createVpcConnectorsTable } from "./vpcConnectors";
import { createVpcIngressConnectionsTable } from "./vpcIngressConnections";

const TABLES = {
  createAutoScalingConfigurationsTable,
  createConnectionsTable,
  createCustomDomainsTable,
  createObservabilityConfigurationsTable,
  createOperationsTable,
  createReferences,
  createServicesTable,
  createSettingsTable,
  createTagsTable,
  createVersionsTable,
  createVpcConnectorsTable,
  createVpcIngressConnectionsTable,
};

/** What goes over all rows, or sorts, because it must: the reconciler's looks at everything, and what runs, which is little. */
const MAY_SCAN = [
  /^SELECT .* FROM services WHERE deleted_at IS NULL ORDER BY sequence$/,
  /^SELECT \* FROM versions$/,
  /^SELECT \* FROM custom_domains ORDER BY sequence$/,
  /FROM operations WHERE ended_at IS NULL/,
];

describe("every query of the state", () => {
  for (const [name, create] of Object.entries(TABLES)) {
    it(`of ${name} finds its rows by an index, in order`, () => {
      const database = openDatabase(":memory:");
      for (const sql of preparedBy(database, create)) {
        const text = sql.replace(/\s+/g, " ").trim();
        if (MAY_SCAN.some((pattern) => pattern.test(text))) continue;
        const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[];
        for (const { detail } of plan) assert.doesNotMatch(detail, /^SCAN|TEMP B-TREE FOR ORDER/, `${text}: ${detail}`);
      }
      database.close();
    });
  }
});

/** The SELECT, UPDATE and DELETE statements that a table prepares. */
function preparedBy(database: Database, create: (database: Database) => unknown): string[] {
  const statements: string[] = [];
  const recording = {
    prepare: (sql: string) => {
      if (!/^\s*INSERT/.test(sql)) statements.push(sql);
      return database.prepare(sql);
    },
  };
  create(recording as unknown as Database);
  assert.ok(statements.length > 0);
  return statements;
}
