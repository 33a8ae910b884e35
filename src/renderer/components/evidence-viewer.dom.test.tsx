import { act, cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fire, renderInApp } from '../../../tests/support/render-in-app';
import { EvidenceViewer, type ReadFile } from './evidence-viewer';

const file = (name: string, mime: string) => ({ id: name, sha256: name, name, mime, sizeBytes: 9, note: '' });
const read: ReadFile = (sha256) =>
  Promise.resolve({ ok: true, value: { bytes: new TextEncoder().encode(sha256), mime: 'image/png' } });

const draw = async (...files: readonly ReturnType<typeof file>[]): Promise<void> => {
  await act(async () => {
    renderInApp(<EvidenceViewer files={files} label="Files" read={read} />);
    await Promise.resolve();
  });
};
const zoom = (): string => screen.getByRole('status').textContent;

beforeEach(() => {
  // jsdom draws nothing and has no addresses for it.
  URL.createObjectURL = () => 'blob:picture';
  URL.revokeObjectURL = () => undefined;
});

afterEach(cleanup);

describe('a picture of the evidence', () => {
  it('is made larger and smaller by buttons, to an end', async () => {
    const user = userEvent.setup();
    await draw(file('photo.png', 'image/png'));
    expect(zoom()).toBe('100%');
    for (const larger of ['125%', '150%', '200%', '300%', '400%']) {
      await user.click(screen.getByRole('button', { name: 'Zoom in' }));
      expect(zoom()).toBe(larger);
    }
    expect(screen.getByRole('button', { name: 'Zoom in' })).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('button', { name: 'Fit the width' }));
    await user.click(screen.getByRole('button', { name: 'Zoom out' }));
    expect(zoom()).toBe('75%');
  });

  it('is zoomed by keys and by the wheel with Ctrl, and scrolled by the wheel alone', async () => {
    const user = userEvent.setup();
    await draw(file('photo.png', 'image/png'));
    const area = screen.getByRole('region', { name: 'photo.png' });
    act(() => area.focus());
    await user.keyboard('+=');
    expect(zoom()).toBe('150%');
    await user.keyboard('-');
    expect(zoom()).toBe('125%');
    await user.keyboard('0');
    expect(zoom()).toBe('100%');
    const wheel = (deltaY: number, ctrlKey: boolean): WheelEvent => {
      const event = new WheelEvent('wheel', { deltaY, ctrlKey, bubbles: true, cancelable: true });
      fire(area, event);
      return event;
    };
    expect(wheel(-100, true).defaultPrevented).toBe(true);
    expect(zoom()).toBe('125%');
    expect(wheel(-100, false).defaultPrevented).toBe(false);
    expect(zoom()).toBe('125%');
    wheel(100, true);
    expect(zoom()).toBe('100%');
  });

  it('keeps its own width when it fits, times the zoom', async () => {
    await draw(file('photo.png', 'image/png'));
    const picture = screen.getByRole('img', { name: 'photo.png' });
    Object.defineProperty(picture, 'naturalWidth', { value: 320 });
    fire(picture, new Event('load'));
    fire(screen.getByRole('region', { name: 'photo.png' }), new KeyboardEvent('keydown', { key: '+', bubbles: true }));
    expect(picture.style.width).toContain('320px');
    expect(picture.style.width).toContain('1.25');
  });
});

it('offers no zoom for a text and for what is not shown', async () => {
  await draw(file('note.txt', 'text/plain'));
  expect(screen.queryByRole('button', { name: 'Zoom in' })).toBeNull();
});
