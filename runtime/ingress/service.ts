import type { RoutedService } from "../model/route";
import type { Lease, Target } from "./target";

/**
 * One service of a routing table. It is made anew for every table and never changed, so that a request sees one table as a whole;
 * its targets, with their counts, are shared with the tables before and after.
 */
export class Service {
  constructor(
    readonly route: RoutedService,
    readonly targets: readonly Target[],
    private readonly random: () => number,
  ) {}

  /**
   * Takes a place on a target for one request: the less busy of two picked at random (power of two choices) among those that have
   * room. "full": every target that could serve has MaxConcurrency requests. "none": no target could serve.
   */
  claim(except?: Target): Lease | "full" | "none" {
    const eligible = this.targets.filter((target) => target !== except && target.eligible);
    if (eligible.length === 0) return "none";
    const free = eligible.filter((target) => target.inFlight < this.route.maxConcurrency);
    if (free.length === 0) return "full";
    return this.lessBusyOfTwo(free).claim();
  }

  private lessBusyOfTwo(targets: readonly Target[]): Target {
    const first = Math.floor(this.random() * targets.length);
    if (targets.length === 1) return targets[first]!;
    const second = (first + 1 + Math.floor(this.random() * (targets.length - 1))) % targets.length;
    const [a, b] = [targets[first]!, targets[second]!];
    return b.inFlight < a.inFlight ? b : a;
  }
}
