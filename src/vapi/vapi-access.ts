/** The account, and where it is. */
export interface VapiAccess {
  /** Sent as bearer token; in no outcome and no log. */
  readonly apiKey: string;
  /** Requests go to its `/call`. */
  readonly baseUrl: string;
}

export function callUrl({ baseUrl }: VapiAccess): string {
  return `${baseUrl.replace(/\/+$/, '')}/call`;
}
