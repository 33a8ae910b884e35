import { describe, expect, it } from 'vitest';
import type { OpenEvent } from '../evidence/event-envelope';
import {
  asTextModule,
  evolveOwnModules,
  isOfferedIn,
  ownModuleRefusal,
  type KeptModule,
  type OwnModule,
} from './own-modules';
import type { TextModule } from './text-modules';

const module: OwnModule = { zh: '退费说明', en: '', text: { zh: '编号 {{caseNumber}}', en: '' }, use: 'all' };
const event = (type: string, payload: unknown): OpenEvent =>
  ({ header: { type, at: { wall: 7 }, actor: { userId: 'u-li' } }, payload }) as unknown as OpenEvent;
const fold = (...events: readonly OpenEvent[]): readonly KeptModule[] =>
  events.reduce<readonly KeptModule[]>(evolveOwnModules, []);
const shipped: readonly TextModule[] = [
  { id: 'sorry', zh: '致歉', en: 'Apology', aliases: [], text: { zh: '抱歉', en: 'Sorry' } },
];

describe('text modules of a branch', () => {
  it('are added, changed in their place, retired, and used again', () => {
    const kept = event('textModule.kept', { id: 'a', module });
    const other = event('textModule.kept', { id: 'b', module: { ...module, zh: '别的' } });
    const changed = event('textModule.kept', { id: 'a', module: { ...module, zh: '退费' } });
    const retired = event('textModule.retired', { id: 'a' });
    expect(fold(kept, other, changed).map(({ id, zh }) => [id, zh])).toEqual([
      ['a', '退费'],
      ['b', '别的'],
    ]);
    expect(fold(kept, retired)[0]).toMatchObject({ retired: true, byId: 'u-li', atMs: 7 });
    expect(fold(kept, retired, changed)[0]).toMatchObject({ retired: false });
  });

  it('pass over what does not fit, and what is of another kind', () => {
    expect(fold(event('textModule.kept', { id: 'a', module: { ...module, zh: '' } }), event('note.added', {}))).toEqual(
      [],
    );
    expect(fold(event('textModule.retired', { id: 'gone' }))).toEqual([]);
  });

  it('never take a name of the program or of another module, and ask only for what a case can fill', () => {
    const own = fold(event('textModule.kept', { id: 'a', module }));
    const codeOf = (changes: Partial<OwnModule>, id: string | null = null) =>
      ownModuleRefusal({ ...module, ...changes }, id, { own, shipped })?.code;
    expect(codeOf({ zh: '致歉' })).toBe('textModule.nameOfProgram');
    expect(codeOf({ zh: '新的', en: 'apology' })).toBe('textModule.nameOfProgram');
    expect(codeOf({})).toBe('textModule.nameTaken');
    expect(codeOf({}, 'a')).toBeUndefined();
    expect(codeOf({ zh: '新的', text: { zh: '{{phone}}', en: '' } })).toBe('textModule.unknownFields');
  });

  it('say their Chinese where they have no English, and stand where they are for', () => {
    expect(asTextModule({ ...module, id: 'a' })).toMatchObject({ en: '退费说明', text: { en: '编号 {{caseNumber}}' } });
    expect(isOfferedIn({ use: 'letters' }, true)).toBe(true);
    expect(isOfferedIn({ use: 'letters' }, false)).toBe(false);
    expect(isOfferedIn({ use: 'notes' }, false)).toBe(true);
  });
});
