import { setTimeout as delay } from "node:timers/promises";
import {
  CreateServiceCommand,
  ListOperationsCommand,
  type SourceConfiguration,
  StartDeploymentCommand,
} from "@aws-sdk/client-apprunner";
import type { TestRuntime } from "../../test/support/runtime";

/** As often as the other side of the comparison is asked. */
const POLL_MS = 10;

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
  const client = runtime.client();
  for (;;) {
    const { OperationSummaryList = [] } = await client.send(new ListOperationsCommand({ ServiceArn: arn }));
    const { Status, EndedAt } = OperationSummaryList.find(({ Id }) => Id === operationId) ?? {};
    if (EndedAt && Status !== "SUCCEEDED") throw new Error(`operation ${operationId} ended ${Status}`);
    if (EndedAt) return;
    await delay(POLL_MS);
  }
}

export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
