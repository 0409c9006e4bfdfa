import { describeSecrets } from "./secretsSuite";

describeSecrets("process");
