/** What staff should know beside the line: what is different with this customer, what the law says, what was promised. */
import Box from '@mui/material/Box';
import { Fragment, type ReactNode } from 'react';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { EmotionCurve } from './emotion-curve';
import { useValueText } from './facts-sheet';
import { usePlayerEnvironment } from './player-context';
import { TalkText } from './talk-dates';
import type { Layout } from './use-player-actions';
import { PromiseList } from './promise-list';

export function SideNotes({ layout }: { readonly layout: Layout }) {
  const { t, language } = useText();
  const valueText = useValueText();
  const { view } = usePlayerEnvironment();
  const { shown, promises, outcome } = view;
  const tips = shown.tips.map(({ zh, en }) => (language === 'en' ? en : zh));
  const notes = shown.notes.map(({ text }) => text);
  const showsPromises = layout === 'page' && outcome === null;
  const isEmpty = tips.length === 0 && notes.length === 0 && !(showsPromises && promises.length > 0);
  if (layout !== 'page' && isEmpty) return null;
  return (
    <Box sx={{ display: 'grid', gap: 1.5, alignContent: 'start', minWidth: 0, color: c.inkSoft }}>
      {layout === 'page' && (
        <Part title={t('conversation:emotion.course')}>
          <EmotionCurve large />
        </Part>
      )}
      {layout === 'page' && view.facts.length > 0 && (
        <Part title={t('conversation:facts.title')}>
          <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', columnGap: 2 }}>
            {view.facts.map((fact) => (
              <Fragment key={fact.fact}>
                <dt>{language === 'en' ? fact.declaration.label.en : fact.declaration.label.zh}</dt>
                <Box component="dd" sx={{ m: 0, textAlign: 'right', color: fact.known ? c.ink : c.inkSoft }}>
                  {fact.known ? valueText(fact) : t('conversation:facts.open')}
                </Box>
              </Fragment>
            ))}
          </Box>
        </Part>
      )}
      {tips.length > 0 && (
        <Part title={t('conversation:side.tips')}>
          <Lines texts={tips} />
        </Part>
      )}
      {notes.length > 0 && (
        <Part title={t('conversation:side.notes')}>
          <Lines texts={notes} />
        </Part>
      )}
      {showsPromises && promises.length > 0 && (
        <Part title={t('conversation:side.promises')}>
          <PromiseList plain promises={promises} />
        </Part>
      )}
    </Box>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Box sx={{ pl: 1.5, borderLeft: `3px solid ${c.line}` }}>
      <Box sx={{ fontWeight: 600 }}>{title}</Box>
      {children}
    </Box>
  );
}

function Lines({ texts }: { readonly texts: readonly string[] }) {
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}>
      {texts.map((text) => (
        <li key={text}>
          <TalkText text={text} />
        </li>
      ))}
    </Box>
  );
}
