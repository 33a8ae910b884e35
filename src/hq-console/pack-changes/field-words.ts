/** Fields of packs and their values in words. A name or a value without words is shown as it is written: nothing is left out. */
import { z } from 'zod';
import { AuthorityPack, Band } from '../../domain/authority/matrix';
import { remedyKinds, remedyKindsWithMoney } from '../../domain/complaint/values';
import { DeadlineRule, Limit } from '../../domain/deadlines/rule-pack';
import { orderName, withinName, type PackSection } from '../../domain/packs/sections';
import type { Formatter } from '../../renderer/app/i18n/format';
import type { Text } from '../../renderer/app/i18n/use-text';
import { zhCN } from '../../shared/locales/registry';

/** Every table of words has the same names in all languages. */
const { field, attribute, value: values } = zhCN.packChange;
const { fact } = zhCN.deadlines;
const { clock } = zhCN.rules.ladder;
const { kind: task } = zhCN.case.tasks;
const has = <T extends object>(words: T, name: string): name is Extract<keyof T, string> => Object.hasOwn(words, name);

const Called = z.object({ id: z.string(), name: z.object({ zh: z.string(), en: z.string() }).nullable() });

export interface FieldWords {
  /** `依据 · 中文`. */
  readonly label: (path: readonly string[], section: PackSection) => string;
  /** Absent in one of the versions: undefined. */
  readonly value: (value: unknown, path: readonly string[], section: PackSection, key: string) => string;
}

