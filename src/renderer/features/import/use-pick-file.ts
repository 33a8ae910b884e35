/** Asks main for a file: its dialog, its reading. A file that can't be read leaves the present one as it is. */
import { useState } from 'react';
import type { CodedError } from '../../app/i18n/message-of';
import { api } from '../../bridge/client';
import { openSource } from './import-store';

export interface PickFile {
  readonly busy: boolean;
  readonly error: CodedError | null;
  /** The dialog was closed without a choice. */
  readonly cancelled: boolean;
  readonly pick: () => Promise<void>;
}

export function usePickFile(): PickFile {
  const [state, setState] = useState<Omit<PickFile, 'pick'>>({ busy: false, error: null, cancelled: false });
  return {
    ...state,
    pick: async () => {
      if (state.busy) return;
      setState({ busy: true, error: null, cancelled: false });
      const reply = await api['import.pick']({});
      const source = reply.ok ? reply.value.source : null;
      setState({ busy: false, error: reply.ok ? null : reply.error, cancelled: reply.ok && source === null });
      if (source !== null) openSource(source);
    },
  };
}
