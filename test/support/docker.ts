import Docker from "dockerode";

/** Why tests that need Docker cannot run here; undefined when a daemon answers. */
export async function whyNoDocker(): Promise<string | undefined> {
  try {
    await new Docker().ping();
    return undefined;
  } catch (error) {
    return `no Docker answers (${(error as Error).message})`;
  }
}
