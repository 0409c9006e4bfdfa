import assert from "node:assert/strict";
import { operationFact, operationNames } from "../../api/shapes";
import { startWireServer, type WireServer } from "./server";
import { signedPost } from "./signedPost";
import { VALID_INPUTS } from "./validInputs";
import { brokenInputs, hasPath, memberPaths } from "./violate";

describe("an input over the wire", () => {
  let wire: WireServer;
  before(async () => {
    wire = await startWireServer({ strict: true });
  });
  after(() => wire.close());

  for (const operation of operationNames) {
    const valid = VALID_INPUTS[operation];

    it(`of ${operation} reaches the operation when it is valid, and has every member of its shape`, async () => {
      const paths = memberPaths(operationFact(operation).input);
      assert.deepEqual(
        paths.filter((path) => !valid.some((input) => hasPath(input, path))),
        [],
      );
      for (const input of valid) {
        const before = wire.reached.length;
        const answer = await signedPost(wire.endpoint, operation, input);
        assert.equal(answer.status, 200, JSON.stringify(answer.body));
        assert.deepEqual(wire.reached.slice(before), [{ operation, input }]);
      }
    });

    it(`of ${operation} is refused for every constraint and type that it breaks, and reaches nothing`, async () => {
      const before = wire.reached.length;
      const broken = valid.flatMap((input) => [...brokenInputs(operation, input)]);
      assert.ok(broken.length > 0);
      for (const one of broken) {
        const began = performance.now();
        const { status, body } = await signedPost(wire.endpoint, operation, one.input);
        assert.ok(performance.now() - began < 1000, `${one.name} took more than a second`);
        assert.equal(status, 400, one.name);
        const text = body.Message ?? body.message ?? "";
        if (one.kind === "type") assert.equal(body.__type, "com.amazon.coral.service#SerializationException", one.name);
        else {
          assert.equal(body.__type, "com.amazonaws.apprunner#InvalidRequestException", one.name);
          assert.match(text, /^[1-9] validation errors? detected: Value /, one.name);
          assert.ok(text.includes(`at '${one.path}' failed to satisfy constraint: `), `${one.name}: ${text}`);
          assert.ok(text.includes(one.expected), `${one.name}: ${text}`);
        }
        if (one.secret) assert.ok(!text.includes(one.secret), `${one.name} echoes a sensitive value`);
      }
      assert.equal(wire.reached.length, before);
    });
  }

  it("breaks several hundred things in all", () => {
    const count = operationNames.flatMap((name) =>
      VALID_INPUTS[name].flatMap((input) => [...brokenInputs(name, input)]),
    ).length;
    assert.ok(count > 800, String(count));
  });
});
