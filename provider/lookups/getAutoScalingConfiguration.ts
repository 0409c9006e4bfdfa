import { fromApi } from "../core/caseMapping";
import type { Lookup } from "../core/lookup";
import { block, factsOf, text } from "../core/property";
import type { Properties } from "../core/resource";
import { findConfiguration } from "../resources/autoScalingConfiguration/find";
import { outputs as facts, inputs as properties } from "../resources/autoScalingConfiguration/properties";
import { readTags } from "../resources/tags";

export const getAutoScalingConfiguration: Lookup = {
  name: "getAutoScalingConfiguration",
  inputs: block(
    "DescribeAutoScalingConfigurationRequest",
    { doc: "An auto scaling configuration that exists, by its name (the newest revision) or its ARN." },
    {
      autoScalingConfigurationName: text("AutoScalingConfigurationName", {
        doc: "The configuration's name.",
      }).optional(),
      autoScalingConfigurationArn: text("AppRunnerResourceArn", {
        doc: "The configuration's ARN, with its revision or, for the newest, without.",
      }).optional(),
    },
  ),
  outputs: block(
    "AutoScalingConfiguration",
    { doc: factsOf(facts).doc },
    {
      ...properties.shape,
      autoScalingConfigurationName: properties.shape.autoScalingConfigurationName.unwrap(),
      ...facts.shape,
    },
  ),
  oneOf: ["autoScalingConfigurationName", "autoScalingConfigurationArn"],
  async run({ autoScalingConfigurationName, autoScalingConfigurationArn }, call) {
    const which = (autoScalingConfigurationName ?? autoScalingConfigurationArn) as string;
    const found = await findConfiguration(which, call);
    if (!found) throw new Error(`getAutoScalingConfiguration: there is no auto scaling configuration ${which}`);
    return {
      ...(fromApi(properties, found) as Properties),
      ...(fromApi(facts, found) as Properties),
      tags: await readTags(found.AutoScalingConfigurationArn!, call),
      status: found.Status?.toUpperCase(),
    };
  },
};
