/** Every kind of letter: complete when its facts are there, blocked with the rule when one is not, silent on what is staff's. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkLetter, missingOf } from '../../../src/domain/documents/letter-check';
import {
  isInternalField,
  isLetterField,
  letterFields,
  type LetterFacts,
  type LetterField,
} from '../../../src/domain/documents/letter-fields';
import { compileLetter, unknownLetterFields, type LetterTemplate } from '../../../src/domain/documents/letter-template';
import { letterForms, type LetterForm } from '../../../src/domain/documents/letters/letter-kind';
import { composeLetter, dutiesOf, letterKinds, papersOf } from '../../../src/domain/documents/letters/registry';
import type { RemedyLine } from '../../../src/domain/complaint/remedy-lines';
import type { CaseState } from '../../../src/domain/complaint/state';
import { customerText, staffText } from '../../../src/domain/documents/audience-text';
import { emptyParty } from '../../../src/domain/complaint/values';
import { letterTemplate } from '../../../src/main/documents/letter-templates';
import { details, li, must, playCase } from '../../support/case-builder';
import { laws } from '../deadlines/laws';
import { branch, lives, sourceOf } from './lives';

const languages = ['zh-CN', 'en'] as const;
const kinds = Object.keys(letterKinds) as (keyof typeof letterKinds)[];

/** The letter of that form, from a life in which there is one. */
function letterOf(form: LetterForm, language: (typeof languages)[number]) {
  const state = must(lives[form])();
  const kind = must(kinds.find((one) => letterKinds[one].offered(state) && letterKinds[one].form(state) === form));
  return must(composeLetter(kind, sourceOf(state, language)));
}

const each = letterForms.flatMap((form) => languages.map((language) => [form, language] as const));
const withDuties = fc.constantFrom(...each);

function textOf(compiled: ReturnType<typeof compileLetter>): string {
  return compiled.ok ? [compiled.value.title, ...compiled.value.paragraphs.map(({ text }) => text)].join('\n') : '';
}

