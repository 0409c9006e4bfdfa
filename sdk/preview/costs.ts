import { cpuUnits, DEFAULT_INSTANCE_SIZE, memoryMegabytes } from "../../api/instanceSizes";
import { DEFAULT_SCALING } from "../../api/scaling";
import type { Properties, Target } from "../../provider/core/resource";
import { isGiven, knownAt } from "../../provider/core/unknown";
import { monthlyCost, type Sizing } from "../prices/monthlyCost";
import { BUILD_MINUTE, HOURS_PER_MONTH, PRICES_AS_OF, pricesOf } from "../prices/prices";
import type { PreviewReport, ServiceCost } from "./report";
import { definitionOf } from "./resourceKind";
import type { Planned } from "./rows";

const USUAL_REGION = "us-east-1";

/** What every service of the preview costs a month, before and after, and what the numbers rest on. */
export function costsOf(plan: readonly Planned[], target: Target, region = USUAL_REGION): PreviewReport["costs"] {
  const prices = pricesOf(region);
  const scalings = plan.filter(({ type }) => definitionOf(type)?.kind === "AutoScalingConfiguration");
  const services = plan
    .filter(({ type }) => definitionOf(type)?.kind === "Service")
    .map((service): ServiceCost => {
      const before =
        service.old && service.action !== "import" ? sizingOf(service.old.outputs ?? {}, scalings, "old") : undefined;
      const after = service.new ? sizingOf(service.new.inputs ?? {}, scalings, "new", service.old?.outputs) : undefined;
      return {
        service: service.name,
        ...(before && { before: monthlyCost(before, prices) }),
        ...(after && { after: monthlyCost(after, prices) }),
        size: describe(after ?? before!),
      };
    })
    .sort((one, other) => (one.service < other.service ? -1 : 1));
  return { services, basis: basisOf(target, region, prices.standIn) };
}

function basisOf(target: Target, region: string, standIn: string | undefined): string {
  return [
    target === "local"
      ? `On this machine nothing is charged; on AWS it would be, in ${region}:`
      : `On-demand prices of ${region}:`,
    ...(standIn ? [`(taken from ${standIn}, since the table has none of this region)`] : []),
    `as of ${PRICES_AS_OF}, ${HOURS_PER_MONTH} hours a month, without build minutes ($${BUILD_MINUTE} each), data transfer, logs and images.`,
    "Idle: MinSize instances without a request. Busiest: MaxSize instances busy all the time.",
  ].join(" ");
}

function sizingOf(service: Properties, scalings: readonly Planned[], side: "old" | "new", olds?: Properties): Sizing {
  const cpu = knownAt<string>(service, "instanceConfiguration.cpu");
  const memory = knownAt<string>(service, "instanceConfiguration.memory");
  return {
    cpu: cpu === undefined ? DEFAULT_INSTANCE_SIZE.cpu : cpuUnits(cpu),
    memory: memory === undefined ? DEFAULT_INSTANCE_SIZE.memory : memoryMegabytes(memory),
    ...scalingOf(service, scalings, side, olds),
    automaticDeployments:
      knownAt<boolean>(service, "sourceConfiguration.autoDeploymentsEnabled") ??
      knownAt(service, "sourceConfiguration.imageRepository.imageRepositoryType") !== "ECR_PUBLIC",
  };
}

/** Sizes of the auto scaling configuration that a service names, when the preview has it; App Runner's defaults else. */
function scalingOf(
  service: Properties,
  scalings: readonly Planned[],
  side: "old" | "new",
  olds: Properties | undefined,
): { minSize: number; maxSize: number } {
  const used = isGiven(service, "autoScalingConfigurationArn") ? usedScaling(service, scalings, olds) : undefined;
  const sizes = (side === "new" ? used?.new?.inputs : (used?.old?.outputs ?? used?.old?.inputs)) ?? {};
  return {
    minSize: knownAt<number>(sizes, "minSize") ?? DEFAULT_SCALING.minSize,
    maxSize: knownAt<number>(sizes, "maxSize") ?? DEFAULT_SCALING.maxSize,
  };
}

/** By ARN; where the new ARN is not known yet, by the old one, and where there is none, the only one or that of the service's name. */
function usedScaling(
  service: Properties,
  scalings: readonly Planned[],
  olds: Properties | undefined,
): Planned | undefined {
  const arn =
    knownAt<string>(service, "autoScalingConfigurationArn") ??
    (olds && knownAt<string>(olds, "autoScalingConfigurationArn"));
  const byArn =
    arn === undefined
      ? undefined
      : scalings.find((one) => sameName(one.old?.outputs?.autoScalingConfigurationArn, arn));
  return byArn ?? (scalings.length === 1 ? scalings[0] : undefined);
}

/** ARNs of two revisions of one name: `...:autoscalingconfiguration/<name>/<revision>/<id>`. */
function sameName(one: unknown, other: string): boolean {
  const name = (arn: string): string => arn.split("/")[1] ?? arn;
  return typeof one === "string" && name(one) === name(other);
}

function describe({ cpu, memory, minSize, maxSize }: Sizing): string {
  const instances = minSize === maxSize ? `${minSize}` : `${minSize} to ${maxSize}`;
  return `${cpu / 1024} vCPU, ${memory / 1024} GB, ${instances} instance${maxSize === 1 ? "" : "s"}`;
}
