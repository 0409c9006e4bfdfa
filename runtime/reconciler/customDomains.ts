import type { ServiceRow } from "../state/services";
import type { ReconcilerContext } from "./context";

/**
 * Brings the custom domains of a service to where they are wanted: a new one is routed, then active; one on its way out is no longer
 * routed, then gone. Locally nobody has to prove that a domain is theirs, and the certificate comes from the local CA.
 */
export async function settleCustomDomains(context: ReconcilerContext, service: ServiceRow): Promise<void> {
  const { customDomains } = context.state;
  const moving = customDomains.listOfService(service.arn).filter(({ status }) => status !== "active");
  if (moving.length === 0) return;
  await context.publishRoutes();
  for (const { domain, status } of moving) {
    if (status === "deleting") {
      customDomains.remove(service.arn, domain);
      context.log.event(service, `Custom domain ${domain} was disassociated.`);
    } else {
      customDomains.setStatus(service.arn, domain, "active", context.now().getTime());
      context.log.event(service, `Custom domain ${domain} is active.`);
    }
  }
}
