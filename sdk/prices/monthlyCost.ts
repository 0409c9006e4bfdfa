import type { MonthlyCost } from "../preview/report";
import { AUTOMATIC_DEPLOYMENTS, HOURS_PER_MONTH, type Prices } from "./prices";

/** What a service's cost depends on. */
export interface Sizing {
  /** CPU units: 1024 are one vCPU. */
  cpu: number;
  /** MB. */
  memory: number;
  minSize: number;
  maxSize: number;
  automaticDeployments: boolean;
}

/**
 * What a service costs in a month of 730 hours: without a request (memory of MinSize instances), with all of MaxSize busy all the time,
 * and paused. A paused service has no instances; the fee for automatic deployments is counted on, so no figure is too low.
 * Build minutes, data transfer, logs and images in ECR come on top.
 */
export function monthlyCost(sizing: Sizing, prices: Prices): MonthlyCost {
  const memoryHour = (sizing.memory / 1024) * prices.gbHour;
  const busyHour = memoryHour + (sizing.cpu / 1024) * prices.vcpuHour;
  const fee = sizing.automaticDeployments ? AUTOMATIC_DEPLOYMENTS : 0;
  return {
    idle: cents(sizing.minSize * memoryHour * HOURS_PER_MONTH + fee),
    busiest: cents(sizing.maxSize * busyHour * HOURS_PER_MONTH + fee),
    paused: cents(fee),
  };
}

function cents(dollars: number): number {
  return Math.round(dollars * 100) / 100;
}
