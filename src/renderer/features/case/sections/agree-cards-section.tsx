/** 约定卡 of a case: what was shown, and whether it was signed. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useState } from 'react';
import type { AnsweredCard } from '../../../../domain/complaint/agree-card';
import type { StoredCard } from '../../../../domain/documents/agree-card';
import { ownDateId } from '../../../../domain/investigation/own-date-id';
import { canonicalJson } from '../../../../domain/evidence/canonical';
import { openAgreeCard } from '../../../app/agree-card';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { useShortcut } from '../../../app/shortcuts/use-shortcut';
import { c } from '../../../app/theme/css-vars';
import { CardView } from '../../../components/agree-card/card-view';
import { SignatureImage } from '../../../components/agree-card/signature-image';
import { KeyHint } from '../../../components/key-hint';
import { SectionCard } from '../../../components/section-card';
import { StatusChip } from '../../../components/status-chip';
import type { TextDate } from '../../../components/why-date/dated-text';
import { useCaseEnvironment } from '../case-context';

export function AgreeCardsSection() {
  const { t } = useText();
  const { state } = useCaseEnvironment();
  const open = (): void => openAgreeCard(state.id);
  useShortcut({ action: 'agreeCard', label: t('agreeCard:open'), group: 'page', run: open });
  const cards = (state.agreeCards ?? []).toReversed();
  return (
    <SectionCard
      title={t('agreeCard:title')}
      actions={
        <Button size="small" onClick={open} endIcon={<KeyHint action="agreeCard" />}>
          {t('agreeCard:open')}
        </Button>
      }
    >
      {cards.length === 0 && <Box sx={{ color: c.inkSoft }}>{t('agreeCard:none')}</Box>}
      {cards.map((card) => (
        <OneCard key={card.cardId} card={card} />
      ))}
    </SectionCard>
  );
}

function OneCard({ card }: { readonly card: AnsweredCard }) {
  const { t } = useText();
  const format = useFormat();
  const { nameOf } = useCaseEnvironment();
  const dates = useDatesOfThen();
  const [shown, setShown] = useState(false);
  const same = useSameWords(card.card, card.digest);
  return (
    <Box sx={{ display: 'grid', gap: 0.75, justifyItems: 'start', mb: 1.5 }}>
      <StatusChip
        tone={card.answer === 'signed' ? 'success' : 'neutral'}
        label={t(`agreeCard:answer.${card.answer}`)}
      />
      <Box>{t('agreeCard:answer.by', { name: nameOf(card.by), date: format.dateTime(card.atMs) })}</Box>
      {card.witnessId !== null && <Box>{t('agreeCard:answer.witness', { name: nameOf(card.witnessId) })}</Box>}
      {card.words !== '' && <Box sx={{ overflowWrap: 'anywhere' }}>{card.words}</Box>}
      {card.signature !== null && (
        <SignatureImage signature={card.signature} label={t('agreeCard:answer.signatureOf')} />
      )}
      {same !== null && (
        <Box sx={{ color: c.inkSoft, overflowWrap: 'anywhere' }}>
          {t('agreeCard:answer.digest', { digest: card.digest.slice(0, 12) })}
          {' · '}
          {t(same ? 'agreeCard:answer.matches' : 'agreeCard:answer.differs')}
        </Box>
      )}
      <Button size="small" aria-expanded={shown} onClick={() => setShown((before) => !before)}>
        {t('agreeCard:answer.show')}
      </Button>
      {shown && <CardView card={card.card} small dates={dates} />}
    </Box>
  );
}

/** Days that a card of this case can name: of promises also those from which they were moved. */
function useDatesOfThen(): readonly TextDate[] {
  const { state, view } = useCaseEnvironment();
  const caseId = state.id;
  const promised = (state.promises ?? []).flatMap(({ promiseId, dueOn, changes }) =>
    [dueOn, ...changes.map(({ before }) => before.dueOn)].map((on) => ({
      on,
      caseId,
      deadlineId: ownDateId(promiseId),
    })),
  );
  return [...promised, ...view.deadlines.map(({ id, dueOn }) => ({ on: dueOn, caseId, deadlineId: id }))];
}

/** Whether the words that are kept are those that were signed; null until that is known. */
function useSameWords(card: StoredCard, digest: string): boolean | null {
  const [same, setSame] = useState<boolean | null>(null);
  useEffect(() => {
    let current = true;
    void crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonicalJson(card))).then((hash) => {
      if (current) setSame(base64url(new Uint8Array(hash)) === digest);
    });
    return () => {
      current = false;
    };
  }, [card, digest]);
  return same;
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
