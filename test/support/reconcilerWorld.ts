import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { OperationType } from "../../runtime/model/operation";
import type { RoutingTable, TargetStatus } from "../../runtime/model/route";
import type { ServiceConfiguration } from "../../runtime/model/service";
import { DEFAULT_LIMITS, type ReconcilerContext, type Sources } from "../../runtime/reconciler/context";
import { createReconciler, type Reconciler } from "../../runtime/reconciler/reconciler";
import { RoutePublisher } from "../../runtime/reconciler/routePublisher";
import { createSeal } from "../../runtime/secrets/seal";
import { createVersionSecrets } from "../../runtime/secrets/versionSecrets";
import { openState, type State } from "../../runtime/state/state";
import { MemoryEngine } from "./memoryEngine";

export const A_REGION = "us-east-1";

/** What a service is made from in these tests: an image, started with a command the memory engine knows, or a branch. */
export interface Wanted {
  image?: string;
  command?: string;
  branch?: string;
  buildCommand?: string;
}

/** A reconciler over the memory engine, with the ingress, the log and the probe written down instead of done. */
export class ReconcilerWorld {
  readonly state: State = openState(":memory:");
  readonly engine = new MemoryEngine();
  readonly events: string[] = [];
  readonly tables: RoutingTable[] = [];
  /** Health of an address; undefined is healthy. */
  health: (address: string) => string | undefined = () => undefined;
  /** What the ingress says of its targets. */
  targets: TargetStatus[] = [];
  /** What the reconciler reported and will try again. */
  readonly errors: unknown[] = [];
  /** Services whose operations have ended, in order. */
  readonly settled: string[] = [];
  private reconciler: Reconciler | undefined;

  async start(change: (context: ReconcilerContext) => ReconcilerContext = (context) => context): Promise<void> {
    const ingress = {
      putRoutes: async (table: RoutingTable) => void this.tables.push(table),
      drain: async () => 0,
      targets: async () => this.targets,
    };
    const routes = new RoutePublisher(this.state, this.engine, ingress, this.tables.length);
    const context: ReconcilerContext = {
      state: this.state,
      engine: this.engine,
      ingress,
      sources: createSources(),
      secrets: createVersionSecrets(this.state, createSeal(randomBytes(32)), async () => ({})),
      log: {
        event: (_, message) => void this.events.push(message),
        deployment: () => undefined,
        application: () => undefined,
        lastLines: async () => [],
        lastLineAt: async () => undefined,
      },
      probe: async (address) => this.health(address),
      limits: { ...DEFAULT_LIMITS, probeEveryMs: 1, startDeadlineMs: 20 },
      publishRoutes: () => routes.publish(),
      follow: () => undefined,
      reach: () => undefined,
      settled: (arn) => void this.settled.push(arn),
      now: () => new Date(),
      sleep: (ms, signal) => delay(Math.min(ms, 5), undefined, { signal }),
    };
    this.reconciler = createReconciler(change(context), (_, error) => this.errors.push(error));
    await this.reconciler.start();
  }

  async close(): Promise<void> {
    await this.reconciler?.close();
    this.reconciler = undefined;
  }

  /** Stores a new service and the operation that creates it; answers both ids. */
  create(wanted: Wanted, name = "web"): { arn: string; operationId: string } {
    const id = randomUUID().replaceAll("-", "");
    const arn = `arn:aws:apprunner:${A_REGION}:000000000000:service/${name}/${id}`;
    this.state.services.insert({
      arn,
      region: A_REGION,
      name,
      id,
      label: id.slice(0, 10),
      status: "OPERATION_IN_PROGRESS",
      configuration: aConfiguration(wanted),
      createdAt: Date.now(),
    });
    return { arn, operationId: this.begin(arn, "CREATE_SERVICE") };
  }

  /** Stores a change of a service and the operation that carries it out. */
  update(arn: string, wanted: Wanted): string {
    const previousConfiguration = this.service(arn).configuration;
    this.state.services.setConfiguration(arn, aConfiguration(wanted), Date.now());
    return this.begin(arn, "UPDATE_SERVICE", previousConfiguration);
  }

  /** Stores an operation, without change of configuration, and wakes the reconciler. */
  begin(arn: string, type: OperationType, previousConfiguration?: ServiceConfiguration): string {
    const id = randomUUID();
    const deploys = type !== "PAUSE_SERVICE" && type !== "RESUME_SERVICE" && type !== "DELETE_SERVICE";
    this.state.services.setStatus(arn, "OPERATION_IN_PROGRESS", Date.now());
    this.state.operations.insert({ id, serviceArn: arn, type, deploys, previousConfiguration, at: Date.now() });
    this.reconciler?.enqueue(arn);
    return id;
  }

  /** Wakes the reconciler for a service whose intent somebody else has written. */
  wake(arn: string): void {
    this.reconciler?.enqueue(arn);
  }

  /** Waits for an operation's end and answers its status. */
  async ended(operationId: string): Promise<string> {
    await this.until(() => this.state.operations.find(operationId)?.endedAt !== undefined);
    return this.state.operations.find(operationId)!.status;
  }

  service(arn: string) {
    return this.state.services.find(arn)!;
  }

  /** The route of a service in the table in force. */
  route(arn: string) {
    return this.tables.at(-1)?.services.find(({ serviceArn }) => serviceArn === arn);
  }

  async until(condition: () => boolean): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (!condition()) {
      if (Date.now() > deadline) throw new Error(`not within 10 seconds; errors: ${this.errors.join("; ")}`);
      await delay(2);
    }
  }
}

function aConfiguration({ image = "hello:1", command, branch, buildCommand }: Wanted): ServiceConfiguration {
  const SourceConfiguration = branch
    ? {
        CodeRepository: {
          RepositoryUrl: "file:///app",
          SourceCodeVersion: { Type: "BRANCH" as const, Value: branch },
          CodeConfiguration: {
            ConfigurationSource: "API" as const,
            CodeConfigurationValues: {
              Runtime: "NODEJS_22" as const,
              BuildCommand: buildCommand,
              StartCommand: command,
            },
          },
        },
      }
    : {
        ImageRepository: {
          ImageIdentifier: image,
          ImageRepositoryType: "ECR" as const,
          ImageConfiguration: { StartCommand: command },
        },
      };
  return {
    SourceConfiguration,
    InstanceConfiguration: { Cpu: "1024", Memory: "2048" },
    HealthCheckConfiguration: { Protocol: "TCP", HealthyThreshold: 1 },
    NetworkConfiguration: {},
    AutoScalingConfigurationArn: "arn:aws:apprunner:us-east-1:000000000000:autoscalingconfiguration/none/1/0",
  };
}

function createSources(): Sources {
  return {
    directoryId: async (_, commit) => `tree-of-${commit}`,
    resolveCommit: async ({ CodeRepository }) => `commit-of-${CodeRepository!.SourceCodeVersion!.Value}`,
    fetch: async ({ CodeRepository }) => {
      const values = CodeRepository!.CodeConfiguration!.CodeConfigurationValues!;
      return {
        directory: "/nowhere",
        remove: async () => undefined,
        plan: {
          runtime: "NODEJS_22",
          language: "nodejs",
          baseImage: "node",
          runtimeVersion: "22",
          versionCommand: "node --version",
          commands: { preBuild: [], build: [values.BuildCommand ?? "true"], postBuild: [], preRun: [] },
          buildEnvironment: {},
          isolatedRunImage: false,
          notes: [],
          run: { command: values.StartCommand, port: 8080, portVariables: ["PORT"], environment: {}, secrets: {} },
        },
      };
    },
  };
}
