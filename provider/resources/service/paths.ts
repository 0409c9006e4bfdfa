/** Where in the inputs of a service stands what rules and looks at the account are about. */
export const CODE = "sourceConfiguration.codeRepository";
export const IMAGE_REPOSITORY = "sourceConfiguration.imageRepository";
export const IMAGE = `${IMAGE_REPOSITORY}.imageIdentifier`;
export const REPOSITORY_TYPE = `${IMAGE_REPOSITORY}.imageRepositoryType`;
export const AUTOMATIC = "sourceConfiguration.autoDeploymentsEnabled";
export const CONNECTION = "sourceConfiguration.authenticationConfiguration.connectionArn";
export const ACCESS_ROLE = "sourceConfiguration.authenticationConfiguration.accessRoleArn";
export const INSTANCE_ROLE = "instanceConfiguration.instanceRoleArn";

/** Where variables and secrets stand: one place for code, one for an image. */
export const CODE_VALUES = `${CODE}.codeConfiguration.codeConfigurationValues`;
export const CONFIGURATIONS: readonly string[] = [CODE_VALUES, `${IMAGE_REPOSITORY}.imageConfiguration`];
export const SECRETS: readonly string[] = CONFIGURATIONS.map((path) => `${path}.runtimeEnvironmentSecrets`);

export const SCALING = "autoScalingConfigurationArn";
export const CONNECTOR = "networkConfiguration.egressConfiguration.vpcConnectorArn";
export const TRACING = "observabilityConfiguration.observabilityConfigurationArn";
/** What a service is put together from, by ARN. */
export const PARTS: readonly string[] = [SCALING, CONNECTOR, TRACING];
