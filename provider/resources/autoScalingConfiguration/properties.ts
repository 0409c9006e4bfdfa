import { block, choice, flag, text, whole } from "../../core/property";
import { isLatest, keepsRevision, staysActive } from "../revisionOutputs";
import { tags } from "../tags";

const NEW_REVISION =
  "A change makes a new revision of the same name; the services that use the old one get the new one.";

/** The inputs of an AutoScalingConfiguration. Source: API shape CreateAutoScalingConfigurationRequest. */
export const inputs = block(
  "CreateAutoScalingConfigurationRequest",
  { doc: `How many instances a service has, and how many requests each takes at once. ${NEW_REVISION}` },
  {
    autoScalingConfigurationName: text("AutoScalingConfigurationName", {
      doc: "The configuration's name. Left out, one is made up from the resource's name.",
      change: "replace",
      why: "the name of an auto scaling configuration cannot be changed: a new one is created, and the services that use the old one have to be pointed to it",
    }).optional(),
    maxConcurrency: whole("ASConfigMaxConcurrency", {
      doc: "Requests that one instance takes at once; more of them start another instance.",
      default: 100,
      change: "update",
    }).optional(),
    minSize: whole("ASConfigMinSize", {
      doc: "Instances that are always there.",
      default: 1,
      change: "update",
    }).optional(),
    maxSize: whole("ASConfigMaxSize", {
      doc: "Instances that there are at most.",
      default: 25,
      change: "update",
    }).optional(),
    tags: tags.optional(),
  },
);

/** What App Runner tells of it besides its inputs. Source: API shape AutoScalingConfiguration. */
export const outputs = block(
  "AutoScalingConfiguration",
  { doc: "An auto scaling configuration as it is." },
  {
    autoScalingConfigurationArn: text("AppRunnerResourceArn", {
      doc: "ARN of the revision that is in force; another after each change.",
      stays: keepsRevision,
    }),
    autoScalingConfigurationRevision: whole("AutoScalingConfigurationRevision", {
      doc: "Number of that revision.",
      stays: keepsRevision,
    }),
    latest: flag("Latest", { doc: "Whether it is the newest revision of the name.", stays: isLatest }),
    status: choice("AutoScalingConfigurationStatus", {
      doc: "`ACTIVE`, or `INACTIVE` once deleted.",
      stays: staysActive,
    }),
  },
);
