import assert from "node:assert/strict";
import {
  AssociateCustomDomainCommand,
  CreateVpcIngressConnectionCommand,
  DescribeCustomDomainsCommand,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("DescribeCustomDomains", () => {
  const api = useTestApi();

  it("describes nothing but the target of a service without domains", async () => {
    const { ServiceArn, ServiceUrl } = await api().runningService("web-app");
    const { $metadata, ...answer } = await api().send(new DescribeCustomDomainsCommand({ ServiceArn }));
    assert.deepEqual(answer, {
      ServiceArn,
      DNSTarget: ServiceUrl!.split(":")[0],
      CustomDomains: [],
      VpcDNSTargets: [],
    });
  });

  it("shows the same records as when the domain was associated, proved once it is active", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    const made = await api().send(new AssociateCustomDomainCommand({ ServiceArn, DomainName: "example.com" }));
    const look = async () => (await api().send(new DescribeCustomDomainsCommand({ ServiceArn }))).CustomDomains!;
    assert.deepEqual(await look(), [made.CustomDomain]);
    api().state.customDomains.setStatus(ServiceArn!, "example.com", "active", api().clock.now);
    const [domain] = await look();
    assert.equal(domain!.Status, "active");
    assert.deepEqual(
      domain!.CertificateValidationRecords,
      made.CustomDomain!.CertificateValidationRecords!.map((record) => ({ ...record, Status: "SUCCESS" })),
    );
  });

  it("walks through them page by page", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    for (const DomainName of ["a.example.com", "b.example.com", "c.example.com"]) {
      await api().send(new AssociateCustomDomainCommand({ ServiceArn, DomainName }));
    }
    const first = await api().send(new DescribeCustomDomainsCommand({ ServiceArn, MaxResults: 2 }));
    const { NextToken } = first;
    const second = await api().send(new DescribeCustomDomainsCommand({ ServiceArn, MaxResults: 2, NextToken }));
    assert.deepEqual(
      [...first.CustomDomains!, ...second.CustomDomains!].map(({ DomainName }) => DomainName),
      ["a.example.com", "b.example.com", "c.example.com"],
    );
    assert.equal(second.NextToken, undefined);
  });

  it("names the way in from a VPC", async () => {
    const { ServiceArn } = await api().runningService("inner-app", {
      NetworkConfiguration: { IngressConfiguration: { IsPubliclyAccessible: false } },
    });
    const { VpcIngressConnection } = await api().send(
      new CreateVpcIngressConnectionCommand({
        ServiceArn,
        VpcIngressConnectionName: "door",
        IngressVpcConfiguration: { VpcId: "vpc-1", VpcEndpointId: "vpce-1" },
      }),
    );
    const { VpcDNSTargets } = await api().send(new DescribeCustomDomainsCommand({ ServiceArn }));
    assert.deepEqual(VpcDNSTargets, [
      {
        VpcIngressConnectionArn: VpcIngressConnection!.VpcIngressConnectionArn,
        VpcId: "vpc-1",
        DomainName: VpcIngressConnection!.DomainName,
      },
    ]);
  });

  it("knows no service that is not there", async () => {
    const ServiceArn = "arn:aws:apprunner:us-east-1:000000000000:service/none/8fe1e10304f84fd2b0df550fe98a71fa";
    await refused(
      api().send(new DescribeCustomDomainsCommand({ ServiceArn })),
      "ResourceNotFoundException",
      /Service doesn't exist/,
    );
  });
});
