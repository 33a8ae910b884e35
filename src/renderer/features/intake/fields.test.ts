import { describe, expect, it } from 'vitest';
import { laws } from '../../../../tests/unit/deadlines/laws';
import { missingFields } from '../../../domain/complaint/state';
import { CaseDetails, emptyDetails, emptyParty } from '../../../domain/complaint/values';
import { IntakeForm } from '../../../shared/contract/intake';
import { findingOf } from './checks';
import { addParty, changeParty, isUntouched, levelOfForm, removeParty } from './draft-session';
import { fieldIdOf, fieldOfPath, fitForm, longest } from './fields';
import { instantOf, wallClock } from '../../components/wall-clock';
import { changeAmount } from './matter-section';

const form: IntakeForm = {
  details: emptyDetails,
  amountText: '',
  emotion: null,
  evidence: [],
  receivedAtMs: null,
  caseId: null,
};
const jointRules = laws.bank[0].jointComplaint;
const withParty = (patch: Partial<typeof emptyParty>): IntakeForm => changeParty(0, patch)(form);

describe('field ids', () => {
  it('know every field the domain can call missing', () => {
    const missing = missingFields({ ...emptyDetails, parties: [{ ...emptyParty, kind: 'proxy' }] });
    expect(missing).toContain('party.authorisation');
    for (const id of missing) expect(fieldIdOf(id), id).not.toBeNull();
  });

  it('read the paths of schema issues', () => {
    expect(fieldOfPath(['form', 'details', 'parties', 0, 'name'])).toBe('parties.0.name');
    expect(fieldOfPath(['form', 'amountText'])).toBe('amountText');
    expect(fieldOfPath(['form', 'details', 'transferLetter', 'dueOn'])).toBe('transferLetter.dueOn');
    expect(fieldOfPath(['form', 'details', 'rightIds', 3])).toBe('rightIds');
    expect(fieldOfPath(['commandId'])).toBeNull();
  });
});

describe('fitting', () => {
  const long = (limit: number): string => '长'.repeat(limit + 1);
  const tooMuch: IntakeForm = {
    ...form,
    amountText: long(longest.amountText),
    headCountText: long(longest.headCountText),
    details: {
      ...emptyDetails,
      parties: [
        {
          ...emptyParty,
          name: long(longest.party.name),
          phone: long(longest.party.phone),
          idNumber: long(longest.party.idNumber),
          address: long(longest.party.address),
          accountTail: long(longest.party.accountTail),
          representedName: long(longest.party.representedName),
        },
      ],
      involved: [{ name: long(200), staffNo: long(64), userId: null }],
      transferLetter: { number: long(100), dueOn: '' },
      petition: { way: 'letter', office: long(200), number: long(100), dueOn: '' },
      partner: { kind: 'agent', name: long(200), contractNo: long(100), soldForUs: true },
      facts: long(longest.details.facts),
      matter: long(longest.details.matter),
      wish: long(longest.details.wish),
    },
  };

  it('makes a form the contract takes, and names every text it cut', () => {
    const issues = IntakeForm.safeParse(tooMuch).error?.issues ?? [];
    const fitted = fitForm(tooMuch);
    expect(IntakeForm.safeParse(fitted.form).success).toBe(true);
    expect([...fitted.tooLong].sort()).toEqual(
      issues.map((issue) => fieldOfPath(['form', ...(issue.path as string[])])).sort(),
    );
  });

  it('cuts nothing that fits exactly', () => {
    const exact = { ...form, details: { ...emptyDetails, facts: '长'.repeat(longest.details.facts) } };
    expect(CaseDetails.safeParse(exact.details).success).toBe(true);
    expect(fitForm(exact)).toEqual({ form: exact, tooLong: [] });
  });
});

