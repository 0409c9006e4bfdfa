import type { ResourceName } from "../../provider/resources";

/** One section of the file: a map of names to the inputs of one kind. */
export interface Section {
  kind: ResourceName;
  /** Inputs that may name an entry of another section in the place of its ARN, by path; and the output that is meant. */
  references: Readonly<Record<string, { section: SectionName; output: string }>>;
}

export type SectionName =
  | "autoScalingConfigurations"
  | "observabilityConfigurations"
  | "vpcConnectors"
  | "connections"
  | "services"
  | "customDomainAssociations"
  | "vpcIngressConnections";

/** The sections, each after those that it may refer to. */
export const SECTIONS: Readonly<Record<SectionName, Section>> = {
  autoScalingConfigurations: { kind: "autoScalingConfiguration", references: {} },
  observabilityConfigurations: { kind: "observabilityConfiguration", references: {} },
  vpcConnectors: { kind: "vpcConnector", references: {} },
  connections: { kind: "connection", references: {} },
  services: {
    kind: "service",
    references: {
      autoScalingConfigurationArn: { section: "autoScalingConfigurations", output: "autoScalingConfigurationArn" },
      "sourceConfiguration.authenticationConfiguration.connectionArn": {
        section: "connections",
        output: "connectionArn",
      },
      "observabilityConfiguration.observabilityConfigurationArn": {
        section: "observabilityConfigurations",
        output: "observabilityConfigurationArn",
      },
      "networkConfiguration.egressConfiguration.vpcConnectorArn": {
        section: "vpcConnectors",
        output: "vpcConnectorArn",
      },
    },
  },
  customDomainAssociations: {
    kind: "customDomainAssociation",
    references: { serviceArn: { section: "services", output: "serviceArn" } },
  },
  vpcIngressConnections: {
    kind: "vpcIngressConnection",
    references: { serviceArn: { section: "services", output: "serviceArn" } },
  },
};

export const SECTION_NAMES = Object.keys(SECTIONS) as SectionName[];
