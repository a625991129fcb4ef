import { computed, signal } from '@preact/signals';
import type { TypedDocument } from '../client/client.ts';
import { bellhop, explain } from './server.ts';

type Scope = 'READ' | 'WRITE' | 'ADMIN';

interface Viewer {
  readonly isAuthenticated: boolean;
  readonly name: string;
  readonly scope: Scope;
}

const viewerDocument: TypedDocument<
  { readonly viewer: Viewer },
  Record<string, never>
> = 'query Viewer { viewer { isAuthenticated name scope } }';

/** Who is looking; `null` until that is known. */
export const viewer = signal<Viewer | null>(null);
export const mayWrite = computed(() => viewer.value?.scope === 'WRITE' || viewer.value?.scope === 'ADMIN');
export const mayAdminister = computed(() => viewer.value?.scope === 'ADMIN');

export async function readViewer(): Promise<void> {
  try {
    viewer.value = (await bellhop.execute(viewerDocument, {}, { mayRepeat: true })).viewer;
  } catch (error) {
    // The pages say it themselves: they cannot read either.
    explain(error);
  }
}
