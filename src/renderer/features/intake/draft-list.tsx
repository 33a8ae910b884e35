/** Drafts of the branch in a dialog: go on with an own one, take over a colleague's, discard with a reason. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { DraftTile } from '../../../shared/contract/intake';
import { confirm } from '../../app/confirm';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { c } from '../../app/theme/css-vars';
import { api, subscribe } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ErrorNotice } from '../../components/error-notice';
import { StatusChip } from '../../components/status-chip';
import { TextField } from '../../components/text-field';
import { useNow } from '../../components/use-now';

/** Drafts of the branch, asked again when main says that they changed. */
export function useDrafts(): { readonly drafts: readonly DraftTile[]; readonly reload: () => void } {
  const [drafts, setDrafts] = useState<readonly DraftTile[]>([]);
  const reload = useCallback(() => {
    void api['draft.list']({}).then((reply) => {
      if (reply.ok) setDrafts([...reply.value.drafts].sort((a, b) => b.updatedAtMs - a.updatedAtMs));
    });
  }, []);
  useEffect(() => {
    reload();
    return subscribe('drafts.changed', reload);
  }, [reload]);
  return { drafts, reload };
}

export interface DraftListProps {
  readonly userId: string;
  readonly currentId: string | null;
  readonly onOpen: (draftId: string) => void;
  readonly onTakeOver: (draftId: string, commandId: string) => void;
  /** The open draft was discarded. */
  readonly onDiscard: (draftId: string, reason: string) => Promise<CodedError | null>;
  readonly onClose: () => void;
}

export function DraftList({ userId, currentId, onOpen, onTakeOver, onDiscard, onClose }: DraftListProps) {
  const { t } = useText();
  const { drafts, reload } = useDrafts();
  const [discarding, setDiscarding] = useState<DraftTile | null>(null);
  const own = drafts.filter((draft) => draft.ownerId === userId);
  const others = drafts.filter((draft) => draft.ownerId !== userId);

  const takeOver = async (draft: DraftTile): Promise<void> => {
    const commandId = newId();
    const yes = await confirm({
      title: t('intake:drafts.takeOverTitle', { name: draft.ownerName }),
      body: t('intake:drafts.takeOverBody', { name: draft.ownerName }),
      confirmLabel: t('intake:drafts.takeOver'),
    });
    if (yes) onTakeOver(draft.id, commandId);
  };

  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby="intake-drafts">
      <DialogTitle id="intake-drafts">{t('intake:drafts.title')}</DialogTitle>
      <DialogContent>
        {drafts.length === 0 && <Box sx={{ color: c.inkSoft }}>{t('intake:drafts.none')}</Box>}
        {own.length > 0 && (
          <DraftGroup
            title={t('intake:drafts.mine')}
            drafts={own}
            currentId={currentId}
            actLabel={t('intake:drafts.continue')}
            onAct={(draft) => onOpen(draft.id)}
            onDiscard={setDiscarding}
          />
        )}
        {others.length > 0 && (
          <DraftGroup
            title={t('intake:drafts.others')}
            drafts={others}
            currentId={currentId}
            actLabel={t('intake:drafts.takeOver')}
            onAct={(draft) => void takeOver(draft)}
            onDiscard={setDiscarding}
          />
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common:action.close')}</Button>
      </DialogActions>
      {discarding !== null && (
        <DiscardDialog
          draft={discarding}
          onClose={() => setDiscarding(null)}
          discard={(reason) => onDiscard(discarding.id, reason)}
          onDone={() => {
            setDiscarding(null);
            notify({ severity: 'success', text: t('intake:drafts.discarded') });
            reload();
          }}
        />
      )}
    </Dialog>
  );
}

interface DraftGroupProps {
  readonly title: string;
  readonly drafts: readonly DraftTile[];
  readonly currentId: string | null;
  readonly actLabel: string;
  readonly onAct: (draft: DraftTile) => void;
  readonly onDiscard: (draft: DraftTile) => void;
}

function DraftGroup({ title, drafts, currentId, actLabel, onAct, onDiscard }: DraftGroupProps) {
  const { t } = useText();
  const format = useFormat();
  const nowMs = useNow();
  return (
    <Box component="section" aria-label={title} sx={{ mb: 2 }}>
      <Typography sx={{ fontWeight: 600, mb: 0.5 }}>{title}</Typography>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {drafts.map((draft) => (
          <Box
            component="li"
            key={draft.id}
            sx={{ display: 'flex', alignItems: 'center', gap: 1.5, py: 1, borderTop: `1px solid ${c.line}` }}
          >
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0 }}>
                <Typography noWrap sx={{ fontWeight: 500 }}>
                  {draft.title === '' ? t('intake:drafts.untitled') : draft.title}
                </Typography>
                {draft.caseId !== null && <StatusChip label={t('intake:drafts.completing')} tone="info" />}
              </Box>
              <Box sx={{ color: c.inkSoft }}>
                {[
                  draft.ownerName,
                  t('intake:drafts.updated', { time: format.relative(draft.updatedAtMs, nowMs) }),
                ].join(' · ')}
              </Box>
            </Box>
            {draft.id === currentId ? (
              <StatusChip label={t('intake:drafts.current')} tone="primary" />
            ) : (
              <Button onClick={() => onAct(draft)}>{actLabel}</Button>
            )}
            <Button color="error" onClick={() => onDiscard(draft)}>
              {t('intake:drafts.discard')}
            </Button>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

interface DiscardDialogProps {
  readonly draft: DraftTile;
  readonly discard: (reason: string) => Promise<CodedError | null>;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function DiscardDialog({ draft, discard, onDone, onClose }: DiscardDialogProps) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<CodedError | null>(null);
  const busy = useRef(false);
  const submit = async (): Promise<void> => {
    if (reason.trim() === '' || busy.current) return;
    busy.current = true;
    const failed = await discard(reason.trim());
    busy.current = false;
    if (failed === null) onDone();
    else setError(failed);
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="intake-discard">
      <DialogTitle id="intake-discard">{t('intake:drafts.discardTitle')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
        <Box sx={{ fontWeight: 500 }}>{draft.title === '' ? t('intake:drafts.untitled') : draft.title}</Box>
        <TextField
          label={t('intake:drafts.discardReason')}
          hint={t('intake:drafts.discardHint')}
          required

          autoFocus
          value={reason}
          onChange={setReason}
          onEnter={() => void submit()}
        />
        <ErrorNotice error={error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('shell:confirm.keepOpen')}</Button>
        <Button variant="contained" color="error" disabled={reason.trim() === ''} onClick={() => void submit()}>
          {t('intake:drafts.discard')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