describe('a letter', () => {
  it.each(each)('%s in %s has a template, duties in both packs, and is complete with its facts', (form, language) => {
    const template = letterTemplate(form, language);
    expect([template.id, template.language]).toEqual([form, language]);
    expect(unknownLetterFields(template)).toEqual([]);
    for (const rules of [laws.bank[0], laws.insurer[0]]) {
      const duties = dutiesOf(form, rules.letterDuties);
      expect(duties.length).toBeGreaterThan(1);
      expect(duties.flatMap(({ fields }) => fields).filter((field) => !isLetterField(field))).toEqual([]);
    }
    const { data, duties } = letterOf(form, language);
    const compiled = compileLetter(template, data, duties);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
    expect(textOf(compiled)).toContain('王建国');
    expect(textOf(compiled)).not.toMatch(/\{\{|\}\}|[。.]{2}|undefined/);
    expect(missingOf(checkLetter(duties, compiled))).toEqual([]);
  });

  it('binds each paragraph to facts that are there', () => {
    for (const [form, language] of each) {
      const { data, duties } = letterOf(form, language);
      const compiled = compileLetter(letterTemplate(form, language), data, duties);
      for (const { text, fields } of compiled.ok ? compiled.value.paragraphs : [])
        for (const field of fields)
          if (letterFields[field].form !== 'text' && letterFields[field].form !== 'table')
            expect(text).toContain(data.values[field]);
          else expect(data.values[field]).not.toBe('');
    }
  });

  it('without any of its mandatory facts is blocked, and says which, by which rule and where to fill it in', () => {
    fc.assert(
      fc.property(withDuties, fc.infiniteStream(fc.boolean()), ([form, language], coins) => {
        const { data, duties } = letterOf(form, language);
        const mandatory = [...new Set(duties.flatMap(({ fields }) => fields))].filter(isLetterField);
        const taken = mandatory.filter(() => coins.next().value === true);
        fc.pre(taken.length > 0);
        const values = { ...data.values, ...Object.fromEntries(taken.map((field) => [field, customerText(' \n')])) };
        const compiled = compileLetter(letterTemplate(form, language), { values }, duties);
        if (compiled.ok) throw new Error(`${form} was printed without ${taken.join(', ')}`);
        expect(compiled.error.fields.map(({ field }) => field).sort()).toEqual([...taken].sort());
        for (const { field, reason, place, duties: ids } of compiled.error.fields) {
          expect([reason, place]).toEqual(['empty', letterFields[field as LetterField].place]);
          expect(ids).toEqual(duties.filter(({ fields }) => fields.includes(field)).map(({ id }) => id));
          expect(ids.length).toBeGreaterThan(0);
        }
        const check = checkLetter(duties, compiled);
        for (const { duty, missing } of check.elements)
          expect(missing.map(({ field }) => field).sort()).toEqual(
            duty.fields.filter((field) => taken.some((one) => one === field)).sort(),
          );
      }),
    );
  });

  it('is blocked by a template that leaves a mandatory element unsaid', () => {
    fc.assert(
      fc.property(withDuties, fc.nat(), ([form, language], pick) => {
        const { data, duties } = letterOf(form, language);
        const mandatory = [...new Set(duties.flatMap(({ fields }) => fields))];
        const field = must(mandatory[pick % mandatory.length]);
        const whole = letterTemplate(form, language);
        const blocks = whole.blocks.filter(({ text }) => !text.includes(`{{${field}}}`));
        const silent: LetterTemplate = { ...whole, blocks };
        // Not even where the officer's own paragraph says it.
        const compiled = compileLetter(
          silent,
          data,
          duties,
          `{{${field}}}${String(data.values[field as LetterField])}`,
        );
        expect(compiled.ok ? [] : compiled.error.fields).toContainEqual(
          expect.objectContaining({ field, reason: 'unsaid', place: null }),
        );
      }),
    );
  });

  it('is blocked where the rules want what this program does not know', () => {
    const { data, duties } = letterOf('closing', 'zh-CN');
    const strange = [{ ...must(duties[0]), id: 'closing.strange', fields: ['constructor'] }];
    const compiled = compileLetter(letterTemplate('closing', 'zh-CN'), data, strange);
    expect(compiled.ok ? [] : compiled.error.fields).toEqual([
      { field: 'constructor', reason: 'unknown', place: null, duties: ['closing.strange'] },
    ]);
  });

  it('is offered only where the case has it', () => {
    const state = must(lives['acknowledgement'])();
    expect(papersOf(state)).toEqual(['slip', 'acknowledgement', 'letter', 'regulatorLetter']);
    expect(papersOf(must(lives['extension'])())).toContain('extensionNotice');
    expect(papersOf(must(lives['suspension'])())).toContain('suspensionNotice');
    expect(papersOf(must(lives['closing'])())).toContain('closingNotice');
    expect(composeLetter('letter', sourceOf(state, 'en'))).toBeUndefined();
    expect(composeLetter('closingNotice', sourceOf(state, 'en'))).toBeUndefined();
  });

  it.each(languages)('says in %s what an amount consists of, with each formula and the total', (language) => {
    const { data, duties } = letterOf('decision', language);
    const compiled = compileLetter(letterTemplate('decision', language), data, duties);
    const table = must(
      must(compiled.ok ? compiled.value : undefined).paragraphs.find(({ kind }) => kind === 'calculation'),
    ).table;
    expect(table).toMatchObject({
      rows: [
        { name: 'remedyKind.refund', note: 'March', amount: '120.00' },
        {
          name: 'remedyKind.interest',
          how: [
            '10,000.00 × 3.85% × 92 / 365',
            language === 'en'
              ? '1 January 2026 to 3 April 2026, first day counted, last not; Actual days / 365'
              : '2026年1月1日至2026年4月3日，算头不算尾；实际天数 / 365',
          ],
          amount: '97.04',
        },
      ],
      total: '217.04',
      addsUp: true,
    });
    expect(data.values.amount).toBe('217.04');
  });

  it.each([
    ['the sum', (lines: readonly RemedyLine[]) => lines.slice(1)],
    [
      'a formula',
      (lines: readonly RemedyLine[]) => lines.map((line, at) => ({ ...line, amountFen: line.amountFen + at * 2 - 1 })),
    ],
  ])('is blocked where the lines contradict %s', (_what, change) => {
    const state = must(lives['decision'])();
    const proposal = must(state.proposals.at(-1));
    const lines = change(must(proposal.content.lines));
    const bent: CaseState = {
      ...state,
      proposals: [{ ...proposal, content: { ...proposal.content, lines: [...lines] } }],
    };
    const { data, duties } = must(composeLetter('letter', sourceOf(bent, 'zh-CN')));
    const compiled = compileLetter(letterTemplate('decision', 'zh-CN'), data, duties);
    expect(compiled.ok ? [] : compiled.error.fields).toEqual([
      { field: 'calculation', reason: 'contradicts', place: 'remedy', duties: [] },
    ]);
  });

  it('has no table where the amount was named as a whole', () => {
    const { data } = letterOf('closing', 'zh-CN');
    expect(data.calculation).toBeNull();
    expect(data.values.calculation).toBe('');
  });

  it('tells the new day of an extension', () => {
    // Received on 10 March: 30 days of a complex case and 30 more.
    const { data } = letterOf('extension', 'zh-CN');
    expect(data.values.decideBy).toBe('2026年5月9日');
  });

  it('asks for the material that has not come, by its day, and says that the time of the decision runs on', () => {
    const state = must(lives['material'])();
    expect(papersOf(state)).toContain('materialNotice');
    const { data, duties } = letterOf('material', 'zh-CN');
    const text = textOf(compileLetter(letterTemplate('material', 'zh-CN'), data, duties));
    expect(data.values.materialAsked.split('\n')).toHaveLength(2);
    for (const said of ['三月二日的缴费短信', '2026年3月17日', '不需要您提供', '照常计算', '最迟于2026年3月25日告知'])
      expect(text).toContain(said);
    const [request] = must(state.investigation).requests;
    const came = { receivedOn: '2026-03-10', what: '', evidenceIds: [], kinds: [must(must(request).kinds[0])] };
    const partly: CaseState = {
      ...state,
      investigation: { ...must(state.investigation), requests: [{ ...must(request), received: [came] }] },
    };
    const rest = must(composeLetter('materialNotice', sourceOf(partly, 'zh-CN'))).data.values.materialAsked;
    expect(rest).toBe(`1. ${must(must(request).kinds[1]).zh}`);
    expect(papersOf({ ...state, status: 'investigating' })).not.toContain('materialNotice');
  });

  it('tells a transfer while it stands, with the number of the other institution once there is one', () => {
    const state = must(lives['transfer'])();
    const { data, duties } = letterOf('transfer', 'zh-CN');
    const compiled = compileLetter(letterTemplate('transfer', 'zh-CN'), data, duties);
    expect(textOf(compiled)).toContain(`编号 ${state.number} 不变，收到时间仍按2026年3月10日计算`);
    expect(textOf(compiled)).not.toContain('已确认接收');
    const answer = must(composeLetter('regulatorLetter', sourceOf(state, 'zh-CN')));
    expect(answer.data.values.outcome).toBe('经核实应由长江人寿办理，已于2026年3月10日转出并告知投诉人');
    const after = (result: NonNullable<CaseState['transfers']>[number]['result']): CaseState => ({
      ...state,
      transfers: [{ ...must(state.transfers?.[0]), result }],
    });
    const taken = after({ outcome: 'confirmed', on: '2026-03-10', referenceNo: '收〔2026〕8 号' });
    const second = must(composeLetter('transferNotice', sourceOf(taken, 'zh-CN')));
    const confirmed = compileLetter(letterTemplate('transfer', 'zh-CN'), second.data, duties);
    expect(textOf(confirmed)).toContain('该机构已确认接收，编号：收〔2026〕8 号。');
    const declined = after({ outcome: 'declined', on: '2026-03-10', reason: '查无保单' });
    expect(papersOf(declined)).not.toContain('transferNotice');
  });

  it('does not print without the telephone of the review, which only the branch knows', () => {
    const source = sourceOf(must(lives['decision'])(), 'zh-CN');
    const silent = { ...source, branch: { ...branch, appeal: { ...branch.appeal, reviewPhone: '' } } };
    const { data, duties } = must(composeLetter('letter', silent));
    const compiled = compileLetter(letterTemplate('decision', 'zh-CN'), data, duties);
    const [redress] = checkLetter(duties, compiled).elements.filter(({ missing }) => missing.length > 0);
    expect(redress).toMatchObject({
      duty: { id: 'decision.redress', confidence: 'toBeConfirmed' },
      missing: [{ field: 'reviewPhone', place: 'branch' }],
    });
  });
});

