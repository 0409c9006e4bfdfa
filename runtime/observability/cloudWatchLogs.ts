import { describeLogGroups } from "./cloudWatchLogs/describeLogGroups";
import { describeLogStreams } from "./cloudWatchLogs/describeLogStreams";
import { filterLogEvents } from "./cloudWatchLogs/filterLogEvents";
import { getLogEvents } from "./cloudWatchLogs/getLogEvents";

export type { LogsContext } from "./cloudWatchLogs/context";

/**
 * The operations of CloudWatch Logs that read: `(input, context) => output` in the SDK's shapes. They throw ApiErrors named
 * ResourceNotFoundException and InvalidParameterException.
 */
export const CLOUD_WATCH_LOGS_OPERATIONS = {
  DescribeLogGroups: describeLogGroups,
  DescribeLogStreams: describeLogStreams,
  FilterLogEvents: filterLogEvents,
  GetLogEvents: getLogEvents,
};
