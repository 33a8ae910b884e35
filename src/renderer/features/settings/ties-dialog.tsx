/** 直接上级 and 关系申报 of a person: what recusal is decided by, so it is kept with the people and not with a case. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useRef, useState } from 'react';
import { relationKinds, type RelationKind } from '../../../domain/directory/directory';
import type { RelationInput, UserView } from '../../../shared/contract/session';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ChoiceChips, ToggleChips } from '../../components/choice-chips';
import { ErrorNotice } from '../../components/error-notice';
import { TextField } from '../../components/text-field';

const NOBODY = 'nobody';

export interface TiesDialogProps {
  readonly user: UserView;
  readonly users: readonly UserView[];
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

export function TiesDialog({ user, users, onClose, onSaved }: TiesDialogProps) {
  const { t } = useText();
  const format = useFormat();
  const [reportsTo, setReportsTo] = useState(user.reportsTo ?? NOBODY);
  const [relations, setRelations] = useState<readonly RelationInput[]>(
    user.relations.map(({ userId, kind, reason }) => ({ userId, kind, reason })),
  );
  const [error, setError] = useState<CodedError | null>(null);
  const [busy, setBusy] = useState(false);
  const intent = useRef<string | null>(null);
  const nameOf = (userId: string): string => users.find((one) => one.userId === userId)?.name ?? userId;
  const kept = [reportsTo, ...relations.map((relation) => relation.userId)];
  // Somebody disabled stays to be seen where they are named already.
  const others = users
    .filter(({ userId, active }) => userId !== user.userId && (active || kept.includes(userId)))
    .map(({ userId, name }) => ({ value: userId, label: name }));

  const changed = (): void => {
    intent.current = null;
    setError(null);
  };
  const change = (userId: string, changes: Partial<Omit<RelationInput, 'userId'>>): void => {
    changed();
    setRelations(relations.map((relation) => (relation.userId === userId ? { ...relation, ...changes } : relation)));
  };
  const choose = (userIds: readonly string[]): void => {
    changed();
    setRelations(
      userIds.map(
        (userId) => relations.find((one) => one.userId === userId) ?? { userId, kind: 'kin' as const, reason: '' },
      ),
    );
  };
  const submit = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    intent.current ??= newId();
    const reply = await api['user.setTies']({
      commandId: intent.current,
      userId: user.userId,
      reportsTo: reportsTo === NOBODY ? null : reportsTo,
      relations: [...relations],
    });
    setBusy(false);
    if (reply.ok) onSaved();
    else setError(reply.error);
  };
  const declaredOf = ({ userId, kind, reason }: RelationInput): string | null => {
    const known = user.relations.find((one) => one.userId === userId);
    if (known?.kind !== kind || known.reason !== reason) return null;
    return t('settings:people.ties.declared', {
      name: nameOf(known.declaredBy),
      date: format.date(known.declaredAtMs),
    });
  };

  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="ties-title">
      <DialogTitle id="ties-title">{t('settings:people.ties.of', { name: user.name })}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2.5 }}>
        <Box sx={{ color: c.inkSoft }}>{t('settings:people.ties.intro')}</Box>
        <ChoiceChips
          label={t('settings:people.ties.reportsTo')}
          options={[{ value: NOBODY, label: t('settings:people.ties.nobody') }, ...others]}
          value={reportsTo}
          onChange={(value) => {
            changed();
            setReportsTo(value);
          }}
        />
        <ToggleChips
          label={t('settings:people.ties.relations')}
          hint={t('settings:people.ties.relationsHint')}
          options={others}
          values={relations.map((relation) => relation.userId)}
          onChange={choose}
        />
        {relations.map((relation) => {
          const declared = declaredOf(relation);
          return (
            <Box
              key={relation.userId}
              sx={{ display: 'grid', gap: 1.5, p: 1.5, border: `1px solid ${c.line}`, borderRadius: 1 }}
            >
              <ChoiceChips<RelationKind>
                label={t('settings:people.ties.kind', { name: nameOf(relation.userId) })}
                options={relationKinds.map((kind) => ({ value: kind, label: t(`vocabulary:relationKind.${kind}`) }))}
                value={relation.kind}
                onChange={(kind) => change(relation.userId, { kind })}
                {...(declared === null ? {} : { hint: declared })}
              />
              <TextField
                label={t('settings:people.ties.reason')}
                maxCharacters={500}
                value={relation.reason}
                onChange={(reason) => change(relation.userId, { reason })}
              />
            </Box>
          );
        })}
        <ErrorNotice error={error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common:action.cancel')}</Button>
        <Button variant="contained" disabled={busy} onClick={() => void submit()}>
          {t('settings:people.ties.submit')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
