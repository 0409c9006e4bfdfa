/**
 * The dynamic provider: what the provider string in every state of every user requires. CONTRACT for ever: the export path
 * `pulumi-apprunner/dynamic`, the names exported here and the methods of what they are. Pulumi calls `configure` without waiting for
 * it before it calls the others, gives secrets as plain values, and hangs on an `undefined` in an answer: so each method waits for
 * `ready`, no failure names its property in a field that Pulumi prints with the value, and every answer is cleaned.
 */
import { openClient } from "../client";
import { operate } from "../core/operate";
import type { Resource } from "../core/resource";
import { RESOURCES } from "../resources";
import { DynamicAdapter } from "./dynamicAdapter";
import { keepHeapSmall, shrinkHeap } from "./smallHeap";

keepHeapSmall();

export const service = adapt(RESOURCES.service);
export const connection = adapt(RESOURCES.connection);
export const autoScalingConfiguration = adapt(RESOURCES.autoScalingConfiguration);
export const customDomainAssociation = adapt(RESOURCES.customDomainAssociation);
export const customDomainValidation = adapt(RESOURCES.customDomainValidation);
export const defaultAutoScalingConfiguration = adapt(RESOURCES.defaultAutoScalingConfiguration);
export const deployment = adapt(RESOURCES.deployment);
export const observabilityConfiguration = adapt(RESOURCES.observabilityConfiguration);
export const vpcConnector = adapt(RESOURCES.vpcConnector);
export const vpcIngressConnection = adapt(RESOURCES.vpcIngressConnection);

/** Before the first call of the API: what follows may last, and take many more. */
function adapt(resource: Resource): DynamicAdapter {
  return new DynamicAdapter(operate(resource), (options) => {
    shrinkHeap();
    return openClient(options);
  });
}
