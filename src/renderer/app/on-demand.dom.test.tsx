import { act, cleanup, render, screen } from '@testing-library/react';
import { Suspense, useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { onDemand } from './on-demand';

afterEach(cleanup);

function Page({ title }: { readonly title: string }) {
  const [first] = useState(title);
  return (
    <p>
      {first}, {title}
    </p>
  );
}

const shown = (View: ReturnType<typeof onDemand<{ readonly title: string }>>, title: string) => (
  <Suspense fallback={<p>waiting</p>}>
    <View title={title} />
  </Suspense>
);

describe('a part that comes as a script of its own', () => {
  it('is drawn at once when its script is there', async () => {
    const View = onDemand(() => Promise.resolve(Page));
    await View.load();
    render(shown(View, 'one'));
    expect(screen.queryByText('waiting')).toBeNull();
    expect(screen.getByText('one, one')).toBeTruthy();
  });

  it('lets people wait for it, and stays the same component when it was loaded', async () => {
    let arrive = (_page: typeof Page): void => undefined;
    const script = new Promise<typeof Page>((resolve) => {
      arrive = resolve;
    });
    const View = onDemand(() => script);
    const { rerender } = render(shown(View, 'one'));
    expect(screen.getByText('waiting')).toBeTruthy();
    await act(async () => {
      arrive(Page);
      await View.load();
    });
    expect(await screen.findByText('one, one')).toBeTruthy();
    rerender(shown(View, 'two'));
    expect(screen.getByText('one, two')).toBeTruthy();
  });
});
