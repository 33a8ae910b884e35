/** "Every field": what is recorded of a complaint stands in its line of the ledger, or this file says why not. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CaseState } from '../../../src/domain/complaint/state';
import { emptyDetails, emptyParty } from '../../../src/domain/complaint/values';
import { grantedByKind, grantedFen } from '../../../src/domain/registers/case-figures';
import type { LedgerTools } from '../../../src/main/registers/ledger-column';
import { ledgerColumns, ledgerLine } from '../../../src/main/registers/ledger-columns';
import en from '../../../src/shared/locales/export.en.json';
import zh from '../../../src/shared/locales/export.zh-CN.json';
import { must } from '../../support/case-builder';
import { branch, lives } from '../letters/lives';

const both = { zh: '词', en: 'word' };
const article = { zh: '第一条', en: 'Art. 1' };
const proof = { receiptNo: 'R-1', witness: 'seen by', evidenceIds: ['e'] };
const under = {
  holderId: 'holder',
  delegationId: 'd',
  level: 'supervisor',
  fullFen: 5,
  nowFen: 4,
  lastContactAtMs: 1,
} as const;
const signature = {
  eventId: 'ev',
  commandId: 'c',
  userId: 'cosigner',
  role: 'supervisor',
  atMs: 1,
  digest: 'dig',
  reason: 'why now',
  harm: 'what harm',
  cosignerId: 'second',
};

/** A complaint to which everything happened that can be recorded. */
function whole(): CaseState {
  const told = must(lives['closing'])();
  const proposal = must(must(lives['decision'])().proposals.at(-1));
  const party = {
    ...emptyParty,
    kind: 'proxy',
    name: 'first',
    idNumber: 'id',
    phone: 'phone',
    address: 'street',
    accountTail: 'tail',
    representedName: 'heir of',
    delegate: true,
  } as const;
  return {
    ...told,
    importKey: 'key',
    draftHands: [{ userId: 'drafter', fromMs: 1, toMs: 2 }],
    details: {
      ...emptyDetails,
      parties: [party, { ...party, kind: 'heir' }],
      transferLetter: { number: 'letter', dueOn: '2026-04-01' },
      petition: { way: 'visit', office: 'petition office', number: 'petition no', dueOn: '2026-04-21' },
      businessId: 'business',
      reasonId: 'reason',
      rightIds: ['right'],
      touchpointId: 'touch',
      facts: 'facts',
      matter: 'matter',
      want: 'refund',
      wish: 'wish',
      involved: [{ name: 'employee', staffNo: 'no', userId: 'user' }],
      flags: ['elderly'],
      joint: true,
      partner: { name: 'partner', kind: 'agent', contractNo: 'contract', soldForUs: true },
    },
    evidence: [{ id: 'e', sha256: 'sha', name: 'file', mime: 'image/png', sizeBytes: 1, fromCustomer: true }],
    ownerId: 'owner',
    complexity: 'complex',
    complexityReason: 'why complex',
    clock: {
      extension: {
        days: 30,
        level: 'superior',
        approver: 'granted by',
        approvalNo: 'approval no',
        approvedOn: '2026-03-11',
        reason: 'extended because',
        noticeMethod: 'handed',
        noticeOn: '2026-03-12',
      },
      periods: [{ period: 'externalAppraisal', from: '2026-03-12', to: '2026-03-20', reason: 'appraisal of' }],
      newFactsOn: '2026-03-21',
    },
    headCounts: [{ count: 21, atMs: 1, by: 'counter' }],
    major: {
      recognitions: [
        {
          cause: 'headCount',
          basis: { ...both, article, confidence: 'confirmed' },
          level: 'major',
          count: 21,
          what: 'found what',
          foundAtMs: 1,
          by: 'finder',
        },
      ],
      reports: [
        {
          level: 'major',
          to: 'regulator',
          recipient: 'office',
          method: 'phone',
          reportedAtMs: 1,
          number: 'report no',
          what: 'reported what',
          proofIds: ['e'],
          by: 'reporter',
        },
      ],
    },
    notComplaint: { kind: 'report', reason: 'no complaint because' },
    recusals: [{ userId: 'recused', reason: 'related' }],
    proposals: [
      { ...proposal, status: 'returned', decision: { ...must(proposal.decision), reason: 'returned because' } },
      {
        ...proposal,
        proposedBy: 'proposer',
        content: {
          ...proposal.content,
          internalReason: 'to the approver',
          ownParagraph: 'signed with it',
          refusal: { ground: 'notOurs', ...both, article, reference: 'refused ref' },
        },
        decision: {
          ...must(proposal.decision),
          userId: 'approver',
          reason: 'approved because',
          under,
          ratificationTaskId: 't',
          emergency: { cosigner: signature, harm: 'what harm', taskId: 't' },
        },
        endorsements: [
          { ...under, eventId: 'ev', userId: 'endorser', role: 'officer', atMs: 1, comment: 'endorsed as' },
        ],
        emergencySignature: signature,
      },
    ],
    delivery: { method: 'post', deliveredOn: '2026-03-22', receivedBy: 'taken by', note: 'told note', proof, atMs: 1 },
    reviews: [
      {
        reviewId: 'r',
        receivedOn: '2026-03-23',
        by: 'proxy',
        byName: 'asked by',
        grounds: 'grounds',
        evidenceIds: ['e'],
        late: { lastOn: '2026-03-22', article, reason: 'late because' },
        decisionToldOn: '2026-03-22',
        decisionToldAtMs: 1,
        decision: {
          referenceNo: 'review no',
          institution: 'reviewer',
          decidedBy: 'review by',
          decidedOn: '2026-03-24',
          reasons: 'review reasons',
          basis: 'review basis',
          result: 'changed',
          changes: 'review changes',
          recordedBy: 'recorder',
          atMs: 1,
        },
        letterPrinted: true,
        told: {
          method: 'handed',
          deliveredOn: '2026-03-25',
          receivedBy: 'review taken by',
          note: 'review note',
          proof,
          atMs: 1,
        },
      },
    ],
    mediations: [
      {
        form: 'smallDispute',
        limitFen: 100,
        institution: 'mediation body',
        mediator: 'mediator',
        agreedOn: '2026-03-13',
        result: { outcome: 'settled', on: '2026-03-14', agreementNo: 'agreement no', text: 'agreement' },
      },
    ],
    promises: [
      {
        promiseId: 'p',
        text: 'promised',
        source: 'call',
        madeOn: '2026-03-15',
        dueOn: '2026-03-19',
        ownerId: 'promise owner',
        madeBy: 'promise maker',
        changes: [
          {
            text: 'promised',
            dueOn: '2026-03-19',
            reason: 'changed because',
            agreedOn: '2026-03-16',
            agreement: 'agreed how',
            before: { text: 'promised before', dueOn: '2026-03-17' },
            by: 'changer',
            atMs: 1,
          },
        ],
        result: { outcome: 'kept', on: '2026-03-18', words: 'kept how', evidenceIds: ['e'], by: 'keeper', atMs: 1 },
      },
    ],
    investigation: {
      findings: [
        {
          itemId: 'i',
          zh: '事实',
          en: 'fact',
          own: false,
          outcome: 'verified',
          found: 'found',
          evidenceIds: ['e'],
          by: 'verifier',
          atMs: 1,
        },
      ],
      requests: [
        {
          requestId: 'q',
          kinds: [{ id: 'k', zh: '材料', en: 'material' }],
          detail: 'material detail',
          method: 'post',
          askedOn: '2026-03-26',
          workingDays: 5,
          dueOn: '2026-03-31',
          ownerId: 'owner',
          by: 'asker',
          received: [
            {
              receivedOn: '2026-03-27',
              kinds: [{ id: 'k', zh: '来了', en: 'came' }],
              what: 'came what',
              evidenceIds: [],
            },
          ],
          ended: { noticeMethod: 'sms', noticeOn: '2026-03-28', reason: 'gone on because' },
        },
      ],
      contacts: [
        {
          contactId: 'c',
          contactedAtMs: 1,
          way: 'phone',
          direction: 'out',
          reached: true,
          person: 'spoken with',
          staffText: 'contact text',
          promise: 'contact promise',
          promisedBy: '2026-03-29',
          by: 'caller',
        },
      ],
      minutes: [
        {
          minutesId: 'm',
          metAtMs: 1,
          place: 'place',
          participants: 'participants',
          signature: 'signed',
          evidenceIds: ['e'],
          agreed: 'agreed',
          disputed: 'disputed',
          by: 'minutes by',
        },
      ],
    },
    clockFacts: [{ fact: 'claimPaid', on: '2026-03-30', note: 'fact note' }],
    transfers: [
      {
        institution: 'other institution',
        reason: 'transferred because',
        on: '2026-04-02',
        toldMethod: 'handed',
        toldOn: '2026-04-03',
        result: { outcome: 'confirmed', on: '2026-04-04', referenceNo: 'transfer no' },
      },
    ],
    merged: {
      caseId: 'x',
      number: 'merged no',
      way: 'merge',
      reason: 'merged because',
      from: 'accepted',
      by: 'merger',
      atMs: 1,
    },
    absorbed: [
      { caseId: 'x', number: 'absorbed no', way: 'merge', atMs: 1, receivedOn: '2026-04-05', clockBefore: null },
    ],
    links: [{ caseId: 'x', number: 'linked no', reason: 'linked because', atMs: 1 }],
    regulatorAnswers: [
      {
        letterNumber: 'letter answered',
        regulator: 'answered regulator',
        sentOn: '2026-04-22',
        referenceNo: 'answer no',
        way: 'system',
        proof: 'answer proof',
        evidenceIds: ['e'],
        atMs: 1,
      },
    ],
    petitionAnswers: [
      {
        petitionNumber: 'petition answered',
        recipient: 'answered office',
        sentOn: '2026-04-23',
        referenceNo: 'petition answer no',
        way: 'post',
        proof: 'petition proof',
        evidenceIds: ['e'],
        atMs: 1,
      },
    ],
    lateness: [
      {
        deadline: 'decision',
        ruleId: 'D1',
        zh: '处理',
        en: 'decision',
        dueOn: '2026-04-06',
        metOn: '2026-04-07',
        code: 'approvalLate',
        reason: { zh: '审批晚', en: 'approval late' },
        words: 'late words',
      },
    ],
    performance: { performedOn: '2026-04-08', note: 'performed note' },
    proceedings: [
      {
        id: 'pr',
        kind: 'court',
        institution: 'court',
        docketNo: 'docket',
        broughtBy: 'complainant',
        since: '2026-04-09',
        note: 'why sued',
        ended: { outcome: 'decided', on: '2026-04-10', text: 'judgment' },
      },
    ],
    withdrawal: { reason: 'withdrawn because', atMs: 1, signedNoteHeld: true },
    reopenings: [{ reason: 'reopened because', atMs: 1, by: 'reopener' }],
    notes: [{ id: 'n', staffText: 'note', by: 'noter', atMs: 1 }],
    tasks: [
      {
        id: 't',
        kind: 'manual',
        title: 'task title',
        dueOn: '2026-04-11',
        ownerId: 'task owner',
        doneAtMs: 1,
        doneBy: 'task doer',
        note: 'task note',
      },
      {
        id: 't2',
        kind: 'review',
        title: '',
        dueOn: '2026-04-12',
        ownerId: null,
        doneAtMs: 1,
        doneBy: 'review doer',
        note: '',
        review: { outcome: 'objected', words: 'review words', reference: 'review reference', eventId: 'ev' },
      },
      {
        id: 't3',
        kind: 'inquiry',
        title: '',
        dueOn: '2026-04-13',
        ownerId: null,
        doneAtMs: null,
        doneBy: null,
        note: '',
        inquiry: {
          department: 'legal',
          addressee: 'addressee',
          question: 'question',
          sentOn: '2026-04-14',
          workingDays: 3,
          by: 'inquirer',
          answer: { answeredOn: '2026-04-15', answeredBy: 'answerer', answer: 'answer', evidenceIds: [] },
        },
      },
    ],
    callback: {
      outcome: 'answered',
      scores: { result: 4, process: 3, attitude: 5 },
      comment: 'callback comment',
      by: 'called back by',
    },
    printed: [{ kind: 'letter', copyNo: 2, format: 'docx', language: 'en', version: 3, by: 'printer', atMs: 1 }],
    letterDeliveries: [
      {
        kind: 'closingNotice',
        copyNo: 1,
        method: 'courier',
        deliveredOn: '2026-04-16',
        receivedBy: 'letter taken by',
        note: 'letter note',
        proof,
        by: 'deliverer',
        atMs: 1,
      },
    ],
    letterParagraphs: [
      { kind: 'closingNotice', language: 'en', text: 'own paragraph', by: 'paragraph writer', atMs: 1 },
    ],
    archives: [
      {
        copyId: 'archive copy',
        sha256: 'archive digest',
        pages: 7,
        language: 'en',
        by: 'archivist',
        atMs: 1,
        closedAtMs: told.closedAtMs,
      },
    ],
    holds: [
      { id: 'h', reason: 'held because', placedBy: 'placer', placedAtMs: 1, lifted: null },
      {
        id: 'h2',
        reason: 'held once',
        placedBy: 'placer',
        placedAtMs: 1,
        lifted: { reason: 'lifted because', by: 'lifter', atMs: 1 },
      },
    ],
  };
}

