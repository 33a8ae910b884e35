import { describe, expect, it } from 'vitest';
import { copiedForMs, createClipboardGuard } from './clipboard-guard';

function desk() {
  let text = '';
  let nowMs = 0;
  const waiting = new Map<() => void, number>();
  const guard = createClipboardGuard({
    clipboard: {
      readText: () => Promise.resolve(text),
      clear: () => {
        text = '';
      },
    },
    after: (ms, work) => {
      waiting.set(work, nowMs + ms);
      return () => waiting.delete(work);
    },
    onFault: (cause) => {
      throw cause;
    },
  });
  return {
    guard,
    holds: () => text,
    put: (next: string) => {
      text = next;
    },
    pass: async (ms: number) => {
      for (const until = nowMs + ms; ;) {
        const [next] = [...waiting].filter(([, at]) => at <= until).sort(([, a], [, b]) => a - b);
        if (next === undefined) {
          nowMs = until;
          return;
        }
        const [work, at] = next;
        nowMs = at;
        waiting.delete(work);
        work();
        // What it began asks the clipboard and then the clock.
        await new Promise(setImmediate);
      }
    },
    waiting: () => waiting.size,
  };
}

describe('what was copied', () => {
  it('leaves the clipboard after a minute', async () => {
    const { guard, put, pass, holds, waiting } = desk();
    guard.copied();
    put('310101199001011234');
    await pass(copiedForMs - 1);
    expect(holds()).toBe('310101199001011234');
    await pass(1_000);
    expect(holds()).toBe('');
    expect(waiting()).toBe(0);
  });

  it('leaves it at once when somebody locks, even before it was looked at', async () => {
    const { guard, put, pass, holds } = desk();
    guard.copied();
    put('13800138000');
    await guard.clear();
    expect(holds()).toBe('');
    guard.copied();
    put('13800138000');
    await pass(5_000);
    await guard.clear();
    expect(holds()).toBe('');
  });

  it('takes nothing that another program has put there since', async () => {
    const { guard, put, pass, holds } = desk();
    guard.copied();
    put('张三');
    await pass(10_000);
    put('what somebody copied in a spreadsheet');
    await pass(2 * copiedForMs);
    await guard.clear();
    expect(holds()).toBe('what somebody copied in a spreadsheet');
  });

  it('counts the minute from the last copy', async () => {
    const { guard, put, pass, holds } = desk();
    guard.copied();
    put('one');
    await pass(copiedForMs - 1_000);
    guard.copied();
    put('two');
    await pass(copiedForMs - 1_000);
    expect(holds()).toBe('two');
    await pass(2_000);
    expect(holds()).toBe('');
  });

  it('touches nothing where nothing was copied here', async () => {
    const { guard, put, holds } = desk();
    put('somebody else');
    await guard.clear();
    expect(holds()).toBe('somebody else');
  });
});
