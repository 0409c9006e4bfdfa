import assert from "node:assert/strict";
import { AssociateCustomDomainCommand, PauseServiceCommand, StartDeploymentCommand } from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("AssociateCustomDomain", () => {
  const api = useTestApi();
  let ServiceArn: string;
  let ServiceUrl: string;
  beforeEach(async () => {
    const made = await api().runningService("web-app");
    ServiceArn = made.ServiceArn!;
    ServiceUrl = made.ServiceUrl!;
  });
  const associate = (DomainName: string, EnableWWWSubdomain?: boolean, arn = ServiceArn) =>
    api().send(new AssociateCustomDomainCommand({ ServiceArn: arn, DomainName, EnableWWWSubdomain }));

  it("answers the DNS records to be made, and wakes the reconciler", async () => {
    const { CustomDomain, ...targets } = await associate("example.com");
    assert.equal(CustomDomain?.DomainName, "example.com");
    assert.equal(CustomDomain.EnableWWWSubdomain, true);
    assert.equal(CustomDomain.Status, "creating");
    assert.equal(CustomDomain.CertificateValidationRecords?.length, 3);
    for (const { Type, Status, Name, Value } of CustomDomain.CertificateValidationRecords) {
      assert.deepEqual([Type, Status], ["CNAME", "PENDING_VALIDATION"]);
      assert.match(Name!, /^_[0-9a-f]{32}\..*example\.com\.$/);
      assert.match(Value!, /\.acm-validations\.aws\.$/);
    }
    assert.equal(targets.DNSTarget, ServiceUrl.split(":")[0]);
    assert.equal(targets.ServiceArn, ServiceArn);
    assert.deepEqual(targets.VpcDNSTargets, []);
    assert.equal(api().woken.at(-1), ServiceArn);
  });

  it("leaves www out where that is said, and for a wildcard", async () => {
    assert.equal((await associate("example.com", false)).CustomDomain?.CertificateValidationRecords?.length, 2);
    const { CustomDomain } = await associate("*.example.org");
    assert.equal(CustomDomain?.EnableWWWSubdomain, false);
    await refused(associate("*.example.net", true), "InvalidRequestException", /wildcard/);
  });

  it("takes no more than five", async () => {
    for (const name of ["a", "b", "c", "d", "e"]) await associate(`${name}.example.com`);
    await refused(associate("f.example.com"), "InvalidRequestException", /at most 5 custom domains/);
  });

  it("refuses a host name that a service answers for already, in any letter case, region or form", async () => {
    await associate("Example.com");
    await refused(associate("example.COM"), "InvalidRequestException", /^example.com is already associated with/);
    const other = await api().runningService("other-app");
    await refused(
      associate("www.example.com", false, other.ServiceArn),
      "InvalidRequestException",
      new RegExp(`^www.example.com is already associated with .*${ServiceArn}`),
    );
  });

  it("refuses what is no domain", async () => {
    for (const domain of ["example", "a..example.com", "login*.example.com", "*.login.example.com"]) {
      await refused(associate(domain), "InvalidRequestException", /domain name .* isn't valid/i);
    }
  });

  it("is refused while an operation is in progress and while the service is paused", async () => {
    await api().send(new StartDeploymentCommand({ ServiceArn }));
    await refused(associate("example.com"), "InvalidStateException", /Current status: OPERATION_IN_PROGRESS/);
    api().end(ServiceArn);
    await api().send(new PauseServiceCommand({ ServiceArn }));
    api().end(ServiceArn);
    await refused(associate("example.com"), "InvalidStateException", /Current status: PAUSED/);
  });

  it("answers an invalid request, the only class it has, for a service that is not there", async () => {
    await refused(
      associate("example.com", true, ServiceArn.replace("web-app", "no-app")),
      "InvalidRequestException",
      /Service doesn't exist/,
    );
  });
});
