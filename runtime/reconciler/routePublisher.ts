import type { Engine, EngineInstance } from "../engine/engine";
import { customDomainHosts } from "../model/customDomain";
import type { RoutedService } from "../model/route";
import type { ServiceRow } from "../state/services";
import type { State } from "../state/state";
import type { IngressControl } from "./context";
import { desiredRoute } from "./routes";

/**
 * Sends the whole routing table, as the stored state wants it, to the ingress. Calls while one is under way share one further
 * sending, which starts after: whoever waits knows that the state it wrote before is in force.
 */
export class RoutePublisher {
  private current: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(
    private readonly state: State,
    private readonly engine: Engine,
    private readonly ingress: IngressControl,
    /** Generation of the table in force; the next one is higher, so that a late older table cannot win. */
    private generation: number,
  ) {}

  publish(): Promise<void> {
    if (!this.current) {
      this.current = this.send().finally(() => {
        this.current = undefined;
      });
      return this.current;
    }
    this.next ??= this.current
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.publish();
      });
    return this.next;
  }

  private async send(): Promise<void> {
    const instances = await this.engine.listInstances();
    const services = this.state.services.listAllLive().map((service) => this.route(service, instances));
    await this.ingress.putRoutes({ generation: ++this.generation, services });
  }

  private route(service: ServiceRow, instances: readonly EngineInstance[]): RoutedService {
    const scaling = this.state.autoScalingConfigurations.find(service.configuration.AutoScalingConfigurationArn);
    return desiredRoute({
      service,
      operation: this.state.operations.findRunning(service.arn),
      // From the moment a domain is asked for until it is asked to go.
      domains: this.state.customDomains
        .listOfService(service.arn)
        .filter(({ status }) => status !== "deleting")
        .flatMap(customDomainHosts),
      maxConcurrency: scaling?.maxConcurrency ?? 100,
      instances,
    });
  }
}
