/**
 * The AWS regions where App Runner runs. Source: AWS General Reference, "AWS App Runner endpoints and quotas".
 * The local runtime serves any region name unless it is strict.
 */
export const APPRUNNER_REGIONS: readonly string[] = [
  "us-east-1",
  "us-east-2",
  "us-west-2",
  "ap-northeast-1",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "eu-central-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
];

/** What any AWS region name looks like; a host name label, so that it can stand in a service's URL. */
export const REGION_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
