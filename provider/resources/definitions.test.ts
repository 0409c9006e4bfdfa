import assert from "node:assert/strict";
import { z } from "zod";
import { shape } from "../../api/shapes";
import { bare, factsOf, isOptional, memberName, membersOf } from "../core/property";
import { RESOURCES } from ".";

/** Members that an output has out of another shape, or under an output's own name. */
const NOT_OF_THE_SHAPE: Record<string, string[]> = {
  Service: ["url"],
  AssociateCustomDomainResponse: ["status", "certificateValidationRecords"],
};
/** Members that the definitions put elsewhere: they are inputs, or of no use to a program. */
const LEFT_OUT =
  /^(CreatedAt|UpdatedAt|TargetArn|Type|DeletedAt|HasAssociatedService|IsDefault|AutoScalingConfigurationSummary|CustomDomain)$/;

describe("definitions", () => {
  for (const { definition } of Object.values(RESOURCES)) {
    describe(definition.kind, () => {
      for (const [path, block] of blocks("inputs", definition.inputs)) {
        it(`${path} has every member of its shape, required as there`, () => {
          const { members = {}, required = [] } = shape(factsOf(block).shape!);
          const ofApi = membersOf(block)!.filter(([, member]) => !factsOf(member).own);
          const said = Object.fromEntries(ofApi.map(([name, member]) => [memberName(name, member), member]));
          assert.deepEqual(Object.keys(said).sort(), Object.keys(members).sort());
          for (const [name, member] of Object.entries(said)) {
            const madeUp =
              path === "inputs" && definition.nameProperty && memberName(definition.nameProperty, member) === name;
            assert.equal(isOptional(member), madeUp || !required.includes(name), `${name} required`);
            assert.equal(factsOf(member).shape, members[name], `${name}'s shape`);
          }
        });
      }

      it("has every output of its shape that no input says", () => {
        const inputs = new Set(membersOf(definition.inputs)!.map(([name, member]) => memberName(name, member)));
        const { members = {} } = shape(factsOf(definition.outputs).shape!);
        const own = NOT_OF_THE_SHAPE[factsOf(definition.outputs).shape!] ?? [];
        const said = membersOf(definition.outputs)!.filter(([name]) => !own.includes(name));
        const wanted = Object.keys(members).filter((name) => !inputs.has(name) && !LEFT_OUT.test(name));
        assert.deepEqual(said.map(([name, member]) => memberName(name, member)).sort(), wanted.sort());
      });

      it("says a doc for everything, and a reason wherever it replaces", () => {
        for (const [path, property] of properties(definition.inputs)) {
          const facts = factsOf(property);
          assert.ok(facts.doc.length > 5, path);
          assert.equal(facts.change === "replace", facts.why !== undefined, path);
        }
      });

      it("says of each top-level input what a change does", () => {
        for (const [name, member] of membersOf(definition.inputs)!) assert.ok(factsOf(member).change, name);
      });
    });
  }
});

function* blocks(path: string, schema: z.ZodType): Generator<[string, z.ZodType]> {
  if (!membersOf(schema)) return;
  yield [path, schema];
  for (const [name, member] of membersOf(schema)!) yield* blocks(`${path}.${name}`, bare(member));
}

function* properties(schema: z.ZodType, path = ""): Generator<[string, z.ZodType]> {
  for (const [name, member] of membersOf(schema) ?? []) {
    yield [`${path}${name}`, member];
    const inner = bare(member);
    yield* properties(inner instanceof z.ZodArray ? (inner.element as z.ZodType) : inner, `${path}${name}.`);
  }
}
