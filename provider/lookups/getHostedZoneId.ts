import type { Lookup } from "../core/lookup";
import { block, text } from "../core/property";
import { hostedZoneIdOf } from "./hostedZone";

export const getHostedZoneId: Lookup = {
  name: "getHostedZoneId",
  inputs: block(
    "GetHostedZoneIdRequest",
    {
      doc: "The Route 53 hosted zone of App Runner's own domains in a region: what an alias record that leads to a service's `dnsTarget` names as its zone.",
    },
    { region: text("String", { doc: "The region. Left out, the program's." }).optional() },
  ),
  outputs: block(
    "GetHostedZoneIdResponse",
    { doc: "The hosted zone." },
    {
      hostedZoneId: text("String", { doc: "Id of the hosted zone." }),
      region: text("String", { doc: "The region." }),
    },
  ),
  async run({ region }, call) {
    const name = (region as string | undefined) ?? (await call.api.region());
    return { hostedZoneId: hostedZoneIdOf(name), region: name };
  },
};
