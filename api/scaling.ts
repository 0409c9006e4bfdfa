/** What an auto scaling configuration has when nobody says. Source: API reference, CreateAutoScalingConfiguration. */
export const DEFAULT_SCALING = { maxConcurrency: 100, minSize: 1, maxSize: 25 } as const;
