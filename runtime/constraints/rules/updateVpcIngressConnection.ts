import type { UpdateVpcIngressConnectionRequest } from "@aws-sdk/client-apprunner";
import { checkIngressVpcConfiguration } from "./ingressVpcConfiguration";

export function updateVpcIngressConnection(input: UpdateVpcIngressConnectionRequest): void {
  checkIngressVpcConfiguration(input.IngressVpcConfiguration!);
}
