/**
 * The real application over the fake main, for pictures and for trying it by hand in a browser.
 * `?lang=en&mode=dark&scale=150&density=compact&at=intake&filled=1`
 */
import { emptyDetails, emptyParty } from '../../../src/domain/complaint/values';
import type { CaseRowView } from '../../../src/shared/contract/history';
import { colleague, createFakeMain, emptyForm, fakeStatus, installFakeMain, me } from './fake-main';
import { caseNumbers } from './numbers';

const asked = new URLSearchParams(location.search);
const oneOf = <const T,>(values: readonly T[], text: string | null, other: T): T =>
  values.find((value) => String(value) === text) ?? other;

const DAY_MS = 86_400_000;
const fake = createFakeMain();
fake.nowMs = Date.now();
setInterval(() => {
  fake.nowMs = Date.now();
}, 1000);

fake.answer('app.status', () => ({
  ok: true,
  value: {
    ...fakeStatus,
    branch:
      fakeStatus.branch === null
        ? null
        : { ...fakeStatus.branch, institutionType: oneOf(['bank', 'insurer'], asked.get('kind'), 'bank') },
    preferences: {
      language: oneOf(['zh-CN', 'en'], asked.get('lang'), 'zh-CN'),
      colourMode: oneOf(['light', 'dark', 'highContrast'], asked.get('mode'), 'light'),
      textScale: oneOf([100, 125, 150, 175, 200], asked.get('scale'), 100),
      density: oneOf(['comfortable', 'compact'], asked.get('density'), 'comfortable'),
    },
  },
}));
fake.answer('history.page', () => ({
  ok: true,
  value: {
    rows: ['biz.debit.limits', 'biz.debit.limits', 'biz.debit.fees', 'biz.creditCard', 'biz.debit.fraud'].map(
      (businessId) => ({ businessId }) as CaseRowView,
    ),
    total: 5,
  },
}));
fake.answer('intake.similar', () => ({
  ok: true,
  value: {
    cases: [
      {
        caseId: 'c1',
        number: caseNumbers[0],
        status: 'investigating',
        receivedAtMs: fake.nowMs - 9 * DAY_MS,
        maskedName: '陈*生',
        businessId: 'biz.debit.limits',
        matter: '卡被限额，说不清什么原因，来了三次没人讲明白',
        matchedOn: ['name', 'phone'],
        sameMatter: true,
      },
      {
        caseId: 'c2',
        number: caseNumbers[1],
        status: 'closed',
        receivedAtMs: fake.nowMs - 200 * DAY_MS,
        maskedName: '陈*生',
        businessId: 'biz.debit.fees',
        matter: '扣了年费没有提前说',
        matchedOn: ['name'],
        sameMatter: false,
      },
    ],
  },
}));

const filled = asked.get('filled') === '1';
const draft = {
  id: 'draft-1',
  form: {
    ...emptyForm,
    emotion: filled ? (2 as const) : null,
    amountText: filled ? '12,800.50' : '',
    details: {
      ...emptyDetails,
      ...(filled
        ? {
            parties: [
              {
                ...emptyParty,
                kind: 'proxy' as const,
                name: '陈建生',
                phone: '13800138000',
                idNumber: '110105194912310021',
                accountTail: '7894',
                representedName: '李桂芳',
              },
            ],
            businessId: 'biz.debit.limits',
            facts:
              '我妈的卡一个月前就只能取五百，来了三次，每次换一个人，说的都不一样。今天排了一个半小时，到窗口说要回开户行。老人走路都不方便，你们这不是为难人吗？',
            matter: '母亲的卡被限额，来三次没人讲明白',
            want: 'correction' as const,
            amountFen: 1_280_050,
            involved: [{ name: colleague.name, staffNo: '', userId: colleague.userId }],
            flags: ['elderly' as const],
          }
        : {}),
    },
  },
  focus: { field: 'facts', start: 20, end: 20 },
  commandId: '00000000-0000-7000-8000-0000000000aa',
  ownerId: me.userId,
  ownerName: me.name,
  createdAtMs: fake.nowMs,
  updatedAtMs: fake.nowMs,
};
fake.drafts.set(draft.id, filled ? draft : { ...draft, focus: null });
if (filled)
  fake.drafts.set('draft-2', {
    ...draft,
    id: 'draft-2',
    ownerId: colleague.userId,
    ownerName: colleague.name,
    form: { ...emptyForm, details: { ...emptyDetails, matter: '理财到期没有通知' } },
  });

installFakeMain(fake);
const { useRouter } = await import('../../../src/renderer/app/router');
await import('../../../src/renderer/main');
if (asked.get('at') === 'intake') {
  // The frame goes to the workbench once somebody is signed in.
  const stop = useRouter.subscribe((state) => {
    if (state.current.name !== 'workbench') return;
    stop();
    queueMicrotask(() => useRouter.getState().navigate({ name: 'intake' }));
  });
}
