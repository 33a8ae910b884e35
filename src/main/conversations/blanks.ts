/** What the application fills into the lines of a conversation: names, dates and lengths, in the language in which it is spoken. */
import type { CaseState } from '../../domain/complaint/state';
import type { Conversation } from '../../domain/conversation/fold';
import { deadlineDay, limitOf, limitText, type DueContext } from '../../domain/conversation/due';
import { activePeople } from '../../domain/directory/directory';
import { formatDate, type DocumentLanguage } from '../../domain/documents/format';
import vocabularyEn from '../../shared/locales/vocabulary.en.json';
import vocabularyZh from '../../shared/locales/vocabulary.zh-CN.json';
import type { IntakeForm } from '../../shared/contract/intake';
import type { Core } from '../app/core';

export interface BlankSources {
  readonly core: Pick<Core, 'directory' | 'personName' | 'today'>;
  readonly due: DueContext;
  readonly state: CaseState | null;
  readonly form: IntakeForm | null;
}

/** By name without braces; what is not known is absent, and stays a line to be filled by hand. */
export function blanksOf(talk: Pick<Conversation, 'session'>, sources: BlankSources): Readonly<Record<string, string>> {
  const { core, state, form, due } = sources;
  const { branch } = core.directory();
  const language = languageOf(talk);
  const { onDuty } = talk.session;
  const ownerId = state?.ownerId ?? onDuty.person;
  const party = state?.details.parties[0] ?? form?.details.parties[0];
  const waited = talk.session.facts['waitedMinutes']?.value;
  return withoutEmpty({
    'customer.call': party?.name ?? factText(talk, 'customerName'),
    'staff.name': core.personName(onDuty.person),
    'staff.post': roleName(core, onDuty.person, language),
    'branch.name': branch?.name ?? '',
    'branch.phone': branch?.phone ?? '',
    'owner.name': core.personName(ownerId),
    'owner.phone': branch?.phone ?? '',
    'manager.name': managerName(core),
    'case.number': state?.number ?? '',
    'waited.minutes': waited === undefined || waited === null ? '' : String(waited),
    ...legalBlanks(due, core.today(), language),
  });
}

export const languageOf = ({ session: { wording } }: Pick<Conversation, 'session'>): DocumentLanguage =>
  wording === 'en' ? 'en' : 'zh-CN';

/** `due.x` and `limit.x` for each deadline that the rules know. */
function legalBlanks(due: DueContext, today: string, language: DocumentLanguage): Record<string, string> {
  const ids = [...new Set(due.law.rules.deadlines.map(({ deadline }) => deadline))];
  return Object.fromEntries(
    ids.flatMap((id) => {
      const day = deadlineDay(id, due, today);
      const limit = limitOf(id, due.law);
      return [
        [`due.${id}`, day === null ? '' : formatDate(day, language)] as const,
        [`limit.${id}`, limit === null ? '' : limitText(limit, language)] as const,
      ];
    }),
  );
}

/** Whoever leads the branch: where several do, the customer is told no name. */
function managerName(core: BlankSources['core']): string {
  const managers = activePeople(core.directory()).filter(({ role }) => role === 'supervisor');
  return managers.length === 1 ? (managers[0]?.name ?? '') : '';
}

function roleName(core: BlankSources['core'], userId: string, language: DocumentLanguage): string {
  const role = core.directory().people.get(userId)?.role;
  if (role === undefined) return '';
  return (language === 'en' ? vocabularyEn : vocabularyZh).role[role];
}

function factText({ session }: Pick<Conversation, 'session'>, fact: string): string {
  const value = session.facts[fact]?.value ?? null;
  return value === null ? '' : String(value);
}

const withoutEmpty = (values: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

/** Day, and time where one was promised. */
export function dueText(
  { on, at }: { readonly on: string; readonly at: string | null },
  language: DocumentLanguage,
): string {
  const day = formatDate(on, language);
  return at === null ? day : `${day}${language === 'en' ? ', ' : ' '}${at}`;
}
