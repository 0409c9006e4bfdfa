import { whyNoDocker } from "../support/docker";
import { describeLifecycle } from "./lifecycleSuite";

describeLifecycle("docker", whyNoDocker);
