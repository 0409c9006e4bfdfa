import assert from "node:assert/strict";
import { customDomainHosts, validationRecords } from "./customDomain";

describe("a custom domain", () => {
  it("answers for www too where that is on", () => {
    assert.deepEqual(customDomainHosts({ domain: "example.com", enableWww: true }), ["example.com", "www.example.com"]);
    assert.deepEqual(customDomainHosts({ domain: "*.example.com", enableWww: false }), ["*.example.com"]);
  });
});

describe("certificate validation records", () => {
  const arn = "arn:aws:apprunner:us-east-1:000000000000:service/app/8fe1e10304f84fd2b0df550fe98a71fa";

  it("are three CNAMEs with www and two without", () => {
    assert.equal(validationRecords(arn, { domain: "example.com", enableWww: true }).length, 3);
    assert.equal(validationRecords(arn, { domain: "example.com", enableWww: false }).length, 2);
  });

  it("look as the certificate authority writes them", () => {
    for (const { name, value } of validationRecords(arn, { domain: "example.com", enableWww: true })) {
      assert.match(name, /^_[0-9a-f]{32}\.([a-z0-9]+\.)?example\.com\.$/);
      assert.match(value, /^_[0-9a-f]{32}\.[a-z]{10}\.acm-validations\.aws\.$/);
    }
  });

  it("are the same at every look, and others for another service", () => {
    const names = { domain: "example.com", enableWww: true };
    assert.deepEqual(validationRecords(arn, names), validationRecords(arn, names));
    const other = validationRecords(`${arn.slice(0, -1)}b`, names);
    assert.notDeepEqual(validationRecords(arn, names), other);
  });

  it("of a wildcard are of the domain that it stands under", () => {
    const [first] = validationRecords(arn, { domain: "*.example.com", enableWww: false });
    assert.match(first!.name, /^_[0-9a-f]{32}\.example\.com\.$/);
  });
});
