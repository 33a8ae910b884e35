/** What people must be told once: kept until dismissed, shown in every window. */
import type { NoticeView } from '../../shared/contract/app';

export interface Notices {
  readonly list: () => readonly NoticeView[];
  /** Adds a notice; one with the same code replaces the older. */
  readonly add: (notice: Omit<NoticeView, 'id'>) => void;
  readonly dismiss: (id: string) => void;
  /** It holds no more. */
  readonly withdraw: (code: string) => void;
}

export function createNotices(onChange: () => void): Notices {
  let notices: readonly NoticeView[] = [];
  let counter = 0;
  return {
    list: () => notices,
    add: (notice) => {
      notices = [...notices.filter((n) => n.code !== notice.code), { ...notice, id: `notice-${String(++counter)}` }];
      onChange();
    },
    withdraw: (code) => {
      if (!notices.some((n) => n.code === code)) return;
      notices = notices.filter((n) => n.code !== code);
      onChange();
    },
    dismiss: (id) => {
      notices = notices.filter((n) => n.id !== id);
      onChange();
    },
  };
}
