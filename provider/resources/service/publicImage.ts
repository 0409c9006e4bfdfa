/** Where images of ECR Public are. Anyone may read; the token only counts requests. */
const REGISTRY = "https://public.ecr.aws";

/** A registry answers with the manifest it has; without these it would convert an index into something of another digest. */
const MANIFESTS = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/**
 * The digest that a tag of ECR Public stands for now, "missing" when there is no such image, undefined when the registry does not say
 * (or it is another one's image). Source: OCI distribution specification, "Checking if content exists in the registry".
 */
export async function publicDigest(
  imageIdentifier: string,
  signal: AbortSignal,
  registry: string = REGISTRY,
): Promise<string | undefined> {
  const parts = /^public\.ecr\.aws\/([^:@]+)(?::([^@]+))?(?:@(.+))?$/.exec(imageIdentifier);
  if (!parts) return undefined;
  const [, repository, tag = "latest", digest] = parts;
  const scope = encodeURIComponent(`repository:${repository}:pull`);
  const granted = await fetch(`${registry}/token/?service=public.ecr.aws&scope=${scope}`, { signal });
  if (!granted.ok) return undefined;
  const { token } = (await granted.json()) as { token?: string };
  const answer = await fetch(`${registry}/v2/${repository}/manifests/${digest ?? tag}`, {
    method: "HEAD",
    headers: { accept: MANIFESTS, authorization: `Bearer ${token}` },
    signal,
  });
  if (answer.status === 404) return "missing";
  return answer.ok ? (answer.headers.get("docker-content-digest") ?? undefined) : undefined;
}
