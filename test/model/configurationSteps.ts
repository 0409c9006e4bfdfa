import type { AutoScalingConfiguration, ObservabilityConfiguration } from "@aws-sdk/client-apprunner";
import fc from "fast-check";
import type { OperationName } from "../../api/shapes";
import * as rules from "./configurationRules";
import {
  aConfigurationName,
  aTarget,
  type DrawnTarget,
  resolveTarget,
  revisionArn,
  someTags,
  type WithRegion,
} from "./drawing";
import type { Answer, Model } from "./model";
import type { Call, Names, Step } from "./step";
import type { TagModel } from "./tagRules";

const aKind = fc.constantFrom<rules.RevisionKind[]>("scaling", "scaling", "observability");
const aSize = fc.integer({ min: 1, max: 3 });

/** How each action on configurations with revisions is drawn. */
export const CONFIGURATION_DRAWINGS = {
  createRevision: { kind: aKind, name: aConfigurationName, tags: someTags, isTracing: fc.boolean() },
  describeRevision: { kind: aKind, target: aTarget },
  listRevisions: {
    kind: aKind,
    name: fc.option(aConfigurationName, { nil: undefined }),
    latestOnly: fc.boolean(),
    size: aSize,
  },
  deleteRevision: { kind: aKind, target: aTarget, isAll: fc.boolean() },
  updateDefault: { target: aTarget },
  listServicesOf: { target: aTarget, size: aSize },
} as const;

interface OnKind extends WithRegion {
  kind: rules.RevisionKind;
}

/** The names that the API has for the two kinds. */
const WORDS = { scaling: "AutoScalingConfiguration", observability: "ObservabilityConfiguration" } as const;

export const CONFIGURATION_STEPS: Record<keyof typeof CONFIGURATION_DRAWINGS, Step> = {
  createRevision: (action: OnKind & { name: string; tags: TagModel[]; isTracing: boolean }, model, names) => {
    const { region, kind, name, tags, isTracing } = action;
    const traced = kind === "observability" && isTracing && { TraceConfiguration: { Vendor: "AWSXRAY" } };
    return {
      ...oneRevision(`Create${WORDS[kind]}`, kind, names, rules.createRevision(model, region, kind, action)),
      input: {
        [`${WORDS[kind]}Name`]: name,
        Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })),
        ...traced,
      },
      made: (output: never) => arnOf(kind, output),
    };
  },
  describeRevision: ({ region, kind, target: drawn }: OnKind & { target: DrawnTarget }, model, names) => {
    const target = resolveTarget(drawn, kind, names);
    const expected = rules.describeRevision(model, region, kind, target);
    return {
      ...oneRevision(`Describe${WORDS[kind]}`, kind, names, expected),
      input: { [`${WORDS[kind]}Arn`]: revisionArn(target, kind, names, region) },
    };
  },
  deleteRevision: (
    { region, kind, target: drawn, isAll: asked }: OnKind & { target: DrawnTarget; isAll: boolean },
    model,
    names,
  ) => {
    const target = resolveTarget(drawn, kind, names);
    const isAll = asked && kind === "scaling";
    return {
      ...oneRevision(`Delete${WORDS[kind]}`, kind, names, rules.deleteRevision(model, region, kind, target, isAll)),
      input: {
        [`${WORDS[kind]}Arn`]: revisionArn(target, kind, names, region),
        ...(isAll && { DeleteAllRevisions: true }),
      },
    };
  },
  updateDefault: ({ region, target: drawn }: WithRegion & { target: DrawnTarget }, model, names) => {
    const target = resolveTarget(drawn, "scaling", names);
    const expected = rules.updateDefault(model, region, target);
    return {
      ...oneRevision("UpdateDefaultAutoScalingConfiguration", "scaling", names, expected),
      input: { AutoScalingConfigurationArn: revisionArn(target, "scaling", names, region) },
    };
  },
  listRevisions: (
    { region, kind, name, latestOnly, size }: OnKind & { name?: string; latestOnly: boolean; size: number },
    model: Model,
    names,
  ) => ({
    operation: `List${WORDS[kind]}s`,
    input: { LatestOnly: latestOnly, ...(name !== undefined && { [`${WORDS[kind]}Name`]: name }) },
    pages: { member: `${WORDS[kind]}SummaryList`, size },
    expected: rules.listRevisions(model, region, kind, { name, latestOnly }),
    project: (rows: Record<string, string>[]) =>
      rows.map((row) => ({ handle: names.handle(row[`${WORDS[kind]}Arn`]), revision: row[`${WORDS[kind]}Revision`] })),
  }),
  listServicesOf: (
    { region, target: drawn, size }: WithRegion & { target: DrawnTarget; size: number },
    model,
    names,
  ) => {
    const target = resolveTarget(drawn, "scaling", names);
    return {
      operation: "ListServicesForAutoScalingConfiguration",
      input: { AutoScalingConfigurationArn: revisionArn(target, "scaling", names, region) },
      pages: { member: "ServiceArnList", size },
      expected: rules.listServicesOf(model, region, target),
      project: (rows: string[]) => rows.map((arn) => names.handle(arn)),
    };
  },
};

function oneRevision(
  operation: OperationName,
  kind: rules.RevisionKind,
  names: Names,
  expected: Answer,
): Omit<Call, "input"> {
  return {
    operation,
    expected,
    project: (output: never) => projectRevision(kind, output, names),
  };
}

type Output = {
  AutoScalingConfiguration?: AutoScalingConfiguration;
  ObservabilityConfiguration?: ObservabilityConfiguration;
};

function arnOf(kind: rules.RevisionKind, output: Output): string | undefined {
  return kind === "scaling"
    ? output.AutoScalingConfiguration?.AutoScalingConfigurationArn
    : output.ObservabilityConfiguration?.ObservabilityConfigurationArn;
}

function projectRevision(kind: rules.RevisionKind, output: Output, names: Names): unknown {
  const handle = names.handle(arnOf(kind, output));
  if (kind === "scaling") {
    const shown = output.AutoScalingConfiguration!;
    return {
      handle,
      name: shown.AutoScalingConfigurationName,
      revision: shown.AutoScalingConfigurationRevision,
      isActive: (shown.Status as string) === "active",
      isLatest: shown.Latest,
      isDefault: shown.IsDefault,
      isUsed: shown.HasAssociatedService,
    };
  }
  const shown = output.ObservabilityConfiguration!;
  return {
    handle,
    name: shown.ObservabilityConfigurationName,
    revision: shown.ObservabilityConfigurationRevision,
    isActive: shown.Status === "ACTIVE",
    isLatest: shown.Latest,
    isTracing: shown.TraceConfiguration !== undefined,
  };
}