export function fieldWords(text: Text, format: Formatter): FieldWords {
  const { t, language } = text;
  const list = (names: readonly string[]): string => names.join(language === 'en' ? ', ' : '、');
  const said = (name: string): string => (has(values, name) ? t(`packChange:value.${name}`) : name);
  const factName = (name: string): string => (has(fact, name) ? t(`deadlines:fact.${name}`) : name);

  const part = (name: string, section: PackSection): string => {
    if (name === orderName) return t('packChange:field.orderOf');
    if (name === withinName) return t('packChange:field.outerPart');
    // In a script `start` names the node where a talk begins.
    if (name === 'start' && section === 'scripts') return t('packChange:field.startNode');
    return has(field, name) ? t(`packChange:field.${name}`) : name;
  };
  const limit = ({ count, unit }: Limit): string =>
    count === 0 ? t('rules:unit.sameDay') : t(`rules:unit.${unit}`, { count });
  const start = (from: DeadlineRule['start']): string => {
    if ('afterRule' in from) return t('packChange:afterRule', { rule: from.afterRule });
    const facts = list(from.facts.map(factName));
    if (from.facts.length === 1) return facts;
    return t(from.pick === 'first' ? 'packChange:firstOf' : 'packChange:latestOf', { facts });
  };
  const condition = (when: DeadlineRule['when']): string => {
    const parts = Object.entries(when).map(([name, allowed]) =>
      t('packChange:condition', {
        what: has(attribute, name) ? t(`packChange:attribute.${name}`) : name,
        values: list(allowed.map(said)),
      }),
    );
    return parts.length === 0 ? t('packChange:any') : parts.join(t('rules:matrix.joiner'));
  };
  const extension = ({ approvers, noticeRequired }: NonNullable<DeadlineRule['extension']>): string =>
    t(noticeRequired ? 'packChange:extensionTold' : 'packChange:extensionBy', { approvers: list(approvers.map(said)) });
  const bands = (rows: readonly Band[], kind: string): string =>
    rows
      .map(({ upToFen, approvers }) =>
        t('rules:matrix.limit', {
          amount: !remedyKindsWithMoney.some((one) => one === kind)
            ? t('rules:matrix.noMoney')
            : upToFen === null
              ? t('rules:matrix.noLimit')
              : t('rules:matrix.upToAmount', { amount: format.money(upToFen) }),
          approvers: approvers.map((level) => t(`vocabulary:role.${level}`)).join(t('rules:matrix.joint')),
        }),
      )
      .join(t('rules:matrix.joiner'));

  /** What only a field of this name means; null where it reads like any other. */
  const special = (value: unknown, name: string, section: PackSection, key: string): string | null => {
    const read = <T>(
      schema: { safeParse: (given: unknown) => { success: boolean; data?: T } },
      words: (of: T) => string,
    ): string | null => {
      const parsed = schema.safeParse(value);
      return parsed.success ? words(parsed.data as T) : null;
    };
    if (section === 'bank' || section === 'insurer') return read(Band.array(), (rows) => bands(rows, key));
    if (section === 'deadlines') {
      if (name === 'limit') return read(Limit, limit);
      if (name === 'start') return read(DeadlineRule.shape.start, start);
      if (name === 'when') return read(DeadlineRule.shape.when, condition);
      if (name === 'extension' && value !== null)
        return read(DeadlineRule.shape.extension.unwrap().unwrap(), extension);
      if (name === 'kind') return read(DeadlineRule.shape.kind, (kind) => t(`rules:content.${kind}`));
    }
    if (name === orderName)
      return read(z.array(Called), (members) =>
        members.map((member, at) => `${String(at + 1)}. ${calledAs(member)}`).join('\n'),
      );
    if (name === withinName) return read(Called, calledAs);
    if (name === 'withoutContact')
      return read(AuthorityPack.shape.withoutContact, (steps) =>
        steps.length === 0
          ? t('rules:matrix.neverShrinks')
          : steps
              .map(({ afterDays, percent }) =>
                t('rules:matrix.step', { days: afterDays, percent: format.percent(percent / 100) }),
              )
              .join(t('rules:matrix.joiner')),
      );
    if (name === 'confidence')
      return read(DeadlineRule.shape.confidence, (one) => t(`rules:content.confidence.${one}`));
    if (typeof value === 'number' && (name === 'mostFen' || name === 'bank' || name === 'insurer'))
      return format.money(value);
    if (section === 'years' && Array.isArray(value) && value.length > 0)
      return list(value.map((day) => format.dayOfYear(String(day))));
    if (name === 'weekend' && Array.isArray(value)) return list(value.map((day) => weekdayName(String(day))));
    if (name === 'to' || name === 'whenOverdue')
      return value === 'owner' || value === 'supervisor' ? t(`rules:ladder.to.${value}`) : null;
    if (Array.isArray(value) && (name === 'clocks' || name === 'tasks'))
      return list(value.map((one) => coveredName(String(one))));
    return null;
  };
  const calledAs = ({ id, name }: z.infer<typeof Called>): string =>
    name === null ? id : language === 'en' ? name.en : name.zh;
  const weekdayName = (day: string): string =>
    has(zhCN.packChange.weekday, day) ? t(`packChange:weekday.${day}`) : day;
  const coveredName = (one: string): string =>
    has(clock, one) ? t(`rules:ladder.clock.${one}`) : has(task, one) ? t(`case:tasks.kind.${one}`) : one;

  const plain = (value: unknown): string => {
    if (value === null) return t('packChange:absent');
    if (typeof value === 'boolean') return t(value ? 'packChange:yes' : 'packChange:no');
    if (typeof value === 'number') return format.number(value);
    if (typeof value === 'string') {
      if (value === '') return t('packChange:empty');
      if (/^\d{4}-\d{2}-\d{2}$/u.test(value)) return format.localDate(value);
      return said(value);
    }
    if (Array.isArray(value))
      return value.length === 0
        ? t('packChange:empty')
        : value.every((one) => typeof one !== 'object')
          ? list(value.map(plain))
          : JSON.stringify(value, null, 1);
    return JSON.stringify(value, null, 1);
  };

  return {
    label: (path, section) =>
      path.length === 0 ? t('packChange:field.bands') : path.map((name) => part(name, section)).join(' · '),
    value: (value, path, section, key) =>
      value === undefined ? t('packChange:absent') : (special(value, path.at(-1) ?? '', section, key) ?? plain(value)),
  };
}

/** What an entry is called: by its own words, or by the word for its code. */
export function entryName(
  {
    section,
    key,
    name,
  }: {
    readonly section: PackSection;
    readonly key: string;
    readonly name: { readonly zh: string; readonly en: string } | null;
  },
  { t, language }: Text,
): string {
  if (section === 'head') return t('packChange:section.head');
  if (section === 'bank' || section === 'insurer') {
    const kind = remedyKinds.find((one) => one === key);
    return kind === undefined ? key : t(`vocabulary:remedyKind.${kind}`);
  }
  if (section === 'reminderSteps' && has(zhCN.vocabulary.reminder, key)) return t(`vocabulary:reminder.${key}`);
  return name === null ? key : language === 'en' ? name.en : name.zh;
}
