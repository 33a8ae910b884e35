/** What every exported file has in common: its words, the lines that say who took it and why, and what its faults are called. */
import { localDateTimeOf } from '../../domain/deadlines/time-zone';
import type { Core } from '../app/core';
import type { ExportError } from '../export/write-xlsx';
import type { Session } from '../session/session';
import { pathLabelOf } from '../../domain/taxonomy/taxonomy';
import type { ExportRefusal } from '../../shared/contract/registers';
import exportEn from '../../shared/locales/export.en.json';
import exportZh from '../../shared/locales/export.zh-CN.json';

export interface FileWords {
  readonly language: 'zh-CN' | 'en';
  readonly t: typeof exportZh;
  /** Label of a taxonomy id with what it lies under; an id that no classification knows stands as it is. */
  readonly label: (id: string) => string;
  /** Code of the standard; our id while it is not confirmed. */
  readonly code: (id: string) => string;
}

/** In the language of the screen unless another is asked for. */
export function fileWords(
  { settings, taxonomy }: Core,
  language: FileWords['language'] = settings.preferences().language,
): FileWords {
  return {
    language,
    t: language === 'en' ? exportEn : exportZh,
    label: (id) => (id === '' ? '' : pathLabelOf(taxonomy, id, language)),
    code: (id) => taxonomy.nodeById.get(id)?.code ?? id,
  };
}

/** Files of a sample branch are told by their names from real ones. */
export function fileNameOf(core: Core, name: string): string {
  return `${core.directory().demo ? 'demo-' : ''}xianting-${name}.xlsx`;
}

export function watermarkOf(core: Core, session: Session, { t }: FileWords, reason: string, copyId: string): string[] {
  const { demo, branch } = core.directory();
  return [
    ...(demo ? [t.demo] : []),
    `${t.exportedBy} ${session.user.name}`,
    `${t.exportedAt} ${localDateTimeOf(core.nowMs(), branch?.timeZone ?? 'Asia/Shanghai').replace('T', ' ')}`,
    `${t.reason} ${reason}`,
    `${t.copyId} ${copyId}`,
  ];
}

export function sheetNameOf(core: Core, { t }: FileWords, name: string): string {
  return core.directory().demo ? `${t.demoSheet} ${name}` : name;
}

/** A fault of writing in the words of the contract; null for a cancel, which is none. */
export function refusalOf({ code }: ExportError): ExportRefusal | null {
  switch (code) {
    case 'export.cancelled':
      return null;
    case 'export.diskFull':
      return { code: 'register.diskFull' };
    case 'export.fileLocked':
      return { code: 'register.fileLocked' };
    case 'export.tooManyRows':
      return { code: 'register.tooManyRows' };
    case 'export.writeFailed':
      return { code: 'register.saveFailed' };
  }
}
