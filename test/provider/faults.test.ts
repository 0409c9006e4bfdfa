import assert from "node:assert/strict";
import { TEST_REGION } from "../support/api";
import type { Fault } from "../support/faultProxy";
import * as faults from "../support/faults";
import { type Arranged, STEPS, type Step } from "./faultSteps";
import { type ProviderWorld, startProviderWorld } from "./world";

/** What can go wrong with one write. After each the write has been done, once. */
const WRITE_FAULTS: Record<string, Fault[]> = {
  "is throttled": [faults.throttled, faults.tooMany, faults.throttled],
  "meets a failure of App Runner": [faults.internalError, faults.unavailable],
  "is done by an App Runner that then fails": [faults.handledThenInternalError],
  "loses its connection before it arrives": [faults.cutBefore, faults.cutBefore],
  "loses its answer": [faults.lost],
  "loses half of its answer": [faults.halfLost],
  "gets garbage for an answer": [faults.garbage],
  "is answered with nothing": [faults.nothingSaid],
  "is never answered": [faults.silent],
  "is answered late": [faults.slow(30)],
  "is answered in pieces": [faults.trickled(5)],
};

/** What can go wrong with the first look at anything. */
const READ_FAULTS: Record<string, Fault> = {
  "is throttled": faults.throttled,
  "is throttled by a gateway": faults.tooMany,
  "meets a failure of App Runner": faults.internalError,
  "meets a gateway without App Runner": faults.unavailable,
  "loses its connection": faults.cutBefore,
  "loses half of its answer": faults.halfLost,
  "gets garbage for an answer": faults.garbage,
};

const READS = [
  "DescribeAutoScalingConfiguration",
  "DescribeCustomDomains",
  "DescribeObservabilityConfiguration",
  "DescribeService",
  "DescribeVpcConnector",
  "DescribeVpcIngressConnection",
  "ListAutoScalingConfigurations",
  "ListConnections",
  "ListObservabilityConfigurations",
  "ListOperations",
  "ListServices",
  "ListServicesForAutoScalingConfiguration",
  "ListTagsForResource",
  "ListVpcIngressConnections",
];
const LISTS = READS.filter((name) => name.startsWith("List") && name !== "ListTagsForResource");

describe("when something goes wrong on the way to App Runner", () => {
  let world: ProviderWorld;
  let cases = 0;
  let empty: unknown;
  before(async () => {
    world = await startProviderWorld({ answerWithinMs: 250 });
    await world.client.call("ListAutoScalingConfigurations", {});
    await world.client.call("ListObservabilityConfigurations", {});
    empty = everything(world);
  });
  after(() => world?.close());
  afterEach(() => world.proxy.clear());

  /** Does a step under faults, and holds what the provider keeps against what there is. */
  const perform = async (step: Step, plan: () => void): Promise<number> => {
    const arranged = await step.arrange(world, `case-${++cases}`);
    const from = world.proxy.seen.length;
    plan();
    const kept = await arranged.act();
    const handled = world.proxy.seen
      .slice(from)
      .filter((one) => one.operation === step.operation && one.handled).length;
    world.proxy.clear();
    await holds(step, arranged, kept);
    return handled;
  };

  const holds = async ({ kind }: Step, { clean }: Arranged, kept: Awaited<ReturnType<Arranged["act"]>>) => {
    const resource = world.resource(kind);
    if (kept) {
      const live = await resource.read(kept.id, kept.outputs, world.call());
      assert.deepEqual(live?.outputs, kept.outputs);
      await resource.delete(kept.id, kept.outputs, world.call());
    }
    await clean?.();
    assert.deepEqual(everything(world), empty);
  };

  for (const step of STEPS) {
    describe(`${step.title} (${step.operation})`, () => {
      for (const [title, planned] of Object.entries(WRITE_FAULTS)) {
        it(`that ${title} is done once, and the state is what is live`, async () => {
          const handled = await perform(step, () => world.proxy.next(step.operation, ...planned));
          if (step.repeatable) assert.ok(handled >= 1);
          else assert.equal(handled, 1);
        });
      }

      it("goes on although each first look at something fails", async () => {
        for (const fault of Object.values(READ_FAULTS)) {
          await perform(step, () => {
            for (const read of READS) world.proxy.next(read, fault);
          });
        }
      });

      it("reads beyond empty pages, also to find what was done when the answer was lost", async () => {
        await perform(step, () => {
          for (const list of LISTS) world.proxy.always(list, faults.emptyPages());
          world.proxy.next(step.operation, faults.lost);
        });
      });
    });
  }
});

/** Everything in the account. */
function everything({ api: { state } }: ProviderWorld): unknown {
  const all = [TEST_REGION, { name: undefined, latestOnly: false }, 0, 100] as const;
  const revisionOf = ({ name, revision }: { name: string; revision: number }) => `${name}/${revision}`;
  return {
    services: state.services.listAllLive().map(({ name }) => name),
    domains: state.customDomains.listAll().map((row) => row.domain),
    connections: state.connections.count(TEST_REGION),
    connectors: state.vpcConnectors.count(TEST_REGION),
    ingresses: state.vpcIngressConnections.count(TEST_REGION),
    scaling: state.autoScalingConfigurations.list(...all).map(revisionOf),
    traces: state.observabilityConfigurations.list(...all).map(revisionOf),
  };
}
