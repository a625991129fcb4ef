import type { IncomingHttpHeaders } from 'node:http';

const proxyHeader = /^(forwarded|via|x-real-ip|x-forwarded.*|cf-.*)$/;

/** The first header that only a proxy adds, such as `x-forwarded-for`; `null` if there is none. */
export function proxyHeaderOf(headers: IncomingHttpHeaders): string | null {
  return Object.keys(headers).find((name) => proxyHeader.test(name)) ?? null;
}
