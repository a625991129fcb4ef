/**
 * Whether a request comes from this server's own pages, or from no page at all: browsers say where a page is from
 * in `Origin`, other clients send none. CORS does not cover WebSockets, nor requests that need no preflight.
 */
export function isSameOrigin(origin: string | null | undefined, host: string | null | undefined): boolean {
  if (origin == null) return true;
  const page = URL.parse(origin);
  // Through the URL parser, so that a default port that one of the two spells out makes no difference.
  return page !== null && host != null && page.host === URL.parse(`${page.protocol}//${host}`)?.host;
}
