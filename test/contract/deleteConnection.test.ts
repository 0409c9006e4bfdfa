import assert from "node:assert/strict";
import {
  CreateConnectionCommand,
  DeleteConnectionCommand,
  DeleteServiceCommand,
  ListConnectionsCommand,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("DeleteConnection", () => {
  const api = useTestApi();
  let arn: string;
  beforeEach(async () => {
    const command = new CreateConnectionCommand({ ConnectionName: "my-hub", ProviderType: "GITHUB" });
    arn = (await api().send(command)).Connection!.ConnectionArn!;
  });
  const remove = (ConnectionArn: string) => api().send(new DeleteConnectionCommand({ ConnectionArn }));

  it("deletes a connection for good", async () => {
    const { Connection } = await remove(arn);
    assert.equal(Connection?.Status, "DELETED");
    assert.deepEqual((await api().send(new ListConnectionsCommand({}))).ConnectionSummaryList, []);
    await refused(remove(arn), "ResourceNotFoundException", /Connection doesn't exist/);
  });

  it("takes the ARN without the id too", async () => {
    await remove("arn:aws:apprunner:us-east-1:000000000000:connection/my-hub");
  });

  it("is refused as long as a service uses the connection", async () => {
    api().state.connections.setStatus(arn, "AVAILABLE");
    const { ServiceArn } = await api().runningService("web-app", {
      SourceConfiguration: {
        CodeRepository: {
          RepositoryUrl: "https://github.com/me/app",
          SourceCodeVersion: { Type: "BRANCH", Value: "main" },
          CodeConfiguration: { ConfigurationSource: "REPOSITORY" },
        },
        AuthenticationConfiguration: { ConnectionArn: arn },
      },
    });
    await refused(remove(arn), "InvalidRequestException", /You can't delete the connection. It's used by/);
    await api().send(new DeleteServiceCommand({ ServiceArn }));
    api().end(ServiceArn!);
    await remove(arn);
  });

  it("refuses what is no connection's ARN", async () => {
    await refused(
      remove("arn:aws:apprunner:us-east-1:000000000000:service/web-app/8fe1e10304f84fd2b0df550fe98a71fa"),
      "InvalidRequestException",
      /connection ARN you specified isn't valid/,
    );
  });
});
