import assert from "node:assert/strict";
import fc from "fast-check";
import { CONFIGURATION_DRAWINGS, CONFIGURATION_STEPS } from "./configurationSteps";
import { anIndex } from "./drawing";
import { emptyModel, type Model, REGIONS } from "./model";
import { shakeHands } from "./otherRules";
import { OTHER_DRAWINGS, OTHER_STEPS } from "./otherSteps";
import { settle } from "./serviceRules";
import { SERVICE_DRAWINGS, SERVICE_STEPS } from "./serviceSteps";
import type { Action, Step } from "./step";
import { ModelledWorld } from "./world";

const STEPS: Readonly<Record<string, Step>> = { ...SERVICE_STEPS, ...CONFIGURATION_STEPS, ...OTHER_STEPS };

/** How much more often than others a call is drawn: most others need something that was made before. */
const WEIGHTS: Readonly<Record<string, number>> = {
  createService: 24,
  updateService: 16,
  createRevision: 12,
  deleteRevision: 8,
  createConnection: 8,
  createConnector: 8,
  deleteConnector: 4,
  createIngress: 12,
  associateDomain: 8,
  disassociateDomain: 6,
  startDeployment: 6,
  pauseService: 6,
  resumeService: 6,
};

const DRAWINGS: Readonly<Record<string, Record<string, fc.Arbitrary<unknown>>>> = {
  ...SERVICE_DRAWINGS,
  ...CONFIGURATION_DRAWINGS,
  ...OTHER_DRAWINGS,
};

const aRegion = fc.oneof(
  { weight: 12, arbitrary: fc.constant(REGIONS[0]) },
  { weight: 1, arbitrary: fc.constant(REGIONS[1]) },
);

const drawn = (does: string, region = aRegion) =>
  fc.record({ does: fc.constant(does), region, ...DRAWINGS[does] }) as fc.Arbitrary<Action>;

const aCall = fc.oneof(
  ...Object.keys(DRAWINGS).map((does) => ({ weight: WEIGHTS[does] ?? 2, arbitrary: drawn(does) })),
);

/** Every sequence begins with something to work on. */
const OPENING = ["createRevision", "createService", "createService"].map((does) =>
  drawn(does, fc.constant(REGIONS[0])),
);

/** What else moves things on, between two calls: the reconciler, and somebody who confirms a connection. */
const aMove = fc.oneof(
  { weight: 5, arbitrary: fc.constant(undefined) },
  { weight: 8, arbitrary: fc.record({ settled: anIndex, isHealthy: fc.constantFrom(true, true, true, true, false) }) },
  { weight: 1, arbitrary: fc.record({ confirmed: anIndex }) },
);
type Move = { settled: number; isHealthy: boolean } | { confirmed: number } | undefined;

/** How many sequences, and how many calls each has. */
const SEQUENCES = Number(process.env.APPRUNNER_MODEL_SEQUENCES ?? 1000);
const CALLS = 30;

describe(`the API and a model of its rules`, () => {
  it(`agree on every answer of ${SEQUENCES} random sequences of ${CALLS} calls`, async function () {
    this.timeout(240_000);
    const seen = new Map<string, number>();
    const length = CALLS - OPENING.length;
    const rest = fc.array(fc.tuple(aCall, aMove), { minLength: length, maxLength: length, size: "max" });
    const opening = fc.tuple(...OPENING.map((call) => fc.tuple(call, aMove)));
    await fc.assert(
      fc.asyncProperty(opening, rest, (first, then) => agree([...first, ...then], seen)),
      { numRuns: SEQUENCES, endOnFailure: false },
    );
    if (process.env.APPRUNNER_MODEL_SHOW) console.table(Object.fromEntries([...seen].sort()));
    // A run in which something never succeeded, or was never refused, would prove little.
    for (const does of Object.keys(STEPS)) assert.ok(seen.get(`${does} answered`), `${does} never succeeded`);
  });
});

async function agree(sequence: readonly [Action, Move][], seen: Map<string, number>): Promise<void> {
  const world = new ModelledWorld();
  const model = emptyModel();
  await world.start();
  try {
    for (const [action, move] of sequence) {
      compare(world, model, action, seen);
      if (move) await carryOn(world, model, move);
    }
  } finally {
    await world.close();
  }
}

function compare(world: ModelledWorld, model: Model, action: Action, seen: Map<string, number>): void {
  const call = STEPS[action.does]!(action as never, model, world);
  const difference = world.compare(action.region, call);
  if (difference) assert.fail(difference);
  const key = `${action.does} ${"refused" in call.expected ? call.expected.refused : "answered"}`;
  seen.set(key, (seen.get(key) ?? 0) + 1);
}

async function carryOn(world: ModelledWorld, model: Model, move: NonNullable<Move>): Promise<void> {
  if ("confirmed" in move) {
    const handle = world.pick("connection", move.confirmed);
    for (const region of REGIONS) shakeHands(model, region, handle);
    world.shakeHands(handle);
    return;
  }
  const handle = world.pick("service", move.settled);
  for (const region of REGIONS) settle(model, region, handle, move.isHealthy);
  await world.settle(handle, move.isHealthy);
}
