import { describeAnswer, isSuccess } from './answer-outcome.ts';
import type { HttpClient } from './http-client.ts';
import { providerWords } from './provider-words.ts';
import { callUrl, type VapiAccess } from './vapi-access.ts';

/** Asks Vapi for one call of its list, which rings nobody. `null`: it answered; else why not, in words. */
export async function whyProviderRefuses(
  http: HttpClient,
  { timeoutMs, ...access }: VapiAccess & { readonly timeoutMs: number },
): Promise<string | null> {
  const url = `${callUrl(access)}?limit=1`;
  const answer = await http.get({ url, headers: { authorization: `Bearer ${access.apiKey}` }, timeoutMs });
  if (answer.kind === 'no-answer') {
    return answer.why === 'timeout'
      ? `${access.baseUrl} did not answer within ${timeoutMs / 1_000} s.`
      : `${access.baseUrl} cannot be reached (${answer.detail}).`;
  }
  if (!isSuccess(answer)) return describeAnswer(answer.status, providerWords(answer.body, access.apiKey));
  return isList(answer.body) ? null : `${access.baseUrl} answered with something else than a list of calls.`;
}

function isList(body: string | null): boolean {
  try {
    return Array.isArray(JSON.parse(body ?? ''));
  } catch {
    return false;
  }
}
