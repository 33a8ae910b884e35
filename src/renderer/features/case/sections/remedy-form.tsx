/** 拟处理方案: on the left what is written, on the right what the customer will read. */
import LockOutlined from '@mui/icons-material/LockOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useRef, useState } from 'react';
import { currentProposal } from '../../../../domain/complaint/state';
import { draftFen, sumOf } from '../../../../domain/complaint/remedy-lines';
import {
  longestParagraph,
  offeredKinds,
  type RemedyContent,
  type RemedyKind,
} from '../../../../domain/complaint/values';
import { confirm } from '../../../app/confirm';
import { useFormat, useMessageOf, useText } from '../../../app/i18n/use-text';
import { notify } from '../../../app/notifications';
import { c } from '../../../app/theme/css-vars';
import { ToggleChips } from '../../../components/choice-chips';
import { DateTimeField } from '../../../components/date-time-field';
import { focusFirstIn, focusFirstProblem } from '../../../components/focus-first';
import { ErrorNotice } from '../../../components/error-notice';
import type { FieldProblem } from '../../../components/field-frame';
import { SectionCard } from '../../../components/section-card';
import { StatusChip } from '../../../components/status-chip';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { useKeptForm } from '../form-store';
import { useCaseCommand } from '../use-command';
import { AuthorityHint } from './authority-hint';
import { chosenLines, isLineKind, linesOf, refusedLine, wholeLines, withKinds, type FormLine } from './line-form';
import { OpenFacts, TakeOver } from './take-over';
import { CustomerText } from './proposal-card';
import { RemedyLinesEditor } from './remedy-lines-editor';
import { useReach } from './use-reach';

interface RemedyForm extends Omit<RemedyContent, 'amountFen' | 'lines' | 'ownParagraph'> {
  /** Absent in a form that was kept before there was one. */
  readonly ownParagraph?: string | undefined;
  readonly lines: readonly FormLine[];
}

const emptyRemedy: RemedyForm = {
  kinds: [],
  lines: [],
  factsFound: '',
  basis: '',
  decisionText: '',
  performBy: '',
  internalReason: '',
  evidenceIds: [],
};
/** Everything but the money. */
function textsOf({
  kinds,
  factsFound,
  basis,
  decisionText,
  performBy,
  internalReason,
  evidenceIds,
}: RemedyForm | RemedyContent) {
  return { kinds, factsFound, basis, decisionText, performBy, internalReason, evidenceIds };
}

const textFields = ['factsFound', 'basis', 'decisionText'] as const;

