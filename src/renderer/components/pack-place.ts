/** Where in a pack something is wrong, and what whoever imported it can do; both in words. */
import type { PackProblem, PackReason } from '../../domain/packs/problems';
import type { TextFunction } from '../app/i18n/text';

const partsOfStop = {
  code: 'code',
  'reason.zh': 'reasonZh',
  'reason.en': 'reasonEn',
  reason: 'reason',
  below: 'below',
} as const;
const isPart = (part: string): part is keyof typeof partsOfStop => Object.hasOwn(partsOfStop, part);

/** Null where a place has no words but its path: of rules, calendars, scripts. */
export function placeInWords(field: string, t: TextFunction): string | null {
  if (field === 'file') return t('rules:problem.file');
  const [, place, part = ''] = /^stops\.(\d+)(?:\.(.+))?$/.exec(field) ?? [];
  if (place === undefined) return null;
  const position = Number(place) + 1;
  return isPart(part)
    ? t('rules:problem.stopPart', { position, part: t(`rules:problem.partOfStop.${partsOfStop[part]}`) })
    : t('rules:problem.stop', { position });
}

/** The file itself is not what headquarters signed. */
const another: readonly PackReason[] = ['notJson', 'tooLarge', 'unsigned', 'unknownKey', 'wrongSignature'];

/** What to do about a refused file: get the right one, wait for a newer program, or have it mended. */
export function adviceFor(problems: readonly PackProblem[], t: TextFunction): string {
  const has = (reasons: readonly PackReason[]): boolean => problems.some(({ reason }) => reasons.includes(reason));
  if (has(['notChecked'])) return t('rules:advice.again');
  if (has(another)) return t('rules:advice.original');
  if (has(['newerSchema'])) return t('rules:advice.update');
  if (has(['notNewer', 'versionReused'])) return t('rules:advice.newer');
  return t('rules:advice.mend');
}
