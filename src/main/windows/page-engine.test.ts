import { beforeEach, expect, it, vi } from 'vitest';

const { switches } = vi.hoisted(() => ({ switches: new Map<string, string>() }));
vi.mock('electron', () => ({
  app: {
    commandLine: {
      getSwitchValue: (name: string) => switches.get(name) ?? '',
      appendSwitch: (name: string, value: string) => switches.set(name, value),
    },
  },
}));

const flags = (): string | undefined => switches.get('js-flags');
const frugal = '--optimize-for-size --expose-gc';
const busy = '--max-semi-space-size=1 --expose-gc';

beforeEach(() => {
  switches.clear();
  vi.resetModules();
});

it('gives the page of the store its own flags while it begins, and every other page those of before', async () => {
  const { asStorePage, preparePages } = await import('./page-engine');
  preparePages();
  expect(flags()).toBe(frugal);
  await asStorePage(async () => {
    expect(flags()).toBe(busy);
  });
  expect(flags()).toBe(frugal);
});

it('does so too when the page could not be loaded, and says that it could not', async () => {
  const { asStorePage, preparePages } = await import('./page-engine');
  preparePages();
  await expect(asStorePage(() => Promise.reject(new Error('no page')))).rejects.toThrow('no page');
  expect(flags()).toBe(frugal);
});

it('keeps what the command line asks for', async () => {
  switches.set('js-flags', '--trace-gc');
  const { asStorePage, preparePages } = await import('./page-engine');
  preparePages();
  await asStorePage(async () => {
    expect(flags()).toBe(`--trace-gc ${busy}`);
  });
  expect(flags()).toBe(`--trace-gc ${frugal}`);
});
