/** 事项: where it came from, what it is about, what happened, in the customer's words. */
import Box from '@mui/material/Box';
import { useMemo } from 'react';
import { formatYuan, fenToCapitals } from '../../../domain/money/format-money';
import { parseYuan } from '../../../domain/money/money';
import type { IntakeForm } from '../../../shared/contract/intake';
import { useText } from '../../app/i18n/use-text';
import { ToggleChips } from '../../components/choice-chips';
import { taxonomyItems } from '../../components/taxonomy';
import { useNow } from '../../components/use-now';
import { instantOf, wallClock } from '../../components/wall-clock';
import { CodeSuggestions, useSuggestedCodes } from './code-suggestions';
import { useDraftEnvironment, useForm } from './draft-context';
import { DraftDate, DraftText, DraftTree, FieldRow, FieldSlot } from './draft-fields';
import { changeDetails } from './draft-session';
import { OriginFields } from './origin-fields';

export function MatterFields() {
  const { t, language } = useText();
  const { session, institutionType, timeZone } = useDraftEnvironment();
  const rightIds = useForm((form) => form.details.rightIds);
  const completing = useForm((form) => form.caseId !== null);
  const nowLocal = wallClock(useNow(), timeZone);
  const suggestions = useSuggestedCodes();
  const rights = useMemo(
    () => taxonomyItems('right', institutionType, language).map(({ id, label }) => ({ value: id, label })),
    [institutionType, language],
  );

  return (
    <Box sx={{ display: 'grid', gap: 1.75 }}>
      <DraftText
        field="facts"
        label={t('intake:matter.facts')}
        hint={t('intake:matter.factsHint')}
        rows={5}
        othersWords
        maxCharacters={20_000}
        get={(form) => form.details.facts}
        set={(facts) => changeDetails({ facts })}
      />
      <DraftText
        field="matter"
        label={t('intake:matter.line')}
        hint={t('intake:matter.lineHint')}
        ownWords
        maxCharacters={500}
        get={(form) => form.details.matter}
        set={(matter) => changeDetails({ matter })}
      />
      <FieldRow>
        <Box data-coded>
          <DraftTree
            field="businessId"
            dimension="business"
            label={t('intake:matter.business')}
            get={(form) => form.details.businessId}
            set={(businessId) => changeDetails({ businessId })}
          />
          <CodeSuggestions dimension="business" suggestions={suggestions} />
        </Box>
        <Box data-coded>
          <DraftTree
            field="reasonId"
            dimension="reason"
            label={t('intake:matter.reason')}
            get={(form) => form.details.reasonId}
            set={(reasonId) => changeDetails({ reasonId })}
          />
          <CodeSuggestions dimension="reason" suggestions={suggestions} />
        </Box>
      </FieldRow>
      <FieldRow>
        <AmountField />
        <DraftTree
          field="touchpointId"
          dimension="touchpoint"
          label={t('intake:matter.touchpoint')}
          get={(form) => form.details.touchpointId}
          set={(touchpointId) => changeDetails({ touchpointId })}
        />
      </FieldRow>
      <FieldRow>
        <DraftTree
          field="channelId"
          dimension="channel"
          label={t('intake:matter.channel')}
          get={(form) => form.details.channelId}
          set={(id) => changeDetails({ channelId: id })}
        />
        <DraftDate
          field="receivedAtMs"
          kind="dateTime"
          label={t('intake:matter.receivedAt')}
          hint={t('intake:matter.receivedAtHint')}
          disabled={completing}
          nowLocal={nowLocal}
          get={({ receivedAtMs }) => (receivedAtMs === null ? '' : wallClock(receivedAtMs, timeZone))}
          set={(local) => (form) => ({ ...form, receivedAtMs: instantOf(local, timeZone) })}
        />
      </FieldRow>
      <OriginFields nowLocal={nowLocal} />
      <FieldSlot field="rightIds">
        <ToggleChips
          label={t('intake:matter.rights')}
          options={rights}
          values={rightIds}
          onChange={(values) => session.change('rightIds', changeDetails({ rightIds: [...values] }))}
        />
      </FieldSlot>
    </Box>
  );
}

/** As typed, so that even an unreadable amount survives a crash; beside it the amount in fen when it can be read. */
export const changeAmount =
  (amountText: string) =>
  (form: IntakeForm): IntakeForm => {
    const amount = parseYuan(amountText);
    return { ...changeDetails({ amountFen: amount.ok ? amount.fen : null })(form), amountText };
  };

function AmountField() {
  const { t } = useText();
  const amountFen = useForm((form) => form.details.amountFen);
  return (
    <DraftText
      field="amountText"
      label={t('intake:matter.amount')}
      numeric
      inputMode="decimal"
      start={
        <Box component="span" sx={{ mr: 1 }}>
          {'¥'}
        </Box>
      }
      hint={amountFen === null ? '' : t('common:field.amountInWords', { words: fenToCapitals(amountFen) })}
      get={(form) => form.amountText}
      set={changeAmount}
      tidy={(text) => {
        const amount = parseYuan(text);
        return amount.ok ? formatYuan(amount.fen) : text;
      }}
    />
  );
}
