import { describe, expect, it } from 'vitest';
import type { TrailStep } from '../../../../domain/conversation/trail';
import { ScriptEvent } from '../../../../domain/scripts/events';
import { OverrideKind, Wording } from '../../../../domain/scripts/session';
import { Distress, Mode, Need, Post, RiskFlag } from '../../../../domain/scripts/vocabulary';
import { createI18n } from '../../../app/i18n/i18n';
import { textFunction } from '../../../app/i18n/text';
import { trailSentence } from './trail-sentence';

const blank: TrailStep = { atMs: 1, by: 'u', kind: 'said', line: '原话', words: '', named: null, code: '' };
/** Every kind of step, with every name of a closed list that it can carry. */
const named: { readonly [K in TrailStep['kind']]?: readonly string[] } = {
  flagged: RiskFlag.options,
  unflagged: RiskFlag.options,
  modeSet: Mode.options,
  needSet: Need.options,
  wordingSet: Wording.options,
  alarmed: OverrideKind.options,
  alarmOver: OverrideKind.options,
  takenOver: Post.options,
  rated: ['0', '1', '2', '3'],
};
const kinds = ['started', 'joined', ...ScriptEvent.options.map(({ shape }) => shape.type.value)] as const;
const steps: readonly TrailStep[] = kinds.flatMap((kind) =>
  (named[kind] ?? ['']).map((code) => ({ ...blank, kind, code })),
);
const silent: readonly string[] = ['ticking', 'caseKnown', 'suggestionDismissed'];

describe.each(['zh-CN', 'en'] as const)('the course of a talk in %s', (language) => {
  const t = textFunction(createI18n(language).t);
  const say = (step: TrailStep): string => trailSentence(step, t, language);

  it.each(steps.map((step) => [step.kind, step.code, step] as const))('says %s %s in words', (kind, code, step) => {
    const sentence = say(step);
    if (silent.includes(kind)) return;
    expect(sentence).not.toBe('');
    expect(sentence).not.toMatch(/step\.|\{\w+\}|[a-z][A-Z]/u);
    if (language === 'zh-CN') expect(sentence).not.toMatch(/[A-Za-z]/u);
    // Each name has a sentence of its own: none says only that there was one.
    const others = steps.filter((other) => other.kind === kind && other.code !== code);
    for (const other of others) expect(say(other)).not.toBe(sentence);
  });

  it.each(Distress.options)('names the sign %s', (sign) => {
    const sentence = say({ ...blank, kind: 'rated', code: '3', words: `${sign},crying` });
    expect(sentence).not.toMatch(/[a-z][A-Z]|,crying|undefined/u);
    if (language === 'zh-CN') expect(sentence).not.toMatch(/[A-Za-z]/u);
  });

  it('says the name of an answer, and of what only a later version knows that it does', () => {
    const answer = { zh: '本人不在', en: 'the person is away' };
    expect(say({ ...blank, kind: 'answered', words: 'away', named: answer })).toContain(
      language === 'en' ? answer.en : answer.zh,
    );
    expect(say({ ...blank, kind: 'flagged', code: 'fromTheFuture', words: 'x' })).not.toContain('fromTheFuture');
  });
});