const tools: LedgerTools = {
  branch,
  language: 'zh-CN',
  identity: 'full',
  personName: (userId) => userId,
  label: (id) => id,
  code: (id) => id,
  word: (key) => key,
  clock: (name) => name,
  yesNo: String,
  day: (ms) => `day ${String(ms)}`,
  time: (ms) => `time ${String(ms)}`,
};

/** Keys that are links between records or parts of the evidence, which say nothing to a reader of the ledger. */
const internal = new Set([
  ...['id', 'branchId', 'importKey', 'eventId', 'commandId', 'taskId', 'ratificationTaskId', 'caseId', 'proposalId'],
  ...[
    'reviewId',
    'promiseId',
    'requestId',
    'contactId',
    'minutesId',
    'itemId',
    'delegationId',
    'evidenceIds',
    'proofIds',
  ],
  // What it is called stands there; these are its ids in the rules of that day.
  ...['cause', 'ruleId', 'deadline', 'code', 'ground', 'confidence'],
  // The formula ends with the days of the year.
  'dayCount',
  // The other language of a text that stands there in one.
  ...['en'],
  // Format of a file that is named.
  ...['mime'],
  // Of the signature: which role signs by which authority stands there as the level.
  ...['role'],
]);

/** What stands elsewhere, by its path. */
const elsewhere = [
  /^details\.involved\.\d+\.userId$/,
  // Who did what in the course of a step stands in the archive and in the timeline.
  /^(lateness|regulatorAnswers|promises)\.\d+\..*\bby$/,
  /^reviews\.\d+\.(decisionToldOn|decision\.recordedBy)$/,
  /^reviews\.\d+\.late\.(lastOn|article\.zh)$/,
  /^reviews\.\d+\.told\.proof\./,
  /^(reopenings\.\d+|callback|holds\.\d+)\.(by|placedBy)$/,
  /^merged\.from$/,
  /^proposals\.\d+\.(id|status|decision\.digest|decision\.outcome|endorsements\.\d+\.digest|emergencySignature\..*|content\.refusal\.article\.zh)$/,
  /^proposals\.\d+\.decision\.emergency\.cosigner\.digest$/,
  /^proposals\.0\.content\./,
  /^proposals\.0\.decision\.under\./,
  /^printedCopies\./,
];

