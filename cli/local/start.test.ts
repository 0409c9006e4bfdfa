import assert from "node:assert/strict";
import type { Endpoint } from "../../api/home";
import { differenceFrom } from "./start";

const running: Endpoint = {
  endpoint: "http://127.0.0.1:4700",
  http: "http://127.0.0.1:4780",
  https: "https://127.0.0.1:4743",
  engine: "docker",
  home: "/home",
  pid: 1,
};

describe("a running runtime", () => {
  it("serves a start that asks for nothing else, or for any free port", () => {
    assert.equal(differenceFrom(running, {}), undefined);
    assert.equal(differenceFrom(running, { engine: "docker", apiPort: 4700, httpPort: 0, httpsPort: 4743 }), undefined);
  });

  it("does not serve a start that asks for another engine or port, or for a manner that it may not have", () => {
    assert.match(
      differenceFrom(running, { engine: "process" }) ?? "",
      /with the docker engine and not the process engine/,
    );
    assert.match(differenceFrom(running, { strict: true }) ?? "", /settled when it started/);
    assert.match(differenceFrom(running, { foreground: true }) ?? "", /in the background/);
    assert.match(differenceFrom(running, { httpsPort: 443 }) ?? "", /HTTPS on port 4743 and not 443/);
  });
});
