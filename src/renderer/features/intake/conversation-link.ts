/** What a conversation beside the form is about, and what of its answers belongs into the form. Nothing written is overwritten. */
import { useMemo, useRef } from 'react';
import { flags, wants, type Flag, type Want } from '../../../domain/complaint/values';
import { formatYuan } from '../../../domain/money/format-money';
import type { IntakeForm } from '../../../shared/contract/intake';
import {
  useConversationSubject,
  type ConversationSubject,
  type SharedField,
  type SharedValue,
} from '../../app/conversation';
import { useDraftEnvironment, useForm } from './draft-context';
import { changeDetails, changeParty } from './draft-session';
import type { FieldId } from './fields';

/** 标识 of a complaint as the scripts name them, where they differ. */
const riskFlagOf: { readonly [F in Flag]?: string } = {
  disabled: 'mobility',
  violence: 'threatOthers',
  selfHarm: 'threatSelf',
  legalAction: 'lawyer',
};

export function useConversationLink(): void {
  const { session } = useDraftEnvironment();
  const form = useForm((all) => all);
  const filled = useRef<Partial<Record<SharedField, SharedValue>>>({});
  const subject = useMemo(() => subjectOf(session.id, form), [session.id, form]);
  const fill = (field: SharedField, value: SharedValue): void => {
    const now = knownOf(session.store.getState().form)[field];
    const change = changeFor(field, value);
    if (change === null || now === value) return;
    // Written by a person since: it stays, here and in the draft that main keeps.
    if (now !== undefined && now !== filled.current[field]) {
      session.change(change.field, (form) => form);
      return;
    }
    filled.current[field] = value;
    session.change(change.field, change.update);
  };
  useConversationSubject(subject, fill);
}

function subjectOf(draftId: string, form: IntakeForm): ConversationSubject {
  const { details, caseId } = form;
  return {
    draftId,
    caseId,
    text: [details.matter, details.facts, details.wish].filter((text) => text !== '').join('\n'),
    taxonomyIds: [details.businessId, details.reasonId].filter((id) => id !== ''),
    flags: flags.filter((flag) => details.flags.includes(flag)).map((flag) => riskFlagOf[flag] ?? flag),
    known: knownOf(form),
  };
}

/** Longest answer of a conversation; the rest stays in the form alone, as main has it. */
const longest = 200;
const cut = (text: string): string => [...text.trim()].slice(0, longest).join('');

function knownOf({ details }: IntakeForm): ConversationSubject['known'] {
  const party = details.parties[0];
  const all: Readonly<Record<SharedField, SharedValue | null>> = {
    matter: cut(details.matter),
    facts: cut(details.facts),
    wish: cut(details.wish),
    want: details.want,
    amountFen: details.amountFen,
    accountTail: party?.accountTail ?? '',
    name: party?.name ?? '',
    phone: party?.phone ?? '',
    involved: details.involved
      .map(({ name }) => name)
      .filter((name) => name !== '')
      .join('、'),
    consentTold: details.consentTold ? 'yes' : null,
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, SharedValue] => entry[1] !== null && entry[1] !== ''),
  );
}

interface Change {
  readonly field: FieldId;
  readonly update: (form: IntakeForm) => IntakeForm;
}

function changeFor(field: SharedField, value: SharedValue): Change | null {
  switch (field) {
    case 'matter':
    case 'facts':
    case 'wish':
      return { field, update: changeDetails({ [field]: String(value) }) };
    case 'want': {
      const want: Want | undefined = wants.find((one) => one === value);
      return want === undefined ? null : { field, update: changeDetails({ want }) };
    }
    case 'amountFen':
      return typeof value !== 'number'
        ? null
        : {
            field: 'amountText',
            update: (form) => ({ ...changeDetails({ amountFen: value })(form), amountText: formatYuan(value) }),
          };
    case 'accountTail':
    case 'name':
    case 'phone':
      return { field: `parties.0.${field}`, update: changeParty(0, { [field]: String(value) }) };
    case 'involved':
      return {
        field: 'involved',
        update: (form) => changeDetails({ involved: [{ name: String(value), staffNo: '', userId: null }] })(form),
      };
    case 'consentTold':
      return value === 'yes' ? { field, update: changeDetails({ consentTold: true }) } : null;
  }
}
