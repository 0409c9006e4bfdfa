import type { IngressVpcConfiguration } from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../../model/apiError";

/** A private service is reached through one endpoint of one VPC: both must be named. */
export function checkIngressVpcConfiguration(configuration: IngressVpcConfiguration): void {
  if (!configuration.VpcId || !configuration.VpcEndpointId) {
    throw invalidRequest("IngressVpcConfiguration must have both a VpcId and a VpcEndpointId.");
  }
}
