/** 编码建议 under a field of the classification that is still empty: one press takes it, and each says why it is offered. */
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useEffect, useId, useState } from 'react';
import type { CodedDimension, Suggestion } from '../../../domain/taxonomy/suggest';
import type { IntakeForm } from '../../../shared/contract/intake';
import { useText } from '../../app/i18n/use-text';
import { c, tone } from '../../app/theme/css-vars';
import { radiusPx, targetPx } from '../../app/theme/tokens';
import { api } from '../../bridge/client';
import { taxonomyItem } from '../../components/taxonomy';
import { useRoving } from '../../components/use-roving';
import { useDraftEnvironment, useForm } from './draft-context';
import { changeDetails } from './draft-session';
import { focusField } from '../../components/field-focus';

/** The form's values change only when a composition has ended, so this counts from there. */
export const SUGGEST_AFTER_MS = 300;
const fieldOf = { business: 'businessId', reason: 'reasonId' } as const satisfies Record<
  CodedDimension,
  keyof IntakeForm['details']
>;
const nothing: readonly Suggestion[] = [];

/** What the words of the open form suggest, while one of the two codes is still missing. */
export function useSuggestedCodes(): readonly Suggestion[] {
  const matter = useForm((form) => form.details.matter);
  const facts = useForm((form) => form.details.facts);
  const caseId = useForm((form) => form.caseId);
  const wanted = useForm(({ details }) => details.businessId === '' || details.reasonId === '');
  const [suggestions, setSuggestions] = useState(nothing);
  const asks = wanted && `${matter}${facts}`.trim() !== '';

  useEffect(() => {
    if (!asks) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      void api['intake.suggestCodes']({
        matter: matter.slice(0, 5_000),
        facts: facts.slice(0, 20_000),
        exceptCaseId: caseId,
      }).then((reply) => {
        // Without an answer there is nothing to suggest; the field works without.
        if (current) setSuggestions(reply.ok ? reply.value.suggestions : nothing);
      });
    }, SUGGEST_AFTER_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asks, matter, facts, caseId]);

  return asks ? suggestions : nothing;
}

export interface CodeSuggestionsProps {
  readonly dimension: CodedDimension;
  readonly suggestions: readonly Suggestion[];
}

export function CodeSuggestions({ dimension, suggestions }: CodeSuggestionsProps) {
  const { t, language } = useText();
  const { session } = useDraftEnvironment();
  const field = fieldOf[dimension];
  const missing = useForm((form) => form.details[field] === '');
  const labelId = useId();
  const offered = missing ? suggestions.filter((one) => one.dimension === dimension) : [];
  const take = (index: number, from: HTMLElement): void => {
    const chosen = offered[index];
    if (!chosen) return;
    // The suggestions go away: the keyboard goes on in the field that they filled.
    const slot = from.closest('[data-coded]');
    if (slot) focusField(slot, field);
    session.change(field, changeDetails({ [field]: chosen.id }));
  };
  const [at, setAt] = useState(0);
  const roving = useRoving(offered.length, at, setAt);
  if (offered.length === 0) return null;

  const reasonsOf = ({ words, cases }: Suggestion): string =>
    [
      ...(words.length > 0
        ? [t('intake:suggest.words', { words: words.slice(0, 2).join(language === 'en' ? ', ' : '、') })]
        : []),
      ...(cases > 0 ? [t('intake:suggest.cases', { count: cases })] : []),
    ].join(' · ');

  return (
    <Box
      role="toolbar"
      aria-orientation="vertical"
      aria-labelledby={labelId}
      sx={{ display: 'grid', gap: 0.5, mt: 0.75 }}
    >
      <Box id={labelId} sx={{ color: c.inkSoft, fontSize: '0.9375rem' }}>
        {t('intake:suggest.title')}
      </Box>
      {offered.map((one, index) => {
        const item = taxonomyItem(one.id, language);
        const label = [...(item?.path ?? []), item?.label ?? one.id].join(' › ');
        return (
          <ButtonBase
            key={one.id}
            ref={roving.itemRef(index)}
            tabIndex={index === Math.min(at, offered.length - 1) ? 0 : -1}
            onClick={(event) => take(index, event.currentTarget)}
            onKeyDown={roving.onKeyDown}
            sx={{
              display: 'block',
              textAlign: 'start',
              minHeight: targetPx,
              px: 1.5,
              py: 0.5,
              borderRadius: `${radiusPx.field}px`,
              border: `1px dashed ${c.lineStrong}`,
              fontFamily: 'inherit',
              fontSize: '1rem',
              lineHeight: 1.4,
              color: c.ink,
              '&:hover': { backgroundColor: tone('primary').soft },
            }}
          >
            {label}
            <Box component="span" sx={{ display: 'block', color: c.inkSoft, fontSize: '0.9375rem' }}>
              {reasonsOf(one)}
            </Box>
          </ButtonBase>
        );
      })}
    </Box>
  );
}
