/** A condition as a sentence, in the language of the page. */
import { useCallback } from 'react';
import type { Guard, Scalar } from '../../../domain/scripts/guard';
import type { SharedFacts } from '../../../domain/scripts/read-source';
import { useText } from '../../app/i18n/use-text';
import { taxonomyLabel } from '../../components/taxonomy';
import { useWords } from './use-words';

export function useGuardText(facts: SharedFacts): (guard: Guard) => string {
  const { t, language } = useText();
  const words = useWords();
  return useCallback(
    (guard) => {
      const factName = (id: string): string => {
        const declared = facts[id];
        return declared === undefined ? id : words(declared.label);
      };
      const answer = (id: string, value: Scalar): string => {
        const declared = facts[id];
        if (declared?.input === 'yesNo' && (value === 'yes' || value === 'no')) return t(`common:state.${value}`);
        const option = declared?.options?.find((one) => one.id === value);
        return option === undefined ? String(value) : words(option);
      };
      const list = (texts: readonly string[]): string => texts.join(t('scripts:sentence.list'));
      const inner = (one: Guard): string =>
        'all' in one || 'any' in one ? t('scripts:sentence.inner', { inner: text(one) }) : text(one);
      const fact = (one: Extract<Guard, { readonly fact: string }>): string => {
        const name = factName(one.fact);
        if (one.known !== undefined)
          return t(one.known ? 'scripts:sentence.fact.known' : 'scripts:sentence.fact.unknown', { fact: name });
        if (one.in !== undefined)
          return t('scripts:sentence.fact.in', {
            fact: name,
            value: list(one.in.map((each) => answer(one.fact, each))),
          });
        const operator = (['eq', 'ne', 'gte', 'lte'] as const).find((each) => one[each] !== undefined) ?? 'eq';
        return t(`scripts:sentence.fact.${operator}`, { fact: name, value: answer(one.fact, one[operator] ?? '') });
      };
      const text = (one: Guard): string => {
        if ('all' in one) return one.all.map(inner).join(t('scripts:sentence.and'));
        if ('any' in one) return one.any.map(inner).join(t('scripts:sentence.or'));
        if ('not' in one) return t('scripts:sentence.not', { inner: text(one.not) });
        if ('fact' in one) return fact(one);
        if ('emotion' in one) {
          const operator = (['gte', 'lte', 'eq'] as const).find((each) => one.emotion[each] !== undefined) ?? 'eq';
          return t(`scripts:sentence.emotion.${operator}`, { level: one.emotion[operator] ?? 0 });
        }
        if ('flag' in one) return t('scripts:sentence.flag', { value: t(`conversation:flag.${one.flag}`) });
        if ('distress' in one)
          return t('scripts:sentence.distress', { value: t(`conversation:distress.${one.distress}`) });
        if ('mode' in one) return t('scripts:sentence.mode', { value: t(`scripts:mode.${one.mode}`) });
        if ('need' in one) return t('scripts:sentence.need', { value: t(`scripts:needOf.${one.need}`) });
        if ('post' in one) return t('scripts:sentence.post', { value: t(`conversation:post.${one.post}`) });
        if ('visits' in one) return t('scripts:sentence.visits', { node: one.visits, count: one.gte });
        if ('elapsed' in one) return t('scripts:sentence.elapsed', { count: one.elapsed });
        if ('within' in one) return t('scripts:sentence.within', { value: t(`scripts:authority.${one.within}`) });
        if ('withinLimit' in one) return t('scripts:sentence.withinLimit', { fact: factName(one.withinLimit) });
        if ('called' in one) return t(one.called ? 'scripts:sentence.called' : 'scripts:sentence.notCalled');
        if ('taxonomy' in one) return t('scripts:sentence.taxonomy', { value: taxonomyLabel(one.taxonomy, language) });
        return t('scripts:sentence.words', { value: list(one.words) });
      };
      return text(guard);
    },
    [t, language, words, facts],
  );
}
