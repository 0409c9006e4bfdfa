import type { Database } from "./database";

/** What a service can refer to, and the generated columns of `services` that say it. */
const COLUMN_OF = {
  autoScalingConfiguration: { column: "auto_scaling_configuration_arn", path: "$.AutoScalingConfigurationArn" },
  connection: { column: "connection_arn", path: "$.SourceConfiguration.AuthenticationConfiguration.ConnectionArn" },
  observabilityConfiguration: {
    column: "observability_configuration_arn",
    path: "$.ObservabilityConfiguration.ObservabilityConfigurationArn",
  },
  vpcConnector: {
    column: "vpc_connector_arn",
    path: "$.NetworkConfiguration.EgressConfiguration.VpcConnectorArn",
  },
} as const;

export type Referable = keyof typeof COLUMN_OF;

export type References = ReturnType<typeof createReferences>;

/** Answers who uses what, over services and the operations that may still put a former configuration back. */
export function createReferences(database: Database) {
  const kinds = Object.keys(COLUMN_OF) as Referable[];
  const prepare = (sql: (kind: (typeof COLUMN_OF)[Referable]) => string) =>
    Object.fromEntries(kinds.map((kind) => [kind, database.prepare(sql(COLUMN_OF[kind]))])) as Record<
      Referable,
      ReturnType<Database["prepare"]>
    >;
  const used = prepare(({ column }) => `SELECT 1 FROM services WHERE ${column} = ? AND deleted_at IS NULL LIMIT 1`);
  const held = prepare(
    ({ path }) => `SELECT 1 FROM operations
      WHERE ended_at IS NULL AND json_extract(previous_configuration, '${path}') = ? LIMIT 1`,
  );

  return {
    /** A live service is configured with the resource. */
    isUsed: (kind: Referable, arn: string): boolean => used[kind].get(arn) !== undefined,
    /** `isUsed`, or a running update goes back to the resource should it fail: the resource must not go. */
    isHeld: (kind: Referable, arn: string): boolean =>
      used[kind].get(arn) !== undefined || held[kind].get(arn) !== undefined,
  };
}
