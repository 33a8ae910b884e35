/** What a second look at a field finds. Nearly all of it only warns: a complaint is never refused for a wrong number. */
import { delegatesBeyond, delegatesRefusal, parseHeadCount } from '../../../domain/complaint/joint';
import type { InstitutionType } from '../../../domain/complaint/values';
import type { JointComplaintRules } from '../../../domain/deadlines/rule-pack';
import { checkBankCard, checkPhone, checkPolicyNumber } from '../../../domain/identity/contacts';
import { checkIdNumber } from '../../../domain/identity/id-documents';
import { checkPersonName } from '../../../domain/identity/person-name';
import type { IdentityCheck } from '../../../domain/identity/result';
import { parseYuan } from '../../../domain/money/money';
import type { IntakeForm } from '../../../shared/contract/intake';
import type { FieldId } from './fields';

export interface Finding {
  readonly severity: 'block' | 'warn';
  readonly code: string;
  /** What the message names. */
  readonly [value: string]: unknown;
}

const asFinding = (check: IdentityCheck): Finding | null =>
  check.ok ? null : { severity: check.severity, code: check.code };

/** A tail is a handful of digits; from here on somebody has typed a whole card number. */
const WHOLE_CARD = 12;

function accountFinding(text: string, institutionType: InstitutionType): Finding | null {
  const digits = text.normalize('NFKC').replace(/\D/g, '');
  if (institutionType === 'insurer') return text.trim().length < 8 ? null : asFinding(checkPolicyNumber(text));
  return digits.length < WHOLE_CARD ? null : asFinding(checkBankCard(text));
}

/** The finding for one field, null when it is sound or empty. */
export function findingOf(
  field: FieldId,
  form: IntakeForm,
  institutionType: InstitutionType,
  jointRules: JointComplaintRules | null = null,
): Finding | null {
  if (field === 'amountText') {
    if (form.amountText.trim() === '') return null;
    const amount = parseYuan(form.amountText);
    return amount.ok ? null : { severity: 'block', code: amount.code };
  }
  if (field === 'headCountText') {
    const text = form.headCountText ?? '';
    return text.trim() === '' || parseHeadCount(text) !== null
      ? null
      : { severity: 'block', code: 'joint.headCountBad' };
  }
  if (field === 'partner.name') {
    const { partner } = form.details;
    return partner && partner.name.trim() === '' ? { severity: 'warn', code: 'partner.nameMissing' } : null;
  }
  const named = /^(parties|involved)\.(\d+)\.([a-zA-Z]+)$/.exec(field);
  if (named === null) return null;
  if (named[1] === 'involved') {
    const person = form.details.involved[Number(named[2])];
    return person && named[3] === 'name' ? asFinding(checkPersonName(person.name)) : null;
  }
  const party = form.details.parties[Number(named[2])];
  if (!party) return null;
  switch (named[3] ?? '') {
    case 'name':
      return asFinding(checkPersonName(party.name));
    case 'representedName':
      return asFinding(checkPersonName(party.representedName));
    case 'phone':
      return asFinding(checkPhone(party.phone));
    case 'idNumber':
      return asFinding(checkIdNumber(party.idType, party.idNumber));
    case 'delegate': {
      const tooMany = delegatesRefusal(form.details, jointRules);
      // Said at those who came after the last who may.
      return tooMany !== null && delegatesBeyond(form.details, tooMany.most).includes(Number(named[2]))
        ? { severity: 'block', ...tooMany }
        : null;
    }
    case 'accountTail':
      return accountFinding(party.accountTail, institutionType);
    default:
      return null;
  }
}
