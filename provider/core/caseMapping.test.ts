import assert from "node:assert/strict";
import { RESOURCES } from "../resources";
import { fromApi, toApi } from "./caseMapping";

const service = RESOURCES.service.definition.inputs;
const domain = RESOURCES.customDomainAssociation.definition;

describe("case mapping", () => {
  const said = {
    sourceConfiguration: {
      imageRepository: {
        imageIdentifier: "a:1",
        imageRepositoryType: "ECR",
        imageConfiguration: { port: "80", runtimeEnvironmentVariables: { lowerCamel: "1", UPPER: "2" } },
      },
    },
  };
  const api = {
    SourceConfiguration: {
      ImageRepository: {
        ImageIdentifier: "a:1",
        ImageRepositoryType: "ECR",
        ImageConfiguration: { Port: "80", RuntimeEnvironmentVariables: { lowerCamel: "1", UPPER: "2" } },
      },
    },
  };

  it("renames properties at every depth, and never the keys of a map", () => {
    assert.deepEqual(toApi(service, said), api);
    assert.deepEqual(fromApi(service, api), said);
  });

  it("keeps to the API's name where it is not the property's with a capital", () => {
    assert.deepEqual(fromApi(domain.outputs, { DNSTarget: "a", VpcDNSTargets: [{ VpcId: "v" }] }), {
      dnsTarget: "a",
      vpcDNSTargets: [{ vpcId: "v" }],
    });
    assert.deepEqual(toApi(domain.inputs, { enableWWWSubdomain: true }), { EnableWWWSubdomain: true });
  });

  it("drops what the definition does not have, and what the API does not", () => {
    assert.deepEqual(fromApi(service, { ...api, CreatedAt: 1, HealthCheckConfiguration: null }), said);
    assert.deepEqual(
      toApi(service, { ...said, deployOn: { a: "1" }, instanceConfiguration: undefined, other: 1 }),
      api,
    );
  });
});
