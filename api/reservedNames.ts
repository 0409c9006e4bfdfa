/**
 * Environment variables that belong to App Runner: a runtime environment variable or secret may not start so, in any case.
 * Source: API shape RuntimeEnvironmentVariables ("Keys with a prefix of AWSAPPRUNNER are reserved for system use").
 */
export const RESERVED_VARIABLE_PREFIX = "AWSAPPRUNNER";
