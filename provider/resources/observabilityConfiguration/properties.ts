import { block, choice, flag, text, whole } from "../../core/property";
import { isLatest, keepsRevision, staysActive } from "../revisionOutputs";
import { tags } from "../tags";

/** The inputs of an ObservabilityConfiguration. Source: API shape CreateObservabilityConfigurationRequest. */
export const inputs = block(
  "CreateObservabilityConfigurationRequest",
  {
    doc: "How services are traced. A change makes a new revision of the same name; the services that use the old one get the new one, which deploys them.",
  },
  {
    observabilityConfigurationName: text("ObservabilityConfigurationName", {
      doc: "The configuration's name. Left out, one is made up from the resource's name.",
      change: "replace",
      why: "the name of an observability configuration cannot be changed: a new one is created, and the services that use the old one have to be pointed to it",
    }).optional(),
    traceConfiguration: block(
      "TraceConfiguration",
      { doc: "Tracing. Left out, nothing is traced.", change: "update" },
      { vendor: choice("TracingVendor", { doc: "Who takes the traces: AWS X-Ray." }) },
    ).optional(),
    tags: tags.optional(),
  },
);

/** What App Runner tells of it besides its inputs. Source: API shape ObservabilityConfiguration. */
export const outputs = block(
  "ObservabilityConfiguration",
  { doc: "An observability configuration as it is." },
  {
    observabilityConfigurationArn: text("AppRunnerResourceArn", {
      doc: "ARN of the revision that is in force; another after each change.",
      stays: keepsRevision,
    }),
    observabilityConfigurationRevision: whole("Integer", { doc: "Number of that revision.", stays: keepsRevision }),
    latest: flag("Boolean", { doc: "Whether it is the newest revision of the name.", stays: isLatest }),
    status: choice("ObservabilityConfigurationStatus", {
      doc: "`ACTIVE`, or `INACTIVE` once deleted.",
      stays: staysActive,
    }),
  },
);
