import {
  CreateServiceCommand,
  ListOperationsCommand,
  type SourceConfiguration,
  StartDeploymentCommand,
} from "@aws-sdk/client-apprunner";
import type { TestRuntime } from "../../test/support/runtime";
import { waitFor } from "../../test/support/waitFor";

/** A service made for a measurement. */
export interface MeasuredService {
  arn: string;
  /** `host:port`. */
  url: string;
}

export async function createService(runtime: TestRuntime, source: SourceConfiguration): Promise<MeasuredService> {
  const { Service, OperationId } = await runtime.client().send(
    new CreateServiceCommand({
      ServiceName: "measured",
      SourceConfiguration: source,
      InstanceConfiguration: { Cpu: "256", Memory: "512" },
    }),
  );
  const arn = Service!.ServiceArn!;
  await succeeded(runtime, arn, OperationId!);
  return { arn, url: Service!.ServiceUrl! };
}

/** Starts a deployment and resolves at its end. */
export async function deploy(runtime: TestRuntime, arn: string): Promise<void> {
  const { OperationId } = await runtime.client().send(new StartDeploymentCommand({ ServiceArn: arn }));
  await succeeded(runtime, arn, OperationId!);
}

async function succeeded(runtime: TestRuntime, arn: string, operationId: string): Promise<void> {
  const status = await waitFor(`the end of ${operationId}`, async () => {
    const { OperationSummaryList = [] } = await runtime.client().send(new ListOperationsCommand({ ServiceArn: arn }));
    return OperationSummaryList.find(({ Id, EndedAt }) => Id === operationId && EndedAt !== undefined)?.Status;
  });
  if (status !== "SUCCEEDED") throw new Error(`operation ${operationId} ended ${status}`);
}

export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