describe('an answer to who handed a complaint on', () => {
  it('says why it is no complaint, in the words that were asked for it', () => {
    const game = playCase();
    const petition = { way: 'visit', office: '', number: '', dueOn: '' } as const;
    game.register({ details: details({ petition, matter: '要求补偿', parties: [{ ...emptyParty, name: '王建国' }] }) });
    game.play(li, { name: 'markNotComplaint', input: { kind: 'petition', reason: '反映的是拆迁补偿' } });
    const { data, duties } = must(composeLetter('petitionLetter', sourceOf(game.state(), 'zh-CN')));
    const compiled = compileLetter(letterTemplate('petition', 'zh-CN'), data, duties);
    expect(textOf(compiled)).toContain('反映的是拆迁补偿');
    // Nobody passed it on: the petitioner is written to.
    expect(data.values.petitionRecipient).toBe(data.values.addressee);
  });
});

describe('a report of a major complaint', () => {
  const reportOf = (form: 'majorFirst' | 'majorFollowUp' | 'majorFinal') => {
    const { data, duties } = letterOf(form, 'zh-CN');
    return textOf(compileLetter(letterTemplate(form, 'zh-CN'), data, duties));
  };

  it('has its serial number, says which it is, and counts the people as they were counted', () => {
    expect(reportOf('majorFirst')).toContain('第 1 报');
    expect(reportOf('majorFollowUp')).toContain('第 2 报');
    expect(reportOf('majorFinal')).toContain('第 3 报');
    expect(reportOf('majorFollowUp')).toContain('报告类别：续报');
    expect(reportOf('majorFirst')).toMatch(/2026年3月10日 \d\d:\d\d，23 人/);
    expect(reportOf('majorFirst')).toContain('2026年3月11日 09:00前');
    expect(reportOf('majorFinal')).toContain('已全部退费');
    expect(reportOf('majorFinal')).not.toContain('下次报告');
  });

  it('says of itself that it is internal, and marks what it tells of staff', () => {
    for (const form of ['majorFirst', 'majorFollowUp', 'majorFinal'] as const) {
      const lines = reportOf(form).split('\n');
      expect(lines[1]).toBe('内部材料：只用于向上级机构、监管部门等报告，不得交给客户');
      expect(lines.indexOf('孙柜员 S-77')).toBe(lines.indexOf('内部信息（涉及员工）') + 1);
    }
  });

  it('keeps its facts to itself: no other letter has a field for them', () => {
    const forms = letterForms.filter((form) => !form.startsWith('major'));
    const said = forms.flatMap((form) => languages.map((language) => JSON.stringify(letterTemplate(form, language))));
    for (const field of Object.keys(letterFields).filter(isInternalField))
      expect(said.filter((text) => text.includes(field))).toEqual([]);
    for (const form of forms) {
      const { data } = letterOf(form, 'zh-CN');
      for (const field of Object.keys(data.values).filter(isInternalField))
        expect([form, field, data.values[field as LetterField]]).toEqual([form, field, '']);
    }
  });
});

