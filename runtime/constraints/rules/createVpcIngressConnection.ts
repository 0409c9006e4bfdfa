import type { CreateVpcIngressConnectionRequest } from "@aws-sdk/client-apprunner";
import { checkIngressVpcConfiguration } from "./ingressVpcConfiguration";
import { checkTags } from "./tags";

export function createVpcIngressConnection(input: CreateVpcIngressConnectionRequest): void {
  checkIngressVpcConfiguration(input.IngressVpcConfiguration!);
  checkTags(input);
}
