import type {
  CreateServiceRequest,
  HealthCheckConfiguration,
  ImageRepository,
  InstanceConfiguration,
  NetworkConfiguration,
  SourceConfiguration,
} from "@aws-sdk/client-apprunner";
import { cpuUnits, DEFAULT_INSTANCE_SIZE, memoryMegabytes } from "../../../api/instanceSizes";
import type { ServiceConfiguration } from "../../model/service";

/** Sizes, checks and source as the API gives them back: every default filled in. */
type Completed = Omit<ServiceConfiguration, "AutoScalingConfigurationArn">;

/**
 * Fills in what a request leaves out. Source: API, the "Default" of each member; `account` is the service's own, since images of
 * another account's registry are not deployed automatically.
 */
export function completeConfiguration(request: Omit<CreateServiceRequest, "ServiceName">, account: string): Completed {
  return {
    SourceConfiguration: completeSource(request.SourceConfiguration!, account),
    InstanceConfiguration: completeInstance(request.InstanceConfiguration),
    HealthCheckConfiguration: completeHealthCheck(request.HealthCheckConfiguration),
    NetworkConfiguration: completeNetwork(request.NetworkConfiguration),
    ObservabilityConfiguration: request.ObservabilityConfiguration ?? { ObservabilityEnabled: false },
    ...(request.EncryptionConfiguration && { EncryptionConfiguration: request.EncryptionConfiguration }),
  };
}

const DEFAULT_APP_PORT = "8080";

function completeSource(source: SourceConfiguration, account: string): SourceConfiguration {
  const { ImageRepository: image, CodeRepository: code } = source;
  const AutoDeploymentsEnabled = source.AutoDeploymentsEnabled ?? isDeployedAutomatically(image, account);
  if (image) {
    const ImageConfiguration = { Port: DEFAULT_APP_PORT, ...image.ImageConfiguration };
    return { ...source, ImageRepository: { ...image, ImageConfiguration }, AutoDeploymentsEnabled };
  }
  if (!code) return { ...source, AutoDeploymentsEnabled };
  const configuration = code.CodeConfiguration;
  const values = configuration?.CodeConfigurationValues;
  return {
    ...source,
    CodeRepository: {
      ...code,
      SourceDirectory: code.SourceDirectory ?? "/",
      CodeConfiguration: values
        ? { ...configuration!, CodeConfigurationValues: { Port: DEFAULT_APP_PORT, ...values } }
        : configuration,
    },
    AutoDeploymentsEnabled,
  };
}

/** False for ECR Public and for a private registry of another account. Source: API, SourceConfiguration.AutoDeploymentsEnabled. */
function isDeployedAutomatically(image: ImageRepository | undefined, account: string): boolean {
  if (!image) return true;
  if (image.ImageRepositoryType === "ECR_PUBLIC") return false;
  const owner = /^([0-9]{12})\.dkr\.ecr\./.exec(image.ImageIdentifier ?? "")?.[1];
  return owner === undefined || owner === account;
}

function completeInstance({ Cpu, Memory, ...rest }: InstanceConfiguration = {}): InstanceConfiguration {
  return {
    Cpu: String(Cpu === undefined ? DEFAULT_INSTANCE_SIZE.cpu : cpuUnits(Cpu)),
    Memory: String(Memory === undefined ? DEFAULT_INSTANCE_SIZE.memory : memoryMegabytes(Memory)),
    ...rest,
  };
}

const HEALTH_CHECK_DEFAULTS = {
  Protocol: "TCP",
  Path: "/",
  Interval: 5,
  Timeout: 2,
  HealthyThreshold: 1,
  UnhealthyThreshold: 5,
} as const;

function completeHealthCheck(check: HealthCheckConfiguration = {}): HealthCheckConfiguration {
  return { ...HEALTH_CHECK_DEFAULTS, ...check };
}

function completeNetwork(network: NetworkConfiguration = {}): NetworkConfiguration {
  return {
    EgressConfiguration: { EgressType: "DEFAULT", ...network.EgressConfiguration },
    IngressConfiguration: { IsPubliclyAccessible: true, ...network.IngressConfiguration },
    IpAddressType: network.IpAddressType ?? "IPV4",
  };
}
