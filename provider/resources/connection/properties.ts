import { block, choice, text } from "../../core/property";
import { tags } from "../tags";

const NEW_CONNECTION =
  "a new connection is created and waits for a person to complete its handshake (in the App Runner console, locally with apprunner connect); services have to be pointed to it";

/** The inputs of a Connection. Source: API shape CreateConnectionRequest. */
export const inputs = block(
  "CreateConnectionRequest",
  {
    doc: "App Runner's access to private repositories of a provider. After it is created, a person completes the handshake in the App Runner console, or on the local App Runner with `npx apprunner connect`; until then its status is PENDING_HANDSHAKE and no service can use it.",
  },
  {
    connectionName: text("ConnectionName", {
      doc: "The connection's name, unique in the account and region. Left out, one is made up from the resource's name.",
      change: "replace",
      why: `the name of a connection cannot be changed: ${NEW_CONNECTION}`,
    }).optional(),
    providerType: choice("ProviderType", {
      doc: "Who hosts the repositories.",
      change: "replace",
      why: `the provider of a connection cannot be changed: ${NEW_CONNECTION}`,
    }),
    tags: tags.optional(),
  },
);

/** What App Runner tells of it besides its inputs. Source: API shape Connection. */
export const outputs = block(
  "Connection",
  { doc: "A connection as it is." },
  {
    connectionArn: text("AppRunnerResourceArn", { doc: "The connection's ARN.", stays: true }),
    status: choice("ConnectionStatus", {
      doc: "`AVAILABLE` once the handshake is complete.",
      // Until then a person may complete it at any time.
      stays: (_, { status }) => status === "AVAILABLE",
    }),
  },
);
