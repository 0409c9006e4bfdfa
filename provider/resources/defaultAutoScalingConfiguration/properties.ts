import { block, choice, text, whole } from "../../core/property";
import { sameRevision } from "../revisionArn";

/** The inputs of a DefaultAutoScalingConfiguration. Source: API shape UpdateDefaultAutoScalingConfigurationRequest. */
export const inputs = block(
  "UpdateDefaultAutoScalingConfigurationRequest",
  {
    doc: "Which auto scaling configuration new services get that name none; services that are there keep theirs. There is one in each account and region, and always one: deleting this resource restores nothing, the configuration stays the default, and App Runner refuses to delete it until another one is made the default.",
  },
  {
    autoScalingConfigurationArn: text("AppRunnerResourceArn", {
      doc: "ARN of the auto scaling configuration, with its revision or, for the newest, without.",
      change: "update",
      same: sameRevision,
    }),
  },
);

/** What App Runner tells of the default. Source: API shape AutoScalingConfigurationSummary. */
export const outputs = block(
  "AutoScalingConfigurationSummary",
  { doc: "The default configuration as it is." },
  {
    autoScalingConfigurationName: text("AutoScalingConfigurationName", { doc: "The configuration's name." }),
    autoScalingConfigurationRevision: whole("Integer", { doc: "Number of the revision that is the default." }),
    status: choice("AutoScalingConfigurationStatus", {
      doc: "`ACTIVE`.",
      // Only an active one can be made the default.
      stays: (_, { status }) => status === "ACTIVE",
    }),
  },
);
