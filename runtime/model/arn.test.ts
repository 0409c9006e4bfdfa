import assert from "node:assert/strict";
import { formatArn, parseArn, type ResourceName } from "./arn";

const place = { region: "eu-west-1", account: "000000000000" } as const;
const id = "8fe1e10304f84fd2b0df550fe98a71fa";

describe("an ARN", () => {
  const full: ResourceName[] = [
    { kind: "service", ...place, name: "python-app", id },
    { kind: "connection", ...place, name: "my-github", id },
    { kind: "autoscalingconfiguration", ...place, name: "high-availability", revision: 3, id },
    { kind: "observabilityconfiguration", ...place, name: "xray-tracing", revision: 12, id },
    { kind: "vpcconnector", ...place, name: "inner", revision: 1, id },
    { kind: "vpcingressconnection", ...place, name: "door", id },
  ];
  for (const name of full) {
    it(`of a ${name.kind} reads back as what it was written from`, () => {
      assert.deepEqual({ ...name, ...parseArn(formatArn(name)) }, name);
    });
  }

  it("stands as the guide writes it", () => {
    assert.equal(
      formatArn(full[2]!),
      `arn:aws:apprunner:eu-west-1:000000000000:autoscalingconfiguration/high-availability/3/${id}`,
    );
  });

  it("may end at the name, or at the revision", () => {
    const name = "arn:aws:apprunner:eu-west-1:000000000000:autoscalingconfiguration/ha";
    assert.deepEqual(parseArn(name), {
      kind: "autoscalingconfiguration",
      ...place,
      name: "ha",
      revision: undefined,
      id: undefined,
    });
    assert.equal(parseArn(`${name}/7`)?.revision, 7);
  });

  for (const [what, arn] of [
    ["of another service", "arn:aws:s3:eu-west-1:000000000000:service/a"],
    ["of an unknown kind", "arn:aws:apprunner:eu-west-1:000000000000:cluster/a"],
    ["without a name", "arn:aws:apprunner:eu-west-1:000000000000:service/"],
    ["with too many parts", "arn:aws:apprunner:eu-west-1:000000000000:service/a/b/c"],
    ["with an empty part", "arn:aws:apprunner:eu-west-1:000000000000:service/a/"],
    ["with a revision that is no number", "arn:aws:apprunner:eu-west-1:000000000000:vpcconnector/a/one/b"],
    ["with revision 0", "arn:aws:apprunner:eu-west-1:000000000000:vpcconnector/a/0/b"],
    ["cut short", "arn:aws:apprunner"],
    ["that is no ARN", "python-app"],
  ] as const) {
    it(`${what} is none of App Runner`, () => assert.equal(parseArn(arn), undefined));
  }
});
