import assert from "node:assert/strict";
import fc from "fast-check";
import { RESOURCES } from "../resources";
import { compare } from "./compare";
import { completed } from "./defaults";
import { foldLive } from "./fold";
import type { Properties } from "./resource";

const schema = RESOURCES.service.definition.inputs;
const image = { imageIdentifier: "public.ecr.aws/hello/app:1", imageRepositoryType: "ECR_PUBLIC" };
const aService = (rest: Properties = {}): Properties => ({
  serviceName: "hello",
  sourceConfiguration: { imageRepository: image },
  ...rest,
});
/** What App Runner would answer for these inputs: every default written down, sizes in numbers. */
const live = (said: Properties): Properties => {
  const whole = completed(schema, said, said) as Properties;
  const { cpu, memory, ...rest } = whole.instanceConfiguration as Record<string, string>;
  const inNumbers = { ...rest, cpu: String(units(cpu!)), memory: String(units(memory!)) };
  return { ...whole, instanceConfiguration: inNumbers };
};
const units = (size: string): number => (/[a-z]/i.test(size) ? Number.parseFloat(size) * 1024 : Number(size));

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const someService = fc.record({
  instanceConfiguration: maybe(fc.record({ cpu: maybe(fc.constantFrom("1024", "1 vCPU", "512", "0.5 vCPU")) })),
  healthCheckConfiguration: maybe(
    fc.record({ protocol: maybe(fc.constantFrom("TCP", "HTTP")), interval: maybe(fc.integer({ min: 1, max: 20 })) }),
  ),
  networkConfiguration: maybe(
    fc.record({ ingressConfiguration: maybe(fc.record({ isPubliclyAccessible: maybe(fc.boolean()) })) }),
  ),
  tags: maybe(fc.dictionary(fc.constantFrom("a", "b"), fc.constantFrom("1", "2"))),
});

describe("what is live, in the program's words", () => {
  it("is the program's own words when nothing drifted", () => {
    const said = aService({
      instanceConfiguration: { cpu: "1 vCPU" },
      healthCheckConfiguration: { protocol: "TCP" },
      tags: {},
    });
    assert.deepEqual(foldLive(schema, live(said), said), said);
  });

  it("has the live value where one drifted, and no other", () => {
    const said = aService({ healthCheckConfiguration: { path: "/health" } });
    const drifted = { ...live(said), instanceConfiguration: { cpu: "2048", memory: "4096" }, tags: { a: "1" } };
    assert.deepEqual(foldLive(schema, drifted, said), {
      ...said,
      instanceConfiguration: { cpu: "2048", memory: "4096" },
      tags: { a: "1" },
    });
  });

  it("lacks what somebody took away", () => {
    const said = aService({ encryptionConfiguration: { kmsKey: "arn:a" }, tags: { a: "1" } });
    assert.deepEqual(foldLive(schema, live(aService()), said), aService());
  });

  it("is without defaults when the program said nothing (an import)", () => {
    assert.deepEqual(foldLive(schema, live(aService()), {}), aService());
  });

  it("keeps what is the provider's own", () => {
    const said = aService({ deployOn: { commit: "a" } });
    assert.deepEqual(foldLive(schema, live(aService()), said), said);
  });

  it("never shows a change for a service that is as the program said", () => {
    fc.assert(
      fc.property(someService, (rest) => {
        const said = aService(JSON.parse(JSON.stringify(rest)) as Properties);
        assert.deepEqual(compare(schema, foldLive(schema, live(said), said), said), []);
        assert.deepEqual(compare(schema, foldLive(schema, live(said), {}), said), []);
      }),
      { numRuns: 500 },
    );
  });

  it("shows what has to change, whatever is live and whatever is wanted", () => {
    fc.assert(
      fc.property(someService, someService, (one, other) => {
        const [is, wanted] = [one, other].map((rest) => aService(JSON.parse(JSON.stringify(rest)) as Properties)) as [
          Properties,
          Properties,
        ];
        const folded = foldLive(schema, live(is), wanted);
        assert.equal(compare(schema, folded, wanted).length, compare(schema, is, wanted).length);
      }),
      { numRuns: 500 },
    );
  });
});