export function RemedyForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useText();
  const format = useFormat();
  const messageOf = useMessageOf();
  const { state, nowLocal } = useCaseEnvironment();
  const before = currentProposal(state)?.content;
  // Why it was not taken on first says nothing of what is offered now.
  const last = before?.refusal === undefined ? before : undefined;
  const [initial] = useState<RemedyForm>(() =>
    last ? { ...textsOf(last), lines: linesOf(last), ownParagraph: last.ownParagraph } : emptyRemedy,
  );
  const { form, change, clear } = useKeptForm<RemedyForm>('remedy', initial);
  const propose = useCaseCommand('case.proposeRemedy');
  const [tried, setTried] = useState(0);
  // A text that is no date stands in its field alone, and must not pass for none.
  const [unreadable, setUnreadable] = useState(false);
  const frame = useRef<HTMLElement | null>(null);
  useEffect(() => {
    focusFirstIn(frame.current);
  }, []);
  useEffect(() => {
    // After a try that failed the cursor stands where something is missing.
    if (tried > 0) focusFirstProblem(frame.current);
  }, [tried]);

  const reach = useReach(form.kinds);
  const bounds = reach?.bounds ?? null;
  const grantsMoney = form.kinds.some(isLineKind);
  const lines = chosenLines(form.lines, form.kinds);
  const whole = wholeLines(lines, bounds);
  const drafted = sumOf(lines.map((line) => ({ amountFen: draftFen(line) ?? 0 })));
  const ownParagraph = (form.ownParagraph ?? '').trim();
  const content: RemedyContent = {
    ...textsOf(form),
    kinds: [...form.kinds],
    amountFen: grantsMoney ? drafted : 0,
    ...(grantsMoney && whole ? { lines: whole } : {}),
    ...(ownParagraph === '' ? {} : { ownParagraph }),
  };
  const complete =
    form.kinds.length > 0 &&
    (!grantsMoney || content.lines !== undefined) &&
    ownParagraph.length <= longestParagraph &&
    textFields.every((field) => form[field].trim() !== '');

  const edit = (changes: Partial<RemedyForm>): void => {
    propose.clearError();
    change(changes);
  };
  const refused = propose.error;
  const refusedField = refused !== null && 'field' in refused ? refused.field : null;
  const block = (text: string): FieldProblem => ({ severity: 'block', text });
  const textProblem = (field: (typeof textFields)[number]): FieldProblem | null => {
    if (refused?.code === 'remedy.fieldEmpty' && refusedField === field) return block(messageOf(refused));
    if (refused?.code === 'finding.mandatoryOpen' && field === 'factsFound') return block(messageOf(refused));
    return tried > 0 && form[field].trim() === '' ? block(messageOf({ code: 'remedy.fieldEmpty' })) : null;
  };
  const atField =
    refused?.code === 'remedy.fieldEmpty' ||
    refused?.code === 'finding.mandatoryOpen' ||
    refused?.code === 'remedy.lineBad';

  const submit = async (): Promise<void> => {
    setTried((count) => count + 1);
    if (
      !complete ||
      unreadable ||
      !(await propose.run({ content: { ...content, evidenceIds: [...content.evidenceIds] } }))
    )
      return;
    clear();
    notify({ severity: 'success', text: t('case:remedy.submitted') });
    onDone();
  };
  const discard = async (): Promise<void> => {
    const yes = await confirm({
      title: t('case:remedy.discardTitle'),
      confirmLabel: t('case:remedy.discard'),
      tone: 'danger',
    });
    if (!yes) return;
    clear();
    onDone();
  };

  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignItems: 'start',
        gridTemplateColumns: 'minmax(0, 1fr)',
        '@container (min-width: 52rem)': { gridTemplateColumns: 'minmax(0, 1.25fr) minmax(0, 1fr)' },
      }}
    >
      <SectionCard title={t('case:remedy.formTitle')}>
        <Box
          ref={frame}
          component="form"
          aria-label={t('case:remedy.formTitle')}
          noValidate
          sx={{ display: 'grid', gap: 2 }}
        >
          <OpenFacts />
          <ToggleChips<RemedyKind>
            label={t('case:remedy.kinds')}
            required
            options={offeredKinds.map((value) => ({ value, label: t(`vocabulary:remedyKind.${value}`) }))}
            values={form.kinds}
            onChange={(kinds) => edit({ kinds: [...kinds], lines: withKinds(form.lines, kinds) })}
            problem={tried > 0 && form.kinds.length === 0 ? block(t('common:field.chooseOne')) : null}
          />
          {grantsMoney && (
            <>
              <RemedyLinesEditor
                lines={lines}
                onChange={(changed) =>
                  edit({ lines: [...form.lines.filter(({ kind }) => !form.kinds.includes(kind)), ...changed] })
                }
                bounds={bounds}
                tried={tried > 0}
                refused={refusedLine(refused)}
                hint={
                  state.details.amountFen === null
                    ? undefined
                    : t('case:remedy.amountHint', { amount: format.money(state.details.amountFen) })
                }
              />
              <AuthorityHint known={reach} amountFen={drafted} lines={lines} />
            </>
          )}
          <TextField
            label={t('case:remedy.factsFound')}
            forLetter
            hint={t('case:remedy.factsFoundHint')}
            required
            rows={3}
            maxCharacters={10_000}
            value={form.factsFound}
            onChange={(factsFound) => edit({ factsFound })}
            problem={textProblem('factsFound')}
          />
          <TakeOver text={form.factsFound} onText={(factsFound) => edit({ factsFound })} />
          <TextField
            label={t('case:remedy.basis')}
            forLetter
            hint={t('case:remedy.basisHint')}
            required
            rows={2}
            maxCharacters={5_000}
            value={form.basis}
            onChange={(basis) => edit({ basis })}
            problem={textProblem('basis')}
          />
          <TextField
            label={t('case:remedy.decisionText')}
            forLetter
            hint={t('case:remedy.decisionTextHint')}
            required
            rows={4}
            maxCharacters={10_000}
            value={form.decisionText}
            onChange={(decisionText) => edit({ decisionText })}
            problem={textProblem('decisionText')}
          />
          <TextField
            label={t('case:letters.paragraph.title')}
            forLetter
            hint={t('case:remedy.ownParagraphHint')}
            rows={2}
            maxCharacters={longestParagraph}
            value={form.ownParagraph ?? ''}
            onChange={(text) => edit({ ownParagraph: text })}
            problem={
              ownParagraph.length > longestParagraph
                ? block(t('case:remedy.ownParagraphLong', { count: longestParagraph }))
                : null
            }
          />
          <DateTimeField
            kind="date"
            label={t('case:remedy.performBy')}
            hint={t('case:remedy.performByHint')}
            noNowButton
            value={form.performBy}
            nowLocal={nowLocal}
            onChange={(performBy, bad) => {
              setUnreadable(bad);
              edit({ performBy });
            }}
          />
          <TextField
            label={t('case:remedy.internalReason')}
            labelEnd={
              <StatusChip tone="warning" icon={<LockOutlined aria-hidden />} label={t('case:remedy.neverPrinted')} />
            }
            rows={2}
            maxCharacters={5_000}
            value={form.internalReason}
            onChange={(internalReason) => edit({ internalReason })}
          />
          {state.evidence.length > 0 && (
            <ToggleChips
              label={t('case:remedy.evidence')}
              options={state.evidence.map(({ id, name }) => ({ value: id, label: name }))}
              values={form.evidenceIds}
              onChange={(evidenceIds) => edit({ evidenceIds: [...evidenceIds] })}
            />
          )}
          <ErrorNotice error={atField ? null : refused} />
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
            <Button variant="contained" disabled={propose.busy} onClick={() => void submit()}>
              {t('case:remedy.submit')}
            </Button>
            <Button disabled={propose.busy} onClick={() => void discard()}>
              {t('case:remedy.discard')}
            </Button>
          </Box>
        </Box>
      </SectionCard>
      <Box sx={{ position: 'sticky', top: 16 }}>
        <SectionCard title={t('case:remedy.preview')} tone="info">
          {form.kinds.length === 0 && form.decisionText === '' && form.factsFound === '' ? (
            <Box sx={{ color: c.inkSoft }}>{t('case:remedy.previewEmpty')}</Box>
          ) : (
            <CustomerText content={content} />
          )}
        </SectionCard>
      </Box>
    </Box>
  );
}