describe('checks', () => {
  it('warn of a citizen number whose check character is wrong, and never block it', () => {
    expect(findingOf('parties.0.idNumber', withParty({ idNumber: '11010519491231002X' }), 'bank')).toBeNull();
    expect(
      findingOf('parties.0.idNumber', withParty({ idNumber: '１１０１０５１９４９１２３１００２ｘ' }), 'bank'),
    ).toBeNull();
    expect(findingOf('parties.0.idNumber', withParty({ idNumber: '110105194912310021' }), 'bank')).toEqual({
      severity: 'warn',
      code: 'identity.idCard.checksum',
    });
  });

  it('take a tail as a tail and a whole card as a card', () => {
    expect(findingOf('parties.0.accountTail', withParty({ accountTail: '7894' }), 'bank')).toBeNull();
    expect(findingOf('parties.0.accountTail', withParty({ accountTail: '6222021234567890123' }), 'bank')?.code).toBe(
      'identity.bankCard.checksum',
    );
    expect(findingOf('parties.0.accountTail', withParty({ accountTail: '6222021234567890123' }), 'insurer')).toBeNull();
  });

  it('block the representatives after the last whom the rules allow, until one of them steps back', () => {
    const six: IntakeForm = {
      ...form,
      details: {
        ...emptyDetails,
        joint: true,
        parties: Array.from({ length: 7 }, (_, index) => ({ ...emptyParty, delegate: index !== 2 })),
      },
    };
    const at = (index: number, of: IntakeForm) => findingOf(`parties.${index}.delegate`, of, 'bank', jointRules);
    const found = (of: IntakeForm) => of.details.parties.flatMap((_, index) => (at(index, of) === null ? [] : [index]));
    expect(found(six)).toEqual([6]);
    expect(at(6, six)).toMatchObject({ severity: 'block', code: 'joint.tooManyDelegates', most: 5, given: 6 });
    expect(found(changeParty(0, { delegate: false })(six))).toEqual([]);
    expect(found({ ...six, details: { ...six.details, joint: false } })).toEqual([]);
    expect(findingOf('parties.6.delegate', six, 'bank')).toBeNull();
  });

  it('block a head-count that is no number of people', () => {
    const typed = (headCountText: string) => findingOf('headCountText', { ...form, headCountText }, 'bank')?.code;
    expect(['', '20', '２０', '二十', '1.5'].map(typed)).toEqual([
      undefined,
      undefined,
      undefined,
      'joint.headCountBad',
      'joint.headCountBad',
    ]);
  });

  it('block an amount that can not be read, and nothing else', () => {
    expect(findingOf('amountText', { ...form, amountText: '1万2' }, 'bank')).toEqual({
      severity: 'block',
      code: 'money.ambiguous',
    });
    expect(findingOf('amountText', { ...form, amountText: '1.5万' }, 'bank')).toBeNull();
    expect(findingOf('parties.0.name', withParty({ name: '123' }), 'bank')?.severity).toBe('warn');
    expect(findingOf('parties.0.phone', withParty({ phone: '1380013800' }), 'bank')?.severity).toBe('warn');
  });
});

describe('changes of the form', () => {
  it('keep an unreadable amount as typed and the fen beside a readable one', () => {
    expect(changeAmount('1.5万')(form)).toMatchObject({ amountText: '1.5万', details: { amountFen: 1_500_000 } });
    expect(changeAmount('壹万')(changeAmount('3')(form))).toMatchObject({
      amountText: '壹万',
      details: { amountFen: null },
    });
  });

  it('add and remove parties in place', () => {
    const two = changeParty(1, { name: '乙' })(addParty(withParty({ name: '甲' })));
    expect(removeParty(0)(two).details.parties.map((party) => party.name)).toEqual(['乙']);
  });

  it('tell an untouched form from one with a single letter', () => {
    expect(isUntouched(form)).toBe(true);
    expect(isUntouched(withParty({ phone: '1' }))).toBe(false);
    expect(isUntouched({ ...form, emotion: 0 })).toBe(false);
    expect(isUntouched({ ...form, headCountText: '2' })).toBe(false);
    expect(isUntouched({ ...form, details: { ...emptyDetails, joint: true } })).toBe(false);
    expect(isUntouched({ ...form, details: { ...emptyDetails, flags: ['elderly'] } })).toBe(false);
  });
});

describe('the level of a form', () => {
  it('follows the head-count of a joint complaint only', () => {
    const of = (headCountText: string, joint = true) =>
      levelOfForm({ details: { ...emptyDetails, joint }, headCountText }, jointRules);
    expect([of('19'), of('20'), of('100'), of('many'), of(''), of('100', false)]).toEqual([
      null,
      'major',
      'especiallySerious',
      null,
      null,
      null,
    ]);
    expect(levelOfForm({ details: { ...emptyDetails, joint: true }, headCountText: '100' }, null)).toBeNull();
  });
});

describe('wall clock', () => {
  it('goes to an instant and back in the zone of the branch', () => {
    const at = Date.UTC(2026, 2, 18, 6, 32);
    expect(wallClock(at, 'Asia/Shanghai')).toBe('2026-03-18T14:32');
    expect(instantOf('2026-03-18T14:32', 'Asia/Shanghai')).toBe(at);
    expect(instantOf('', 'Asia/Shanghai')).toBeNull();
  });
});
