/** An image of a private Amazon ECR registry, out of its name. */
export interface EcrImage {
  account: string;
  region: string;
  repository: string;
  /** `latest` where neither a tag nor a digest is given. */
  tag: string;
  digest?: string;
}

const NAME = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)(?::([^@]+))?(?:@(.+))?$/;

/** Undefined for an image of any other registry. */
export function parseEcrImage(identifier: string): EcrImage | undefined {
  const match = NAME.exec(identifier);
  if (!match) return undefined;
  const [, account, region, repository, tag = "latest", digest] = match;
  return { account: account!, region: region!, repository: repository!, tag, ...(digest && { digest }) };
}
