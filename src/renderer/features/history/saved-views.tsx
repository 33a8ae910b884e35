/** 常用视图: questions with a name. Saving under a name that exists replaces it. */
import BookmarkBorderOutlined from '@mui/icons-material/BookmarkBorderOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import Popover from '@mui/material/Popover';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { SavedView } from '../../../shared/contract/history';
import { confirm } from '../../app/confirm';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ErrorNotice } from '../../components/error-notice';
import { TextField } from '../../components/text-field';
import { applyView, ask, useHistory } from './history-state';

export function SavedViews() {
  const { t } = useText();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [views, setViews] = useState<readonly SavedView[]>([]);
  const [error, setError] = useState<CodedError | null>(null);
  const viewId = useHistory((state) => state.viewId);
  const current = views.find(({ id }) => id === viewId);

  const load = useCallback(() => {
    void api['history.views']({}).then((reply) => {
      if (reply.ok) setViews(reply.value.views);
      else setError(reply.error);
    });
  }, []);
  useEffect(load, [load]);

  const save = async (name: string): Promise<boolean> => {
    const { text, filter, sort } = useHistory.getState();
    const id = views.find((view) => view.name === name)?.id ?? newId();
    const reply = await api['history.saveView']({ commandId: newId(), view: { id, name, text, filter, sort } });
    setError(reply.ok ? null : reply.error);
    if (!reply.ok) return false;
    ask({ viewId: id });
    load();
    setOpen(false);
    notify({ severity: 'success', text: t('history:views.saved', { name }) });
    return true;
  };
  const remove = async ({ id, name }: SavedView): Promise<void> => {
    const yes = await confirm({
      title: t('history:views.deleteTitle', { name }),
      confirmLabel: t('history:views.delete'),
      tone: 'danger',
    });
    if (!yes) return;
    const reply = await api['history.deleteView']({ commandId: newId(), id });
    setError(reply.ok ? null : reply.error);
    if (useHistory.getState().viewId === id) useHistory.setState({ viewId: null });
    // The button that has the focus goes away with its view, and Esc with it. Whoever closed the panel meanwhile is elsewhere.
    if (panel.current?.contains(document.activeElement) === true) panel.current.focus();
    load();
  };

  return (
    <>
      <Button
        ref={button}
        startIcon={<BookmarkBorderOutlined />}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        {current?.name ?? t('history:views.title')}
      </Button>
      <Popover
        open={open}
        anchorEl={() => button.current}
        onClose={() => setOpen(false)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{
          paper: {
            ref: panel,
            role: 'dialog',
            'aria-label': t('history:views.title'),
            sx: { width: '22rem', p: 2 },
          },
        }}
      >
        <Box sx={{ display: 'grid', gap: 1.5 }}>
          <ErrorNotice error={error} />
          {views.length === 0 ? (
            <Box sx={{ color: c.inkSoft }}>{t('history:views.none')}</Box>
          ) : (
            <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.5 }}>
              {views.map((view) => (
                <Box component="li" key={view.id} sx={{ display: 'flex', gap: 0.5 }}>
                  <Button
                    sx={{ flex: 1, justifyContent: 'flex-start' }}
                    aria-pressed={view.id === viewId}
                    onClick={() => {
                      applyView(view);
                      setOpen(false);
                    }}
                  >
                    {view.name}
                  </Button>
                  <IconButton
                    aria-label={t('history:views.deleteNamed', { name: view.name })}
                    onClick={() => void remove(view)}
                  >
                    <DeleteOutlined />
                  </IconButton>
                </Box>
              ))}
            </Box>
          )}
          <Divider />
          <SaveForm key={current?.id ?? ''} name={current?.name ?? ''} onSave={save} />
        </Box>
      </Popover>
    </>
  );
}

interface SaveFormProps {
  readonly name: string;
  readonly onSave: (name: string) => Promise<boolean>;
}

function SaveForm({ name: before, onSave }: SaveFormProps) {
  const { t } = useText();
  const [name, setName] = useState(before);
  const [tried, setTried] = useState(false);
  const missing = name.trim() === '';
  const save = (): void => {
    setTried(true);
    if (!missing) void onSave(name.trim());
  };
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <TextField
        label={t('history:views.name')}
        hint={t('history:views.nameHint')}
        value={name}
        onChange={setName}
        onEnter={save}
        maxCharacters={100}
        problem={tried && missing ? { severity: 'block', text: t('history:views.nameMissing') } : null}
      />
      <Button onClick={save}>{t('history:views.save')}</Button>
    </Box>
  );
}
