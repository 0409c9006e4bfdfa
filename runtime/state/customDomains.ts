import { type CustomDomainStatus, customDomainHosts } from "../model/customDomain";
import type { Database } from "./database";

export const CUSTOM_DOMAINS_SCHEMA = `
  CREATE TABLE custom_domains (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    service_arn TEXT NOT NULL REFERENCES services (arn),
    domain TEXT NOT NULL UNIQUE,
    enable_www INTEGER NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX custom_domains_of_service ON custom_domains (service_arn, sequence);
  CREATE TABLE custom_domain_hosts (
    host TEXT PRIMARY KEY,
    domain TEXT NOT NULL REFERENCES custom_domains (domain) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX custom_domain_hosts_of_domain ON custom_domain_hosts (domain);
`;

/** A domain associated with a service. Times are milliseconds since the epoch. */
export interface CustomDomainRow {
  sequence: number;
  serviceArn: string;
  /** In lower case; one service of the whole runtime has it, since a host name leads to one place. */
  domain: string;
  enableWww: boolean;
  status: CustomDomainStatus;
  createdAt: number;
  updatedAt: number;
}

export type CustomDomainsTable = ReturnType<typeof createCustomDomainsTable>;

export function createCustomDomainsTable(database: Database) {
  const insert = database.prepare(
    `INSERT INTO custom_domains (service_arn, domain, enable_www, status, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const claim = database.prepare("INSERT INTO custom_domain_hosts (host, domain) VALUES (?, ?)");
  const find = database.prepare("SELECT * FROM custom_domains WHERE service_arn = ? AND domain = ?");
  const holder = database.prepare(
    "SELECT d.* FROM custom_domain_hosts AS h JOIN custom_domains AS d ON d.domain = h.domain WHERE h.host = ?",
  );
  const page = database.prepare(
    "SELECT * FROM custom_domains WHERE service_arn = ? AND sequence > ? ORDER BY sequence LIMIT ?",
  );
  const ofService = database.prepare("SELECT * FROM custom_domains WHERE service_arn = ? ORDER BY sequence");
  const all = database.prepare("SELECT * FROM custom_domains ORDER BY sequence");
  const setStatus = database.prepare(
    "UPDATE custom_domains SET status = ?, updated_at = ? WHERE service_arn = ? AND domain = ?",
  );
  const remove = database.prepare("DELETE FROM custom_domains WHERE service_arn = ? AND domain = ?");
  const removeOfService = database.prepare("DELETE FROM custom_domains WHERE service_arn = ?");

  return {
    /** Call within a transaction: the row and the host names it claims belong together. */
    insert(row: Omit<CustomDomainRow, "sequence" | "updatedAt">): void {
      const { serviceArn, domain, enableWww, status, createdAt } = row;
      insert.run(serviceArn, domain, enableWww ? 1 : 0, status, createdAt, createdAt);
      for (const host of customDomainHosts(row)) claim.run(host, domain);
    },
    find: (serviceArn: string, domain: string): CustomDomainRow | undefined => toRow(find.get(serviceArn, domain)),
    /** The association that answers for a host name, `www.` names included. */
    findHolder: (host: string): CustomDomainRow | undefined => toRow(holder.get(host)),
    /** Associations of a service, oldest first. */
    listOfService: (serviceArn: string): CustomDomainRow[] => toRows(ofService.all(serviceArn)),
    /** Associations of a service made after `sequence`, oldest first. */
    page: (serviceArn: string, afterSequence: number, limit: number): CustomDomainRow[] =>
      toRows(page.all(serviceArn, afterSequence, limit)),
    /** Every association of every service. */
    listAll: (): CustomDomainRow[] => toRows(all.all()),
    setStatus(serviceArn: string, domain: string, status: CustomDomainStatus, at: number): void {
      setStatus.run(status, at, serviceArn, domain);
    },
    remove(serviceArn: string, domain: string): void {
      remove.run(serviceArn, domain);
    },
    removeOfService(serviceArn: string): void {
      removeOfService.run(serviceArn);
    },
  };
}

function toRows(rows: Record<string, unknown>[]): CustomDomainRow[] {
  return rows.map((row) => toRow(row)!);
}

function toRow(row: Record<string, unknown> | undefined): CustomDomainRow | undefined {
  if (!row) return undefined;
  return {
    sequence: row.sequence as number,
    serviceArn: row.service_arn as string,
    domain: row.domain as string,
    enableWww: row.enable_www === 1,
    status: row.status as CustomDomainStatus,
    createdAt: row.created_at as number,
    updatedAt: row.updated_at as number,
  };
}