function leaves(node: unknown, path = ''): readonly { readonly path: string; readonly value: string }[] {
  if (typeof node === 'string') return node === '' ? [] : [{ path, value: node }];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    internal.has(key) ? [] : leaves(value, path === '' ? key : `${path}.${key}`),
  );
}

describe('the ledger', () => {
  const state = whole();
  const cells = ledgerLine(state, [], tools).filter((cell) => cell !== null);
  const text = cells.join('\n');

  it('has every text that was recorded of a complaint', () => {
    const lost = leaves(state).filter(
      ({ path, value }) => !text.includes(value) && !elsewhere.some((pattern) => pattern.test(path)),
    );
    expect(lost).toEqual([]);
  });

  it('says whether the signed note of a withdrawal is here, and nothing where nobody kept it', () => {
    const at = ledgerColumns.findIndex(({ id }) => id === 'withdrawnNote');
    const cellOf = (withdrawal: CaseState['withdrawal']) => ledgerLine({ ...state, withdrawal }, [], tools)[at];
    expect(cellOf({ reason: '', atMs: 1, signedNoteHeld: false })).toBe('false');
    expect(cellOf({ reason: '', atMs: 1 })).toBe('');
    expect(cellOf(state.withdrawal)).toBe('true');
  });

  it('fills every column where everything happened', () => {
    const empty = ledgerColumns.filter((_column, at) => {
      const cell = ledgerLine(state, [], tools)[at];
      return cell === null || cell === '';
    });
    // Deadlines are not part of the record; the remedy was granted in lines.
    expect(empty.map(({ id }) => id).sort()).toEqual(
      [
        'clocks',
        'decisionDue',
        'keepUntil',
        'grantedCompensation',
        'grantedFeeWaiver',
        'grantedGoodwill',
        'grantedUnsplit',
        'claimed',
      ].sort(),
    );
  });

  it('shows what was granted by kind, adding up to the whole', () => {
    const amounts = (one: CaseState): number[] =>
      ledgerLine(one, [], tools).filter((_cell, at) => /^granted[A-Z]/.test(must(ledgerColumns[at]).id)) as number[];
    const sum = (one: CaseState): number => amounts(one).reduce((total, fen) => total + fen, 0);
    expect([sum(state), grantedFen(state)]).toEqual([21_704, 21_704]);
    const proposal = must(state.proposals.at(-1));
    const { lines: _lines, ...whole } = proposal.content;
    const inOne: CaseState = { ...state, proposals: [{ ...proposal, content: whole }] };
    expect(sum(inOne)).toBe(21_704);
    expect(grantedByKind(inOne)).toEqual({ unsplit: 21_704 });
    const single: CaseState = {
      ...state,
      proposals: [{ ...proposal, content: { ...whole, kinds: ['refund', 'apology'] } }],
    };
    expect(grantedByKind(single)).toEqual({ refund: 21_704 });
    expect(grantedByKind({ ...state, proposals: [{ ...proposal, status: 'returned' }] })).toBeNull();
  });

  it.each([
    ['zh', zh],
    ['en', en],
  ])('has its columns named in the guide, %s', (language, words) => {
    const guide = readFileSync(new URL(`../../../docs/guide/${language}/registers.md`, import.meta.url), 'utf8');
    expect(ledgerColumns.map(({ id }) => words.column[id]).filter((name) => !guide.includes(name))).toEqual([]);
  });

  it('masks whom they name wherever they stand, unless identity is asked for in full', () => {
    const shown = ledgerLine({ ...state, notes: [] }, [], { ...tools, identity: 'masked' }).join('\n');
    for (const name of [
      'first',
      'heir of',
      'spoken with',
      'taken by',
      'review taken by',
      'letter taken by',
      'asked by',
    ])
      expect(text).toContain(name);
    for (const name of ['heir of', 'spoken with', 'review taken by', 'letter taken by', 'asked by'])
      expect(shown).not.toContain(name);
  });
});
