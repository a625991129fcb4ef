import { signal } from '@preact/signals';
import type { ComponentType, VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { Page, Problem } from './page.tsx';

export interface LazyPage<Props> {
  readonly Component: (props: Props) => VNode;
  /** Loads it before somebody asks for it. */
  preload(): void;
}

/** A page that is loaded after the first one is there. */
export function lazyPage<Props extends object>(
  title: string,
  load: () => Promise<ComponentType<Props>>,
): LazyPage<Props> {
  const loaded = signal<{ readonly Loaded: ComponentType<Props> } | null>(null);
  const isLost = signal(false);
  let isLoading = false;

  function preload(): void {
    if (isLoading) return;
    isLoading = true;
    load().then(
      (Loaded) => {
        loaded.value = { Loaded };
      },
      () => {
        isLost.value = true;
      },
    );
  }

  function Component(props: Props) {
    useEffect(preload, []);
    if (loaded.value) return <loaded.value.Loaded {...props} />;
    return (
      <Page title={title}>
        {isLost.value && (
          <Problem
            text="The page did not arrive. Check that you are online; Bellhop may also be newer now."
            onRetry={() => location.reload()}
          />
        )}
      </Page>
    );
  }

  return { Component, preload };
}
