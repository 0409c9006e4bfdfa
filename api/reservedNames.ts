/**
 * Environment variables that belong to App Runner: a runtime environment variable or secret may not start so, in any case.
 * Source: API shape RuntimeEnvironmentVariables ("Keys with a prefix of AWSAPPRUNNER are reserved for system use").
 */
export const RESERVED_VARIABLE_PREFIX = "AWSAPPRUNNER";

/**
 * The auto scaling and the observability configuration that every account has: App Runner made them, and nobody can change or delete them.
 * Source: developer guide, "Managing automatic scaling"; API reference, CreateObservabilityConfiguration.
 */
export const DEFAULT_CONFIGURATION = "DefaultConfiguration";
