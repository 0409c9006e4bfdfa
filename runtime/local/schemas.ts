import type { LocalOperationName } from "../../api/localOperations";
import type { OperationSchema } from "../wire/service";

/** Name space of the operations' shapes and errors. */
export const LOCAL_NAMESPACE = "pulumi.apprunner.local";

type Structure = Extract<OperationSchema[4], readonly [3, ...unknown[]]>;
type Member = Structure[5][number];

// Kinds of shapes in the AWS SDK's numbering: here the schemas of its own services' form are written by hand.
const STRING = 0;
const INTEGER = 1;
const BOOLEAN = 2;
const TIMESTAMP = 4;

const secret = structure("Secret", {
  Name: STRING,
  Arn: STRING,
  ParameterArn: STRING,
  VersionId: STRING,
  Versions: INTEGER,
  CreatedAt: TIMESTAMP,
  UpdatedAt: TIMESTAMP,
});
const secretList: Member = [1, LOCAL_NAMESPACE, "SecretList", 0, () => secret];

/** The shapes of each operation; api/localOperations.ts says what the members mean. */
export const LOCAL_SCHEMAS: Record<LocalOperationName, OperationSchema> = {
  CompleteHandshake: operation(
    "CompleteHandshake",
    { ConnectionName: STRING, ConnectionArn: STRING, Token: STRING, Username: STRING, Host: STRING },
    { ConnectionArn: STRING, ConnectionName: STRING, ProviderType: STRING, Status: STRING },
  ),
  PutSecret: operation("PutSecret", { Name: STRING, Arn: STRING, Value: STRING }, { Secret: () => secret }),
  ListSecrets: operation("ListSecrets", {}, { Secrets: secretList }),
  DeleteSecret: operation("DeleteSecret", { Name: STRING, Arn: STRING }, { Secret: () => secret }),
  RollbackService: operation(
    "RollbackService",
    { ServiceArn: STRING },
    { OperationId: STRING, SourceRevision: STRING },
  ),
  DeployCommit: operation("DeployCommit", { ServiceArn: STRING, Commit: STRING }, { OperationId: STRING }),
  DescribeWebhook: operation(
    "DescribeWebhook",
    { ServiceArn: STRING, Renew: BOOLEAN },
    { Path: STRING, Secret: STRING },
  ),
  DescribeImage: operation(
    "DescribeImage",
    { ImageIdentifier: STRING },
    { Digest: STRING, Registry: STRING, Problem: STRING },
  ),
  CheckSecret: operation("CheckSecret", { Reference: STRING }, { Problem: STRING }),
};

function operation(name: string, input: Record<string, Member>, output: Record<string, Member>): OperationSchema {
  return [
    9,
    LOCAL_NAMESPACE,
    name,
    0,
    () => structure(`${name}Input`, input),
    () => structure(`${name}Output`, output),
  ];
}

function structure(name: string, members: Record<string, Member>): Structure {
  return [3, LOCAL_NAMESPACE, name, 0, Object.keys(members), Object.values(members)];
}
