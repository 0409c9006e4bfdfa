/** Facts of the bundled local App Runner that its clients need too. */

/** The account that owns everything in a local App Runner. */
export const LOCAL_ACCOUNT = "000000000000";

/** The region a client signs for when nothing says otherwise. Every region is a name space of its own. */
export const DEFAULT_LOCAL_REGION = "us-east-1";

/** A service's URL is `<label>.<region>.awsapprunner.localhost:<HTTP ingress port>`. */
export const LOCAL_SERVICE_DOMAIN = "awsapprunner.localhost";

/** Label on every container, image, network and volume that a runtime makes; its value is the runtime's home id. */
export const HOME_LABEL = "pulumi-apprunner.home";

/** What the names of images begin with that are built from a config file's Dockerfiles: `up` builds them before it deploys. */
export const BUILT_IMAGES = "apprunner/";
