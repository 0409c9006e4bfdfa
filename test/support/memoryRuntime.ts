import { startTestApi, TEST_KEY, TEST_REGION } from "./api";
import { ReconcilerWorld } from "./reconcilerWorld";

/** The real wire, operations and reconciler over an engine in memory: everything a client can see, in milliseconds. */
export interface MemoryRuntime {
  readonly world: ReconcilerWorld;
  /** What an AWS client needs to find it, and nothing of the machine's own AWS settings. */
  readonly environment: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

export async function startMemoryRuntime(): Promise<MemoryRuntime> {
  const world = new ReconcilerWorld();
  await world.start();
  const api = await startTestApi({ state: world.state, enqueue: (arn) => world.wake(arn) });
  return {
    world,
    environment: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"))),
      AWS_ENDPOINT_URL_APPRUNNER: api.endpoint,
      AWS_ACCESS_KEY_ID: TEST_KEY.accessKeyId,
      AWS_SECRET_ACCESS_KEY: TEST_KEY.secretAccessKey,
      AWS_REGION: TEST_REGION,
      // What botocore reads: boto3 and version 1 of the AWS CLI take no notice of AWS_REGION.
      AWS_DEFAULT_REGION: TEST_REGION,
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_MAX_ATTEMPTS: "1",
      AWS_PAGER: "",
    },
    async close() {
      await world.close();
      await api.close();
    },
  };
}
