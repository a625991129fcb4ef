import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { Page, Problem } from './page.tsx';

interface LazyProps {
  readonly title: string;
  /** Loads the page, which few look at. */
  readonly load: () => Promise<ComponentType>;
}

export function Lazy({ title, load }: LazyProps) {
  const loaded = useSignal<{ readonly Component: ComponentType } | null>(null);
  const isLost = useSignal(false);
  useEffect(() => {
    load().then(
      (Component) => {
        loaded.value = { Component };
      },
      () => {
        isLost.value = true;
      },
    );
  }, []);
  if (loaded.value) return <loaded.value.Component />;
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
