import assert from "node:assert/strict";
import { readBaseImages } from "./baseImages";

describe("base images from outside", () => {
  it("take the place of the table's own, by runtime", () => {
    assert.deepEqual(readBaseImages(" PYTHON_311=localhost:5000/python:3.11 , GO_1=golang@sha256:00 "), {
      PYTHON_311: "localhost:5000/python:3.11",
      GO_1: "golang@sha256:00",
    });
    assert.deepEqual(readBaseImages(""), {});
  });

  it("are refused with what would do", () => {
    assert.throws(() => readBaseImages("python311=x"), /no runtime 'python311'.*PYTHON_311/);
    assert.throws(() => readBaseImages("GO_1"), /GO_1=registry\.example\.com/);
    assert.throws(() => readBaseImages("GO_1=a b"), /'GO_1=a b' must be a runtime/);
  });
});
