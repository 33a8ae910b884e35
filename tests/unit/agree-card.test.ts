/** 约定卡: what may stand on it, that a signature belongs to its words, and what is kept of it. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { agreeCardCommands, decideAgreeCard } from '../../src/domain/complaint/agree-card';
import { buildAgreeCard, cardDigest, StoredCard, type AgreeCardInput } from '../../src/domain/documents/agree-card';
import { staffText } from '../../src/domain/documents/audience-text';
import { signatureOf } from '../../src/renderer/features/agree-card/strokes';

const hasher = { sha256: (text: string) => createHash('sha256').update(text).digest('base64url') };

const input = (more: Partial<AgreeCardInput> = {}): AgreeCardInput => ({
  language: 'zh-CN',
  institution: '某银行',
  outlet: '城关支行',
  caseNumber: '2026-0001-7',
  matter: '排队两小时没有人管',
  wish: '要个说法',
  promises: [{ text: '明天给您回电话', owner: '王敏', due: '十二月一日前' }],
  answerBy: '2026年12月11日',
  owner: '王敏',
  phone: '0371-12345678',
  routes: ['打12378。'],
  words: {
    title: '我们说好的',
    heard: '我们听到的',
    agreed: '约定的',
    reach: '怎么找我们',
    routes: '您要是不认可',
    wish: '您希望',
    answerBy: '最晚答复您的日子',
    number: '编号',
    owner: '谁跟进',
    phone: '电话',
    foot: ['不签也照样办。'],
  },
  ...more,
});

describe('the card', () => {
  it('says what was heard and agreed, who, until when, and where to go', () => {
    const card = buildAgreeCard(input());
    expect(card.sections.map(({ id }) => id)).toEqual(['heard', 'agreed', 'reach', 'routes']);
    const keys = card.sections.flatMap(({ rows }) => rows).filter(({ isKey }) => isKey);
    expect(keys.map(({ text }) => text)).toEqual(['2026年12月11日', '2026-0001-7', '王敏', '0371-12345678']);
    expect(StoredCard.parse(card)).toEqual(card);
  });

  it('leaves out what is not known, and a section of which nothing is left', () => {
    const card = buildAgreeCard(input({ wish: '', promises: [], answerBy: '', routes: [] }));
    expect(card.sections.map(({ id }) => id)).toEqual(['heard', 'reach']);
    expect(card.sections.flatMap(({ rows }) => rows).every(({ text }) => text !== '')).toBe(true);
  });

  it('takes no text that is for staff', () => {
    const note = staffText('客户情绪二级');
    // @ts-expect-error -- text for staff must not compile here
    const card = buildAgreeCard(input({ matter: note }));
    expect(card.document).toBe('agreeCard');
    // @ts-expect-error -- nor as the words of a promise
    buildAgreeCard(input({ promises: [{ text: note, owner: '', due: '' }] }));
  });

  it('has another digest when a word of it changes', () => {
    const card = buildAgreeCard(input());
    expect(cardDigest(buildAgreeCard(input()), hasher)).toBe(cardDigest(card, hasher));
    expect(cardDigest(buildAgreeCard(input({ answerBy: '2026年12月12日' })), hasher)).not.toBe(
      cardDigest(card, hasher),
    );
  });
});

describe('the answer', () => {
  const card = { ...buildAgreeCard(input()) };
  const stored = StoredCard.parse(card);
  const digest = cardDigest(card, hasher);
  const signature = { strokes: [[{ x: 0.1, y: 0.2, pressure: 0.5, t: 0 }]], ratio: 3 };
  const context = { actorId: 'u-1', newId: () => 'card-1' };
  const answer = (more: object) => ({
    name: 'answerAgreeCard' as const,
    input: { card: stored, digest, answer: 'signed' as const, signature, words: '', witnessId: null, ...more },
  });

  it('is kept with the words that were shown', () => {
    const decided = decideAgreeCard(answer({ witnessId: 'u-2' }), context);
    expect(decided).toMatchObject({
      ok: true,
      event: { type: 'agreeCard.answered', payload: { cardId: 'card-1', card: stored, digest, signature } },
    });
  });

  it('may be no, without a reason and without a witness', () => {
    expect(decideAgreeCard(answer({ answer: 'declined', signature: null }), context).ok).toBe(true);
  });

  it.each([
    { what: 'a signature without a stroke', more: { signature: null }, code: 'agreeCard.noSignature' },
    { what: 'strokes where nobody signed', more: { answer: 'declined' }, code: 'agreeCard.noSignature' },
    { what: 'whoever shows it as the witness', more: { witnessId: 'u-1' }, code: 'agreeCard.witnessIsSelf' },
  ])('refuses $what', ({ more, code }) => {
    expect(decideAgreeCard(answer(more), context)).toEqual({ ok: false, error: { code } });
  });

  it('takes no pad that somebody leant on', () => {
    const { answerAgreeCard } = agreeCardCommands;
    const strokes = Array.from({ length: 2 }, () => Array.from({ length: 3_000 }, () => signature.strokes[0]![0]!));
    expect(answerAgreeCard.safeParse(answer({}).input).success).toBe(true);
    expect(answerAgreeCard.safeParse(answer({ signature: { strokes, ratio: 3 } }).input).success).toBe(false);
  });
});

describe('strokes', () => {
  const point = (x: number, time: number) => ({ x, y: 90, pressure: 0.4, time });

  it('are parts of the pad, timed from the first touch', () => {
    const found = signatureOf([{ points: [point(0, 5_000), point(180, 5_040)] }, { points: [point(360, 6_000)] }], {
      width: 360,
      height: 180,
    });
    expect(found).toEqual({
      ratio: 2,
      strokes: [
        [
          { x: 0, y: 0.5, pressure: 0.4, t: 0 },
          { x: 0.5, y: 0.5, pressure: 0.4, t: 40 },
        ],
        [{ x: 1, y: 0.5, pressure: 0.4, t: 1_000 }],
      ],
    });
  });

  it('of an endless scribble are thinned to what is kept', () => {
    const points = Array.from({ length: 20_000 }, (_, at) => point(at % 360, at));
    const found = signatureOf([{ points }], { width: 360, height: 180 });
    expect(found?.strokes.flat().length).toBeLessThanOrEqual(4_000);
    expect(agreeCardCommands.answerAgreeCard.shape.signature.safeParse(found).success).toBe(true);
    expect(found?.strokes[0]?.at(-1)?.t).toBe(19_999);
  });

  it('are none where nothing was drawn', () => {
    expect(signatureOf([], { width: 360, height: 180 })).toBeNull();
  });
});
