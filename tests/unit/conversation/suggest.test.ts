/** Which script is offered for what is known of a matter. */
import { describe, expect, it } from 'vitest';
import { fittingScripts } from '../../../src/domain/conversation/suggest';
import { shippedBundle } from '../../support/script-shelf';

const fitting = (known: Partial<Parameters<typeof fittingScripts>[1]>) =>
  fittingScripts(shippedBundle.pack, { text: '', taxonomyIds: [], flags: [], ...known });

describe('fitting scripts', () => {
  it('are none where nothing is known', () => {
    expect(fitting({})).toEqual([]);
  });

  it('are found by words of the customer, long words before short ones', () => {
    const [first] = fitting({ text: '存款变保险，客户说当时没人告诉她' });
    expect(first?.because).toBe('words');
    expect(first?.words.every((word) => '存款变保险，客户说当时没人告诉她'.includes(word))).toBe(true);
    expect(fitting({ text: '排队等半天' })[0]).toMatchObject({ code: 'SVC-01', because: 'words' });
  });

  it('are not found by a word that stands only inside a longer one of another script', () => {
    expect(fitting({ text: '卡被司法冻结了' }).map(({ code }) => code)).toEqual(['ACC-05']);
    expect(fitting({ text: 'he has no skill' })).toEqual([]);
  });

  it('follow the coding before any word', () => {
    expect(fitting({ text: '存款变保险', taxonomyIds: ['biz.outlet.queue'] })[0]).toMatchObject({
      code: 'SVC-01',
      because: 'coding',
    });
  });

  it('are never those that only others call', () => {
    const shared = Object.values(shippedBundle.pack.scripts).filter((script) => script.shared);
    const all = fitting({
      text: Object.values(shippedBundle.pack.lines)
        .map((line) => line.zh)
        .join(''),
    });
    expect(shared.length).toBeGreaterThan(0);
    expect(all.length).toBeGreaterThan(10);
    expect(all.filter(({ code }) => shared.some((one) => one.code === code))).toEqual([]);
  });
});
