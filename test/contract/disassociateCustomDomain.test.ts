import assert from "node:assert/strict";
import {
  AssociateCustomDomainCommand,
  DisassociateCustomDomainCommand,
  PauseServiceCommand,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("DisassociateCustomDomain", () => {
  const api = useTestApi();
  let ServiceArn: string;
  beforeEach(async () => {
    ServiceArn = (await api().runningService("web-app")).ServiceArn!;
    await api().send(new AssociateCustomDomainCommand({ ServiceArn, DomainName: "example.com" }));
  });
  const disassociate = (DomainName: string) =>
    api().send(new DisassociateCustomDomainCommand({ ServiceArn, DomainName }));

  it("answers that the domain is being deleted, and wakes the reconciler", async () => {
    const before = api().woken.length;
    const { CustomDomain, DNSTarget, VpcDNSTargets } = await disassociate("Example.com");
    assert.equal(CustomDomain?.Status, "deleting");
    assert.equal(CustomDomain.CertificateValidationRecords?.length, 3);
    assert.ok(DNSTarget);
    assert.deepEqual(VpcDNSTargets, []);
    assert.deepEqual(api().woken.slice(before), [ServiceArn]);
  });

  it("frees the domain and its www for another service once it is gone", async () => {
    await disassociate("example.com");
    const other = await api().runningService("other-app");
    const again = new AssociateCustomDomainCommand({ ServiceArn: other.ServiceArn, DomainName: "example.com" });
    await refused(api().send(again), "InvalidRequestException", /already associated/);
    api().state.customDomains.remove(ServiceArn, "example.com");
    await api().send(again);
  });

  it("is refused while it is going on already", async () => {
    await disassociate("example.com");
    await refused(disassociate("example.com"), "InvalidStateException", /being disassociated already/);
  });

  it("is refused while the service is paused", async () => {
    await api().send(new PauseServiceCommand({ ServiceArn }));
    api().end(ServiceArn);
    await refused(disassociate("example.com"), "InvalidStateException", /Current status: PAUSED/);
  });

  it("knows no domain that the service does not have", async () => {
    await refused(
      disassociate("example.org"),
      "ResourceNotFoundException",
      /^No custom domain example.org found for the provided service$/,
    );
    ServiceArn = ServiceArn.replace("web-app", "no-app");
    await refused(disassociate("example.com"), "ResourceNotFoundException", /Service doesn't exist/);
  });
});
