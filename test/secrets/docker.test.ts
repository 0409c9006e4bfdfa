import { whyNoDocker } from "../support/docker";
import { describeSecrets } from "./secretsSuite";

describeSecrets("docker", whyNoDocker);
