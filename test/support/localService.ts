import {
  AppRunnerClient,
  DescribeServiceCommand,
  ListOperationsCommand,
  type OperationSummary,
  type Service,
} from "@aws-sdk/client-apprunner";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { Endpoint } from "../../api/home";
import { readCredentials } from "../../cli/local/credentials";
import { waitFor } from "./waitFor";

/** The SDK's view of a local App Runner that `apprunner local start` has started. */
export interface LocalClient {
  readonly send: AppRunnerClient["send"];
  describe(serviceArn: string): Promise<Service>;
  /** Waits for an operation's end. */
  ended(serviceArn: string, operationId: string | undefined): Promise<OperationSummary>;
  /** Every line of the service's own log: events, deployments; or of one stream of it. */
  serviceLog(serviceArn: string, stream?: string): Promise<string>;
}

export function localClient({ home, endpoint }: Pick<Endpoint, "home" | "endpoint">): LocalClient {
  const config = { region: "us-east-1", endpoint, credentials: readCredentials(home), maxAttempts: 1 };
  const client = new AppRunnerClient(config);
  const logs = new CloudWatchLogsClient(config);
  return {
    send: client.send.bind(client),
    describe: async (ServiceArn) => (await client.send(new DescribeServiceCommand({ ServiceArn }))).Service!,
    ended: (ServiceArn, operationId) =>
      waitFor(`the end of operation ${operationId}`, async () => {
        const { OperationSummaryList = [] } = await client.send(new ListOperationsCommand({ ServiceArn }));
        return OperationSummaryList.find(({ Id, EndedAt }) => Id === operationId && EndedAt !== undefined);
      }),
    async serviceLog(serviceArn, stream) {
      const [, name, id] = serviceArn.split("/");
      const lines: string[] = [];
      let nextToken: string | undefined;
      do {
        const page = await logs.send(
          new FilterLogEventsCommand({
            logGroupName: `/aws/apprunner/${name}/${id}/service`,
            ...(stream !== undefined && { logStreamNames: [stream] }),
            nextToken,
          }),
        );
        lines.push(...(page.events ?? []).map(({ message }) => message ?? ""));
        nextToken = page.nextToken;
      } while (nextToken);
      return lines.join("\n");
    },
  };
}
