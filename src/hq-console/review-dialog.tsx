/** 复核: the second pair of eyes. What is approved is signed, and goes to pilot branches first unless said otherwise. */
import { useState } from 'react';
import { useText } from '../renderer/app/i18n/use-text';
import { ErrorNotice } from '../renderer/components/error-notice';
import { api } from './client';
import { LineField, SelectField } from './fields';
import { SignDialog } from './signing';
import { useAnswer } from './use-answer';

interface ReviewDialogProps {
  readonly releaseId: string;
  readonly name: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const verdicts = ['approve', 'refuse'] as const;
const scopes = ['pilot', 'everywhere'] as const;

export function ReviewDialog({ releaseId, name, onDone, onClose }: ReviewDialogProps) {
  const { t } = useText();
  const branches = useAnswer(() => api['branch.list']({}));
  const [verdict, setVerdict] = useState<(typeof verdicts)[number] | ''>('');
  const [scope, setScope] = useState<(typeof scopes)[number]>('pilot');
  const [typed, setTyped] = useState('');
  const codes = [
    ...new Set(
      typed
        .normalize('NFKC')
        .toUpperCase()
        .split(/[\s,、，;；]+/u)
        .filter((code) => code !== ''),
    ),
  ];
  const known = new Map((branches.value?.branches ?? []).map(({ code, id }) => [code.toUpperCase(), id]));
  const unknown = codes.filter((code) => !known.has(code));
  const toPilots = verdict === 'approve' && scope === 'pilot';
  const codesBad = toPilots && (codes.length === 0 || unknown.length > 0);
  return (
    <SignDialog
      title={t('packRelease:review.title', { name })}
      body={t('packRelease:review.body')}
      reasonLabel={t('packRelease:review.reason')}
      reasonHint={t('console:revoke.reasonHint')}
      cancelLabel={t('packRelease:review.cancel')}
      confirmLabel={t('packRelease:review.confirm')}
      childrenGood={verdict !== '' && !codesBad}
      ask={(reason, code) =>
        api['pack.review']({
          ...{ releaseId, reason, code, approve: verdict === 'approve' },
          pilots: toPilots ? codes.flatMap((one) => known.get(one) ?? []) : [],
        })
      }
      onDone={onDone}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <ErrorNotice error={branches.error} onRetry={branches.reload} />
          <SelectField
            label={t('packRelease:review.verdict')}
            value={verdict}
            onChange={setVerdict}
            options={[
              { value: '' as const, label: '—' },
              ...verdicts.map((value) => ({ value, label: t(`packRelease:review.${value}`) })),
            ]}
            problem={problem(verdict === '', t('packRelease:review.choose'))}
            required
          />
          {verdict === 'approve' && (
            <SelectField
              label={t('packRelease:review.scope')}
              value={scope}
              onChange={setScope}
              options={scopes.map((value) => ({ value, label: t(`packRelease:review.${value}`) }))}
            />
          )}
          {toPilots && (
            <LineField
              label={t('packRelease:review.codes')}
              hint={t('packRelease:review.codesHint')}
              value={typed}
              onChange={setTyped}
              problem={problem(
                codesBad,
                unknown.length > 0
                  ? t('packRelease:review.codesUnknown', { codes: unknown.join(t('case:list.separator')) })
                  : t('packRelease:review.codesMissing'),
              )}
              required
              code
            />
          )}
        </>
      )}
    </SignDialog>
  );
}
