import {
  MongoBulkWriteError,
  MongoError,
  MongoErrorLabel,
  MongoInvalidArgumentError,
  MongoServerError,
  MongoWriteConcernError,
} from 'mongodb';

/** Codes with which a server says that it cannot now, whatever it was given. */
const cannotNow: ReadonlyMap<unknown, string> = new Map([
  [6, 'HostUnreachable'],
  [7, 'HostNotFound'],
  [13, 'Unauthorized'],
  [18, 'AuthenticationFailed'],
  [24, 'LockTimeout'],
  [43, 'CursorNotFound'],
  [50, 'MaxTimeMSExpired'],
  [64, 'WriteConcernFailed'],
  [89, 'NetworkTimeout'],
  [91, 'ShutdownInProgress'],
  [100, 'UnsatisfiableWriteConcern'],
  [112, 'WriteConflict'],
  [133, 'FailedToSatisfyReadPreference'],
  [134, 'ReadConcernMajorityNotAvailableYet'],
  [189, 'PrimarySteppedDown'],
  [202, 'NetworkInterfaceExceededTimeLimit'],
  [262, 'ExceededTimeLimit'],
  [391, 'ReauthenticationRequired'],
  [9001, 'SocketException'],
  [10058, 'LegacyNotPrimary'],
  [10107, 'NotWritablePrimary'],
  [11600, 'InterruptedAtShutdown'],
  [11601, 'Interrupted'],
  [11602, 'InterruptedDueToReplStateChange'],
  [13435, 'NotPrimaryNoSecondaryOk'],
  [13436, 'NotPrimaryOrSecondary'],
  [14031, 'OutOfDiskSpace'],
]);

/**
 * Whether an error says that the database is away or cannot now, so that the same will pass later. Anything
 * else it would say again: a document is too large, or is not what the server takes.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof MongoError) || error instanceof MongoInvalidArgumentError) return false;
  if (!(error instanceof MongoServerError) || error instanceof MongoWriteConcernError) return true;
  if (error.hasErrorLabel(MongoErrorLabel.RetryableWriteError) || cannotNow.has(error.code)) return true;
  // A connection that broke is wrapped in this error too, and refuses no document by name.
  return error instanceof MongoBulkWriteError && [error.writeErrors].flat().length === 0;
}