/** Fields of a case, by the name of their key, whose texts only staff may read, wherever they stand. */
const staffKeys = new Set([
  ...['staffText', 'internalReason', 'closingSummary', 'comment', 'note', 'receivedBy', 'title', 'approver', 'harm'],
  ...[
    'idNumber',
    'phone',
    'address',
    'accountTail',
    'representedName',
    'staffNo',
    'complexityReason',
    'proof',
    'words',
  ],
]);
/** Their `reason` is for staff too; that of an extension is for the complainant. */
const staffReasons = new Set(['recusals', 'decision', 'withdrawal', 'reopenings', 'late', 'holds', 'notComplaint']);

/** Puts the mark into every text that is staff's. */
function marked(node: unknown, mark: string, under = ''): unknown {
  if (Array.isArray(node)) return node.map((one) => marked(one, mark, under));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      // What a line of an amount is for, the complainant reads.
      const theirs = under === 'lines';
      const staffs =
        (staffKeys.has(key) && !theirs) || (key === 'reason' && staffReasons.has(under)) || under === 'involved';
      return [key, staffs && typeof value === 'string' ? mark : marked(value, mark, key)];
    }),
  );
}

describe('what is staff’s', () => {
  it('is in no letter, whatever staff wrote', () => {
    const mark = fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => `⟦${text}⟧`);
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(lives)),
        fc.constantFrom(...languages),
        mark,
        (life, language, words) => {
          const plain = must(lives[life])();
          const state = { ...(marked(plain, words) as CaseState), emotionPath: plain.emotionPath };
          expect(JSON.stringify(state)).toContain(JSON.stringify(words).slice(1, -1));
          for (const kind of kinds.filter((one) => letterKinds[one].internal !== true)) {
            const letter = composeLetter(kind, sourceOf(state, language));
            const whole = letter ? JSON.stringify(letter.data) : '';
            expect(whole).not.toContain('⟦');
            // And the same letter as before: nothing of it depends on what staff wrote.
            expect(letter?.data).toEqual(composeLetter(kind, sourceOf(plain, language))?.data);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('does not fit into facts (checked by the compiler)', () => {
    const note = staffText('客户情绪激动');
    // @ts-expect-error staff text is no fact of a letter
    const facts: LetterFacts = { basis: note };
    expect(facts).toBeDefined();
  });
});
