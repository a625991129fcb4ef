/** Whether a page of this origin may use the API of a server that was asked for under this host. */
export type OriginCheck = (origin: string | null | undefined, host: string | null | undefined) => boolean;

/**
 * Whether a request comes from this server's own pages, or from no page at all: browsers say where a page is from
 * in `Origin`, other clients send none. CORS does not cover WebSockets, nor requests that need no preflight.
 */
export const isSameOrigin: OriginCheck = (origin, host) => {
  if (origin == null) return true;
  const page = URL.parse(origin);
  // Through the URL parser, so that a default port that one of the two spells out makes no difference.
  return page !== null && host != null && page.host === URL.parse(`${page.protocol}//${host}`)?.host;
};

/** The code of the 403 for pages of another origin. */
export const ORIGIN_NOT_ALLOWED = 'ORIGIN_NOT_ALLOWED';

/** What to do about a request that an OriginCheck refused. A proxy that rewrites `Host` is the usual cause. */
export function originRefusal(headers: { readonly origin: unknown; readonly host: unknown }): string {
  const shown = (value: unknown) => JSON.stringify(String(value ?? '').slice(0, 100));
  return `A page of another site may not do this: Origin is ${shown(headers.origin)}, and Host is ${shown(headers.host)}. Behind a proxy, have it pass on Host as it came: docs/proxy.md shows how. To let another site use the API, add its origin to ALLOWED_ORIGINS.`;
}

/** Also lets in the pages of the origins that the operator named. */
export function createOriginCheck(allowedOrigins: readonly string[]): OriginCheck {
  const allowed = new Set(allowedOrigins);
  return (origin, host) => isSameOrigin(origin, host) || allowed.has(origin ?? '');
}
