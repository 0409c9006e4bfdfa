/**
 * The dynamic provider: what the provider string in every state of every user requires. CONTRACT for ever: the export path
 * `pulumi-apprunner/dynamic`, the names exported here and the methods of what they are. Pulumi calls `configure` without waiting for
 * it before it calls the others, gives secrets as plain values, and hangs on an `undefined` in an answer: so each method waits for
 * `ready`, no failure names its property in a field that Pulumi prints with the value, and every answer is cleaned.
 */
import { operate } from "../core/operate";
import { RESOURCES } from "../resources";
import { DynamicAdapter } from "./dynamicAdapter";
import { keepHeapSmall } from "./smallHeap";

keepHeapSmall();

export const service = new DynamicAdapter(operate(RESOURCES.service));
export const connection = new DynamicAdapter(operate(RESOURCES.connection));
export const autoScalingConfiguration = new DynamicAdapter(operate(RESOURCES.autoScalingConfiguration));
export const customDomainAssociation = new DynamicAdapter(operate(RESOURCES.customDomainAssociation));
export const customDomainValidation = new DynamicAdapter(operate(RESOURCES.customDomainValidation));
export const defaultAutoScalingConfiguration = new DynamicAdapter(operate(RESOURCES.defaultAutoScalingConfiguration));
export const deployment = new DynamicAdapter(operate(RESOURCES.deployment));
export const observabilityConfiguration = new DynamicAdapter(operate(RESOURCES.observabilityConfiguration));
export const vpcConnector = new DynamicAdapter(operate(RESOURCES.vpcConnector));
export const vpcIngressConnection = new DynamicAdapter(operate(RESOURCES.vpcIngressConnection));
