import assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-apprunner";
import facts from "./apprunner.json";
import { enumValues, isOperationName, operationFact, operationNames, type Shape, shape } from "./shapes";

describe("the facts of the API", () => {
  it("are those of 37 operations, each with an input, an output and errors", () => {
    assert.equal(operationNames.length, 37);
    for (const name of operationNames) {
      const { input, output, errors } = operationFact(name);
      assert.equal(shape(input).type, "structure");
      assert.equal(shape(output).type, "structure");
      assert.ok(errors.includes("InternalServiceErrorException"));
    }
  });

  it("name the operations, members and enum values of the SDK's release that is installed", () => {
    for (const name of operationNames) assert.ok(`${name}Command` in sdk, name);
    assert.deepEqual([...enumValues("Runtime")].sort(), Object.values(sdk.Runtime).sort());
    assert.deepEqual([...enumValues("ServiceStatus")].sort(), Object.values(sdk.ServiceStatus).sort());
    const [, , , , members] = sdk.CreateServiceRequest$;
    assert.deepEqual(Object.keys(shape("CreateServiceRequest").members!).sort(), [...(members as string[])].sort());
  });

  it("refer to shapes that exist, with patterns that compile", () => {
    for (const one of Object.values(facts.shapes as unknown as Record<string, Shape>)) {
      for (const name of [...Object.values(one.members ?? {}), one.member, one.key, one.value]) if (name) shape(name);
      if (one.pattern) new RegExp(one.pattern);
    }
  });

  it("know no operation by the name of an object's own property", () => {
    assert.ok(isOperationName("CreateService"));
    for (const name of ["constructor", "toString", "__proto__", ""]) assert.ok(!isOperationName(name));
    assert.throws(() => shape("Nonsense"), /no shape Nonsense/);
  });
});
