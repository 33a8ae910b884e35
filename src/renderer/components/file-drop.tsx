import AttachFileOutlined from '@mui/icons-material/AttachFileOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useEffect, useEffectEvent, useRef, useState, type DragEvent } from 'react';
import { useFormat, useText } from '../app/i18n/use-text';
import { c, tone } from '../app/theme/css-vars';
import { radiusPx } from '../app/theme/tokens';
import { FieldFrame, type FieldProps } from './field-frame';

export interface DroppedFile {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
}

export interface FileDropProps extends FieldProps {
  readonly files: readonly DroppedFile[];
  /** Lower-case endings with the dot: `.pdf`, `.jpg`. Main checks the content again. */
  readonly accept: readonly string[];
  readonly maxBytes: number;
  readonly onAdd: (files: readonly File[]) => void;
  readonly onRemove: (id: string) => void;
}

/** The name Chromium gives to a picture that was copied, not a file. */
const CLIPBOARD_IMAGE = 'image.png';
/** Files by button, by dropping, or by pasting anywhere on the page. What can't be added is named at the field; the rest is still added. */
export function FileDrop({ files, accept, maxBytes, onAdd, onRemove, ...field }: FileDropProps) {
  const { t } = useText();
  const format = useFormat();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const size = format.fileSize(maxBytes);

  const take = (given: readonly File[]): void => {
    const reasonAgainst = (file: File): string | null => {
      if (!accept.some((ending) => file.name.toLowerCase().endsWith(ending)))
        return t('common:file.wrongKind', { name: file.name });
      return file.size > maxBytes ? t('common:file.tooLarge', { name: file.name, size }) : null;
    };
    setRefused(given.map(reasonAgainst).filter((reason) => reason !== null));
    const good = given.filter((file) => reasonAgainst(file) === null);
    if (good.length > 0) onAdd(good);
  };
  const paste = useEffectEvent((event: ClipboardEvent): void => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (pasted.length === 0 || field.disabled === true) return;
    event.preventDefault();
    // A picture from the clipboard has no name of its own; two of them must be told apart on the slip.
    const named = (file: File, index: number): File =>
      file.name !== CLIPBOARD_IMAGE
        ? file
        : new File([file], `${t('common:file.pasted', { no: files.length + index + 1 })}.png`, {
            type: file.type,
          });
    take(pasted.map(named));
  });
  useEffect(() => {
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);
  const drag = (inside: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(inside);
  };

  const first = refused[0];
  return (
    <FieldFrame
      {...field}
      kind="group"
      hint={field.hint ?? t('common:file.accepted', { kinds: accept.join(' '), size })}
      problem={first === undefined ? (field.problem ?? null) : { severity: 'warn', text: format.sentences(refused) }}
    >
      {(attributes) => (
        <Box
          role="group"
          aria-labelledby={attributes.labelId}
          aria-describedby={attributes['aria-describedby']}
          onDragOver={drag(true)}
          onDragLeave={drag(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            take([...event.dataTransfer.files]);
          }}
          sx={{
            borderRadius: `${radiusPx.field}px`,
            border: `1px dashed ${over ? tone('primary').fill : c.lineStrong}`,
            backgroundColor: over ? tone('primary').soft : c.surface,
            p: 1.5,
          }}
        >
          <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
            <UploadFileOutlined aria-hidden sx={{ color: c.inkSoft }} />
            <span>{t('common:file.dropHere')}</span>
            <Button disabled={field.disabled ?? false} onClick={() => input.current?.click()}>
              {t('common:file.choose')}
            </Button>
            <input
              ref={input}
              type="file"
              hidden
              multiple
              accept={accept.join(',')}
              aria-label={t('common:file.choose')}
              onChange={(event) => {
                take([...(event.target.files ?? [])]);
                event.target.value = '';
              }}
            />
          </Box>
          {files.length > 0 && (
            <Box component="ul" aria-label={t('common:file.listLabel')} sx={{ listStyle: 'none', m: 0, mt: 1, p: 0 }}>
              {files.map((file) => (
                <Box component="li" key={file.id} sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
                  <AttachFileOutlined aria-hidden fontSize="small" sx={{ color: c.inkSoft }} />
                  <Box sx={{ flex: 1, minWidth: 0 }}>{file.name}</Box>
                  <Box className="xt-number" sx={{ color: c.inkSoft }}>
                    {format.fileSize(file.sizeBytes)}
                  </Box>
                  <IconButton
                    aria-label={t('common:file.remove', { name: file.name })}
                    onClick={() => onRemove(file.id)}
                  >
                    <CloseOutlined />
                  </IconButton>
                </Box>
              ))}
            </Box>
          )}
        </Box>
      )}
    </FieldFrame>
  );
}
