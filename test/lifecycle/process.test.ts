import { describeLifecycle } from "./lifecycleSuite";

describeLifecycle("process");
