import type { VpcIngressConnectionStatus } from "@aws-sdk/client-apprunner";
import type { Database } from "./database";

export const VPC_INGRESS_CONNECTIONS_SCHEMA = `
  CREATE TABLE vpc_ingress_connections (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    arn TEXT NOT NULL UNIQUE,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    service_arn TEXT NOT NULL REFERENCES services (arn),
    status TEXT NOT NULL,
    domain_name TEXT NOT NULL,
    vpc_id TEXT NOT NULL,
    vpc_endpoint_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX vpc_ingress_live ON vpc_ingress_connections (region, name) WHERE deleted_at IS NULL;
  CREATE INDEX vpc_ingress_order ON vpc_ingress_connections (region, sequence) WHERE deleted_at IS NULL;
  CREATE INDEX vpc_ingress_of_service ON vpc_ingress_connections (service_arn, sequence) WHERE deleted_at IS NULL;
  CREATE INDEX vpc_ingress_of_endpoint ON vpc_ingress_connections (region, vpc_endpoint_id, sequence) WHERE deleted_at IS NULL;
`;

/** A VPC ingress connection as stored. Times are milliseconds since the epoch. */
export interface VpcIngressConnectionRow {
  sequence: number;
  arn: string;
  region: string;
  name: string;
  serviceArn: string;
  status: VpcIngressConnectionStatus;
  domainName: string;
  vpcId: string;
  vpcEndpointId: string;
  createdAt: number;
  deletedAt: number | undefined;
}

export type VpcIngressConnectionsTable = ReturnType<typeof createVpcIngressConnectionsTable>;

export function createVpcIngressConnectionsTable(database: Database) {
  const insert = database.prepare(
    `INSERT INTO vpc_ingress_connections
       (arn, region, name, service_arn, status, domain_name, vpc_id, vpc_endpoint_id, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const byArn = database.prepare("SELECT * FROM vpc_ingress_connections WHERE arn = ?");
  const byName = database.prepare(
    "SELECT * FROM vpc_ingress_connections WHERE region = ? AND name = ? AND deleted_at IS NULL",
  );
  const ofService = database.prepare(
    "SELECT * FROM vpc_ingress_connections WHERE service_arn = ? AND deleted_at IS NULL ORDER BY sequence",
  );
  const page = database.prepare(
    `SELECT * FROM vpc_ingress_connections
     WHERE region = ?1 AND deleted_at IS NULL AND sequence > ?2
       AND (?3 IS NULL OR service_arn = ?3) AND (?4 IS NULL OR vpc_endpoint_id = ?4)
     ORDER BY sequence LIMIT ?5`,
  );
  const count = database.prepare(
    "SELECT count(*) AS n FROM vpc_ingress_connections WHERE region = ? AND deleted_at IS NULL",
  );
  const setVpc = database.prepare("UPDATE vpc_ingress_connections SET vpc_id = ?, vpc_endpoint_id = ? WHERE arn = ?");
  const markDeleted = database.prepare(
    "UPDATE vpc_ingress_connections SET status = 'DELETED', deleted_at = ? WHERE arn = ?",
  );

  return {
    insert(row: Omit<VpcIngressConnectionRow, "sequence" | "deletedAt">): void {
      const { arn, region, name, serviceArn, status, domainName, vpcId, vpcEndpointId, createdAt } = row;
      insert.run(arn, region, name, serviceArn, status, domainName, vpcId, vpcEndpointId, createdAt);
    },
    /** A connection, deleted ones included. */
    find: (arn: string): VpcIngressConnectionRow | undefined => toRow(byArn.get(arn)),
    findByName: (region: string, name: string): VpcIngressConnectionRow | undefined => toRow(byName.get(region, name)),
    /** Connections of a service, oldest first. */
    listOfService: (serviceArn: string): VpcIngressConnectionRow[] => toRows(ofService.all(serviceArn)),
    /** Connections of a region created after `sequence`, oldest first, of one service and endpoint if named. */
    list(
      region: string,
      filter: { serviceArn: string | undefined; vpcEndpointId: string | undefined },
      afterSequence: number,
      limit: number,
    ): VpcIngressConnectionRow[] {
      return toRows(page.all(region, afterSequence, filter.serviceArn ?? null, filter.vpcEndpointId ?? null, limit));
    },
    count: (region: string): number => (count.get(region) as { n: number }).n,
    setVpc(arn: string, vpcId: string, vpcEndpointId: string): void {
      setVpc.run(vpcId, vpcEndpointId, arn);
    },
    markDeleted(arn: string, at: number): void {
      markDeleted.run(at, arn);
    },
  };
}

function toRows(rows: Record<string, unknown>[]): VpcIngressConnectionRow[] {
  return rows.map((row) => toRow(row)!);
}

function toRow(row: Record<string, unknown> | undefined): VpcIngressConnectionRow | undefined {
  if (!row) return undefined;
  return {
    sequence: row.sequence as number,
    arn: row.arn as string,
    region: row.region as string,
    name: row.name as string,
    serviceArn: row.service_arn as string,
    status: row.status as VpcIngressConnectionStatus,
    domainName: row.domain_name as string,
    vpcId: row.vpc_id as string,
    vpcEndpointId: row.vpc_endpoint_id as string,
    createdAt: row.created_at as number,
    deletedAt: (row.deleted_at as number | null) ?? undefined,
  };
}
