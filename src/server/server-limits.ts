/** What one client, or all together, may ask of this process. */
export interface ServerLimits {
  readonly bodyBytes: number;
  /** How long an operation may take before it is ended; subscriptions only until they begin. */
  readonly operationMs: number;
  /** Rows that one operation may ask for: pages, nodes and attempts, and 100 for each count. */
  readonly rowsPerOperation: number;
  /** Entries of all lists and objects in the variables of one operation together. */
  readonly variableEntries: number;
  /** Root fields that the callers of one token may use in a minute, in this process. */
  readonly fieldsPerMinute: number;
  /** Reminders that the callers of one token may create in a minute, in this process. */
  readonly creationsPerMinute: number;
  /** Connections of the request pool that one caller holds at once. */
  readonly connectionsPerClient: number;
  /** How long an operation waits for one of those; a pool makes a statement wait as long. */
  readonly connectionWaitMs: number;
  /** WebSockets at once, over all clients. */
  readonly sockets: number;
  /** WebSockets at once that have sent no credentials yet; the oldest gives way to a new one. */
  readonly newSockets: number;
  readonly socketsPerClient: number;
  /** Over WebSocket and server-sent events together. */
  readonly subscriptionsPerClient: number;
  /** A socket that has not said who it is by then is closed. */
  readonly initMs: number;
  /** How long a client may take to send the head of a request, and the whole of it. */
  readonly headMs: number;
  readonly requestMs: number;
  /** How soon an open connection is closed whose credentials were revoked or have expired. */
  readonly recheckMs: number;
}

export const defaultLimits: ServerLimits = {
  bodyBytes: 5_000_000,
  operationMs: 15_000,
  rowsPerOperation: 2_000,
  variableEntries: 20_000,
  fieldsPerMinute: 6_000,
  creationsPerMinute: 6_000,
  connectionsPerClient: 4,
  connectionWaitMs: 5_000,
  sockets: 10_000,
  newSockets: 200,
  socketsPerClient: 1_000,
  subscriptionsPerClient: 1_000,
  initMs: 5_000,
  headMs: 10_000,
  requestMs: 30_000,
  recheckMs: 5_000,
};
