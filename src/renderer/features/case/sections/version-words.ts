/** A version of a fact in words, whatever kind of fact it is. */
import type {
  CaseDetails,
  Flag,
  InvolvedEmployee,
  Partner,
  Party,
  Petition,
  Want,
} from '../../../../domain/complaint/values';
import type { DetailField, FactVersion } from '../../../../domain/complaint/versions';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { taxonomyLabel } from '../../../components/taxonomy';

export interface VersionWords {
  readonly of: (field: Exclude<DetailField, 'parties'>, value: FactVersion['value']) => string;
  /** Of the parties, only what the versions do not say alike, and their names. */
  readonly parties: (parties: readonly Party[], among: readonly FactVersion[]) => string;
}

const partyFields = ['name', 'idNumber', 'phone', 'address', 'accountTail', 'representedName'] as const;

export function useVersionWords(): VersionWords {
  const { t, language } = useText();
  const format = useFormat();
  const separator = t('case:list.separator');
  const or = (text: string): string => (text.trim() === '' ? t('versions:empty') : text);
  const yes = (is: unknown): string => t(is === true ? 'versions:yes' : 'versions:no');
  const words: { readonly [F in Exclude<DetailField, 'parties'>]: (value: CaseDetails[F]) => string } = {
    channelId: (id) => or(taxonomyLabel(id, language)),
    businessId: (id) => or(taxonomyLabel(id, language)),
    reasonId: (id) => or(taxonomyLabel(id, language)),
    touchpointId: (id) => or(taxonomyLabel(id, language)),
    rightIds: (ids) => or(ids.map((id) => taxonomyLabel(id, language)).join(separator)),
    transferLetter: ({ number, dueOn }) =>
      or([number, dueOn === '' ? '' : format.localDate(dueOn)].filter((part) => part !== '').join(' · ')),
    facts: or,
    matter: or,
    wish: or,
    want: (want: Want | null) => (want === null ? t('versions:empty') : t(`vocabulary:want.${want}`)),
    amountFen: (fen) => (fen === null ? t('versions:empty') : format.money(fen)),
    involved: (involved: readonly InvolvedEmployee[]) => or(involved.map(({ name }) => name).join(separator)),
    consentTold: yes,
    flags: (flags: readonly Flag[]) => or(flags.map((flag) => t(`vocabulary:flag.${flag}`)).join(separator)),
    joint: yes,
    partner: (partner: Partner | null | undefined) => or(partner?.name ?? ''),
    petition: (petition: Petition | null | undefined) =>
      or([petition?.office ?? '', petition?.number ?? ''].filter((part) => part !== '').join(' · ')),
  };
  return {
    // Which of them it is goes with the value; the type checker can't see that.
    of: (field, value) => (words[field] as (value: unknown) => string)(value),
    parties: (parties, among) => {
      const all = among.map(({ value }) => (value ?? []) as readonly Party[]);
      return parties
        .map((party, i) => {
          const different = partyFields.filter(
            (field) => field === 'name' || all.some((others) => others[i]?.[field] !== party[field]),
          );
          return different.map((field) => `${t(`case:party.${field}`)}: ${or(party[field])}`).join('\n');
        })
        .join('\n\n');
    },
  };
}
