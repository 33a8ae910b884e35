/** Makes this PC the hub of the branch, or names another one as its hub. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { HubStatusView } from '../../../shared/contract/hub';
import type { CodedError } from '../../app/i18n/message-of';
import { useMessageOf, useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { ChoiceChips } from '../../components/choice-chips';
import { ErrorNotice } from '../../components/error-notice';
import type { FieldProblem } from '../../components/field-frame';
import { TextField } from '../../components/text-field';

interface Place {
  readonly address: string;
  readonly port: number;
}

const aboutPort: readonly string[] = ['hub.portTaken'];
const roles = ['none', 'serve', 'use'] as const;
type Role = (typeof roles)[number];
const roleLabels = { none: 'roleNone', serve: 'roleServe', use: 'roleUse' } as const;

export interface HubFormsProps {
  readonly status: HubStatusView;
  readonly onSaved: () => void;
  /** Null where nothing is set that could stay as it is. */
  readonly onCancel: (() => void) | null;
}

export function HubForms({ status, onSaved, onCancel }: HubFormsProps) {
  const { t } = useText();
  const [role, setRole] = useState<Role>(status.serving !== null ? 'serve' : status.using !== null ? 'use' : 'none');
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <ChoiceChips
        label={t('sync:hub.choose')}
        options={roles
          .filter((value) => value !== 'none' || onCancel === null)
          .map((value) => ({ value, label: t(`sync:hub.${roleLabels[value]}`) }))}
        value={role}
        onChange={setRole}
      />
      {role === 'serve' && <ServeForm status={status} onSaved={onSaved} onCancel={onCancel} />}
      {role === 'use' && <UseForm status={status} onSaved={onSaved} onCancel={onCancel} />}
    </Box>
  );
}

function ServeForm({ status, onSaved, onCancel }: HubFormsProps) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const addresses = status.addresses;
  const [address, setAddress] = useState(
    addresses.find((one) => one === status.serving?.address) ?? addresses[0] ?? '',
  );
  const [port, setPort] = useState(String(status.serving?.port ?? status.usualPort));
  const { busy, tried, error, setError, submit } = useSubmit(onSaved);
  const portProblem = (): FieldProblem | null => {
    if (error !== null && aboutPort.includes(error.code)) return block(messageOf(error));
    return tried && portOf(port) === null ? block(t('sync:hub.portBad')) : null;
  };
  const serve = (): void => {
    const number = portOf(port);
    void submit(number === null ? null : () => api['hub.serve']({ address, port: number }));
  };
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: '36rem' }}>
      <Box sx={{ color: c.inkSoft }}>{t('sync:hub.pickIntro')}</Box>
      <ChoiceChips
        label={t('sync:hub.address')}
        options={addresses.map((value) => ({ value, label: value }))}
        value={address}
        onChange={setAddress}
      />
      <TextField
        required
        numeric
        inputMode="numeric"
        label={t('sync:hub.port')}
        hint={t('sync:hub.portHint')}
        value={port}
        onChange={(text) => {
          setPort(text);
          setError(null);
        }}
        onEnter={serve}
        problem={portProblem()}
      />
      <ErrorNotice error={portProblem() === null ? error : null} />
      <Buttons
        busy={busy}
        label={t(busy ? 'sync:hub.serving' : 'sync:hub.serve')}
        onSubmit={serve}
        onCancel={onCancel}
      />
    </Box>
  );
}

function UseForm({ status, onSaved, onCancel }: HubFormsProps) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const [text, setText] = useState(status.using?.address ?? '');
  const { busy, tried, error, setError, submit } = useSubmit(onSaved);
  const example = { port: status.usualPort };
  const place = placeIn(text, status.usualPort);
  const problem = (): FieldProblem | null => {
    if (error !== null && error.code.startsWith('hub.')) return block(messageOf(error));
    if (!tried || place !== null) return null;
    return block(text.trim() === '' ? t('sync:hub.hubAddressMissing') : t('sync:hub.hubAddressBad', example));
  };
  const go = (): void => {
    void submit(place === null ? null : () => api['hub.use'](place));
  };
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: '36rem' }}>
      <TextField
        required
        numeric
        label={t('sync:hub.hubAddress')}
        hint={t('sync:hub.hubAddressHint', example)}
        value={text}
        onChange={(next) => {
          setText(next);
          setError(null);
        }}
        onEnter={go}
        problem={problem()}
      />
      <ErrorNotice error={problem() === null ? error : null} />
      <Buttons busy={busy} label={t(busy ? 'sync:hub.connecting' : 'sync:hub.use')} onSubmit={go} onCancel={onCancel} />
    </Box>
  );
}

function Buttons(props: {
  readonly busy: boolean;
  readonly label: string;
  readonly onSubmit: () => void;
  readonly onCancel: (() => void) | null;
}) {
  const { t } = useText();
  return (
    <Box sx={{ display: 'flex', gap: 1.5 }}>
      <Button variant="contained" disabled={props.busy} onClick={props.onSubmit}>
        {props.label}
      </Button>
      {props.onCancel !== null && (
        <Button disabled={props.busy} onClick={props.onCancel}>
          {t('sync:hub.cancel')}
        </Button>
      )}
    </Box>
  );
}

type Asked = () => Promise<{ readonly ok: true } | { readonly ok: false; readonly error: CodedError }>;

/** One attempt at a time; what was typed stays where it is refused. */
function useSubmit(onSaved: () => void) {
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const submit = async (ask: Asked | null): Promise<void> => {
    setTried(true);
    if (busy || ask === null) return;
    setBusy(true);
    setError(null);
    const reply = await ask();
    setBusy(false);
    if (reply.ok) onSaved();
    else setError(reply.error);
  };
  return { busy, tried, error, setError, submit };
}

const block = (text: string): FieldProblem => ({ severity: 'block', text });

function portOf(text: string): number | null {
  const port = /^\d{4,5}$/.test(text.trim()) ? Number(text.trim()) : 0;
  return port >= 1024 && port <= 65_535 ? port : null;
}

/** `192.168.1.20:8790`, or without its port; full-width colons and dots of an input method count as plain ones. */
function placeIn(text: string, usualPort: number): Place | null {
  const plain = text
    .trim()
    .replaceAll('：', ':')
    .replaceAll(/[．。]/g, '.');
  const [, address = '', port] = /^(\d{1,3}(?:\.\d{1,3}){3})(?::(\d+))?$/.exec(plain) ?? [];
  if (address === '' || address.split('.').some((part) => Number(part) > 255)) return null;
  const number = port === undefined ? usualPort : portOf(port);
  return number === null ? null : { address, port: number };
}
