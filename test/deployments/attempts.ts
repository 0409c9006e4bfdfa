import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DescribeServiceCommand,
  type Service,
  type SourceConfiguration,
  UpdateServiceCommand,
} from "@aws-sdk/client-apprunner";
import { get } from "../support/get";
import { type LocalClient, localClient } from "../support/localService";
import type { TestRuntime } from "../support/runtime";

/** What is deployed in an attempt. */
export type Attempt = Pick<Service, "HealthCheckConfiguration"> & { SourceConfiguration: SourceConfiguration };

/** How an attempt ended. */
export interface Attempted {
  operation: string | undefined;
  service: string | undefined;
  /** The service's events of this operation. */
  events: string;
  /** All of the service's own log. */
  log: string;
}

/** Small instances: the machine of a test is shared. */
const SMALL = { Cpu: "256", Memory: "512" };

/** Creates services, breaks them and deletes them, through the real API of a real runtime. */
export interface Attempts {
  create(name: string, attempt: Attempt): Promise<Service>;
  /** Creates a service with it, and deletes it after its end. */
  createBroken(name: string, attempt: Attempt): Promise<Attempted>;
  /** Updates a service to it. Answers too what the service answered meanwhile. */
  update(service: Service, attempt: Attempt): Promise<Attempted & { answers: ReadonlySet<string> }>;
  remove(service: Service): Promise<void>;
}

export function attemptsOn(runtime: TestRuntime): Attempts {
  const client = localClient(runtime.endpoint);
  const begin = (name: string, attempt: Attempt) =>
    client.send(new CreateServiceCommand({ ServiceName: name, InstanceConfiguration: SMALL, ...attempt }));
  const remove = async ({ ServiceArn }: Service): Promise<void> => {
    const { OperationId } = await client.send(new DeleteServiceCommand({ ServiceArn }));
    await client.ended(ServiceArn!, OperationId);
  };
  return {
    remove,
    async create(name, attempt) {
      const { Service, OperationId } = await begin(name, attempt);
      await client.ended(Service!.ServiceArn!, OperationId);
      return (await client.send(new DescribeServiceCommand({ ServiceArn: Service!.ServiceArn }))).Service!;
    },
    async createBroken(name, attempt) {
      const { Service, OperationId } = await begin(name, attempt);
      const result = await outcome(client, Service!, OperationId);
      await remove(Service!);
      return result;
    },
    async update(service, attempt) {
      const before = (await client.serviceLog(service.ServiceArn!, "events")).length;
      const { OperationId } = await client.send(
        new UpdateServiceCommand({ ServiceArn: service.ServiceArn, ...attempt }),
      );
      const answers = new Set<string>();
      let going = true;
      const asking = (async () => {
        while (going) {
          const { status, body } = await get(service.ServiceUrl!);
          answers.add(`${status} ${body}`);
        }
      })();
      const result = await outcome(client, service, OperationId, before);
      going = false;
      await asking;
      return { ...result, answers };
    },
  };
}

async function outcome(
  client: LocalClient,
  { ServiceArn }: Service,
  operationId: string | undefined,
  eventsBefore = 0,
): Promise<Attempted> {
  const { Status: operation } = await client.ended(ServiceArn!, operationId);
  return {
    operation,
    service: (await client.describe(ServiceArn!)).Status,
    events: (await client.serviceLog(ServiceArn!, "events")).slice(eventsBefore),
    log: await client.serviceLog(ServiceArn!),
  };
}
