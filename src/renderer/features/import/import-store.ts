/**
 * The import of this window: it goes on while the person works elsewhere, and its place is kept when they come back.
 * The first rows of the file are people's data, so all of it goes as soon as the screen locks.
 */
import { create } from 'zustand';
import type { ColumnMapping, ImportProgress, ImportSource } from '../../../shared/contract/ledger-import';
import { api, subscribe } from '../../bridge/client';
import { newId } from '../../bridge/ids';

export const steps = ['file', 'columns', 'check', 'result'] as const;
export type Step = (typeof steps)[number];

interface ImportState {
  readonly step: Step;
  readonly source: ImportSource | null;
  readonly mapping: ColumnMapping;
  readonly progress: ImportProgress | null;
  /** One per intent to import; a second try after a failure is a new one. */
  readonly commandId: string;
}

const nothing: ImportState = { step: 'file', source: null, mapping: {}, progress: null, commandId: '' };

export const useImport = create<ImportState>()(() => nothing);

let stopWatching: (() => void) | null = null;

/** Forgets the file. What is being written goes on in main. */
export function forgetImport(): void {
  stopWatching?.();
  stopWatching = null;
  useImport.setState(nothing);
}

/** A file has been read: on to its columns. */
export function openSource(source: ImportSource): void {
  forgetImport();
  const stops = [
    subscribe('import.progress', (progress) => {
      if (progress.importId === source.importId) useImport.setState({ progress });
    }),
    subscribe('app.changed', () => {
      void api['app.status']({}).then((reply) => {
        if (reply.ok && reply.value.session === null && useImport.getState().source === source) forgetImport();
      });
    }),
  ];
  stopWatching = () => {
    for (const stop of stops) stop();
  };
  useImport.setState({ ...nothing, step: 'columns', source, mapping: source.mapping });
}

export function setColumn(field: string, column: number): void {
  useImport.setState(({ mapping }) => ({ mapping: { ...mapping, [field]: column } }));
}

export function goToStep(step: Step): void {
  useImport.setState({ step });
}

/** Starts writing, or starts again after a stop: what is there already is passed over by main. */
export async function runImport(): Promise<Awaited<ReturnType<(typeof api)['import.run']>> | null> {
  const { source, mapping } = useImport.getState();
  if (source === null) return null;
  const commandId = newId();
  useImport.setState({ step: 'result', progress: null, commandId });
  const reply = await api['import.run']({ commandId, importId: source.importId, mapping });
  if (!reply.ok) useImport.setState((state) => (state.commandId === commandId ? { step: 'check' } : {}));
  return reply;
}
