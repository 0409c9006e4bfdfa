import { LOCAL_ACCOUNT } from "../../api/local";
import { formatArn } from "../../runtime/model/arn";
import { newOperationId, newResourceId, newServiceLabel } from "../../runtime/model/identifiers";
import { completeConfiguration } from "../../runtime/operations/service/complete";
import type { State } from "../../runtime/state/state";

export interface Population {
  services: number;
  operations: number;
  configurations: number;
}

export const BENCH_REGION = "us-east-1";

/** Fills a state as if all this had been made over the API, and answers the ARN of a service in the middle. */
export function populate(state: State, { services, operations, configurations }: Population): string {
  const at = Date.now();
  return state.transaction(() => {
    const scaling = Array.from({ length: configurations }, (_, index) => addConfiguration(state, index, at));
    const arns = Array.from({ length: services }, (_, index) =>
      addService(state, index, scaling[index % scaling.length]!, at),
    );
    for (let index = 0; index < operations; index++) addOperation(state, arns[index % arns.length]!, at + index);
    return arns[Math.floor(arns.length / 2)]!;
  });
}

function addConfiguration(state: State, index: number, createdAt: number): string {
  const name = `scaling-${index}`;
  const id = newResourceId();
  const where = { region: BENCH_REGION, name, revision: 1, id };
  const arn = formatArn({ kind: "autoscalingconfiguration", account: LOCAL_ACCOUNT, ...where });
  state.autoScalingConfigurations.insert({ arn, ...where, maxConcurrency: 100, minSize: 1, maxSize: 25, createdAt });
  return arn;
}

function addService(state: State, index: number, AutoScalingConfigurationArn: string, createdAt: number): string {
  const name = `service-${index}`;
  const id = newResourceId();
  const arn = formatArn({ kind: "service", region: BENCH_REGION, account: LOCAL_ACCOUNT, name, id });
  const request = {
    SourceConfiguration: {
      ImageRepository: {
        ImageIdentifier: "hello:1",
        ImageRepositoryType: "ECR" as const,
        ImageConfiguration: { RuntimeEnvironmentVariables: { GREETING: "hello", STAGE: "bench" } },
      },
    },
  };
  const configuration = { ...completeConfiguration(request, LOCAL_ACCOUNT), AutoScalingConfigurationArn };
  const label = newServiceLabel();
  state.services.insert({ arn, region: BENCH_REGION, name, id, label, status: "RUNNING", configuration, createdAt });
  return arn;
}

function addOperation(state: State, serviceArn: string, at: number): void {
  const id = newOperationId();
  state.operations.insert({ id, serviceArn, type: "START_DEPLOYMENT", deploys: true, at });
  state.operations.move(id, "IN_PROGRESS", at);
  state.operations.move(id, "SUCCEEDED", at);
}
