/** The contents of a pack as named lines, and which of them another version changes. */
import type { CrisisPlan } from '../../../../../domain/crisis/plan';
import { remedyKinds } from '../../../../../domain/complaint/values';
import type { PackContentView } from '../../../../../shared/contract/packs';
import type { Formatter } from '../../../../app/i18n/format';
import type { Text } from '../../../../app/i18n/use-text';
import { ladderLines } from './ladder-words';
import { matrixWords } from './matrix-words';

export interface ContentLine {
  readonly key: string;
  readonly label: string;
  readonly value: string;
}

export interface ChangedLine extends Omit<ContentLine, 'value'> {
  /** Null: new, or taken out. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Null for what is told by what it changes and not by its lines: rules, calendars, scripts. */
export function contentLines(content: PackContentView, text: Text, format: Formatter): readonly ContentLine[] | null {
  switch (content.kind) {
    case 'rules':
    case 'calendar':
    case 'scripts':
      return null;
    case 'authority':
      return matrixLines(content.pack, text, format);
    case 'plan':
      return planLines(content.pack, text);
    case 'reminders':
      return ladderLines(content.pack, text).map(({ key, step, when, who }) => ({
        key,
        label: step,
        value: [when, who].join(text.t('rules:matrix.joiner')),
      }));
    case 'stops':
      return content.pack.stops.map(({ code, reason }) => ({
        key: code,
        label: code,
        value: text.language === 'en' ? reason.en : reason.zh,
      }));
  }
}

/** Lines that come, go or say something else, in the order of the new version. */
export function changedLines(before: readonly ContentLine[], after: readonly ContentLine[]): readonly ChangedLine[] {
  const find = (lines: readonly ContentLine[], key: string) => lines.find((line) => line.key === key);
  const keys = [...new Set([...after, ...before].map(({ key }) => key))];
  return keys.flatMap((key): ChangedLine[] => {
    const [was, is] = [find(before, key), find(after, key)];
    const label = (is ?? was)?.label ?? '';
    return was?.value === is?.value && was?.label === is?.label
      ? []
      : [{ key, label, before: was?.value ?? null, after: is?.value ?? null }];
  });
}

type Matrix = Extract<PackContentView, { readonly kind: 'authority' }>['pack'];

function matrixLines(pack: Matrix, text: Text, format: Formatter): readonly ContentLine[] {
  const { t } = text;
  const words = matrixWords(text, format);
  const rows = (['bank', 'insurer'] as const).flatMap((type) =>
    remedyKinds.map((kind): ContentLine => ({
      key: `${type} ${kind}`,
      label: `${t(`vocabulary:institutionType.${type}`)} · ${words.kinds([kind])}`,
      value: pack.matrix[type][kind]
        .map(({ upToFen, approvers }) =>
          t('rules:matrix.limit', { amount: words.upTo(upToFen, kind), approvers: words.approvers(approvers) }),
        )
        .join(t('rules:matrix.joiner')),
    })),
  );
  return [...rows, ...words.rest(pack)];
}

function planLines({ parts, approvedBy, incident }: CrisisPlan, { t, language }: Text): readonly ContentLine[] {
  const word = language === 'en' ? 'en' : 'zh';
  return [
    {
      key: ' state',
      label: t('rules:matrix.state'),
      value: approvedBy === null ? t('rules:matrix.proposal') : t('rules:matrix.approvedBy', { name: approvedBy }),
    },
    ...parts.flatMap((part) =>
      part.steps.map(({ id, who, article, [word]: said }) => ({
        key: id,
        label: t('rules:plan.line', { part: part[word], who: who[word] }),
        value: article === null ? said : t('rules:plan.basis', { text: said, article: article[word] }),
      })),
    ),
    ...(incident?.entries ?? []).map(({ id, [word]: value }) => ({
      key: `entry ${id}`,
      label: t('incident:pad.title'),
      value,
    })),
    ...(incident?.police ?? []).map(({ id, [word]: value }) => ({
      key: `police ${id}`,
      label: t('incident:police.title'),
      value,
    })),
    ...(incident?.grades ?? []).flatMap(({ grade, triggers, report }) => [
      { key: `report ${String(grade)}`, label: t(`incident:grade.${grade}`), value: report[word] },
      ...triggers.map(({ id, [word]: value }) => ({
        key: `trigger ${id}`,
        label: t(`incident:grade.${grade}`),
        value,
      })),
    ]),
  ];
}
