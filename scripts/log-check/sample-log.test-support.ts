/** A small sound log, made with the program's own event writer: a branch, a complaint decided by its supervisor. */
import { must, playCase, chen, li, remedy, digestOf } from '../../tests/support/case-builder';
import { shownProposal } from '../../src/domain/complaint/approval';
import type { OpenEvent } from '../../src/domain/evidence/event-envelope';
import { cardDigest, type StoredCard } from '../../src/domain/documents/agree-card';
import { nodeHasher, publicOfSeed, signHash } from '../../src/main/keys/ed25519';
import { createEventWriter } from '../../src/main/keys/event-signer';

export const deviceSeed = Buffer.alloc(32, 1);
export const otherSeed = Buffer.alloc(32, 2);
export const approverSeed = Buffer.alloc(32, 3);

interface Further {
  readonly streamId: string;
  readonly type: string;
  readonly payload: unknown;
}

/** A card that was turned to the customer, and how it was answered; `changes` are made behind the back of whoever signed. */
export function answeredCard(caseId: string, changes: Record<string, unknown> = {}): Further {
  const card: StoredCard = {
    document: 'agreeCard',
    language: 'zh-CN',
    title: '约定卡',
    outlet: '城关支行',
    sections: [{ id: 'agreed', title: '约定', rows: [{ label: '3月12日前', text: '给您回电', isKey: false }] }],
    foot: [],
  };
  const stroke = [
    { x: 0.1, y: 0.2, pressure: 0.5, t: 0 },
    { x: 0.6, y: 0.4, pressure: 0.6, t: 120 },
  ];
  return {
    streamId: caseId,
    type: 'agreeCard.answered',
    payload: {
      cardId: 'card-1',
      card,
      digest: cardDigest(card, nodeHasher),
      answer: 'signed',
      signature: { strokes: [stroke], ratio: 3 },
      words: '',
      witnessId: null,
      ...changes,
    },
  };
}

/** A talk of two steps; `by` is who is said to have taken them. */
export function talk(streamId: string, by = li.userId): readonly Further[] {
  const at = Date.UTC(2026, 2, 10);
  const step = (event: object): Further => ({
    streamId,
    type: 'conversation.step',
    payload: { event: { ...event, at, by }, spoken: null, shown: [] },
  });
  const onDuty = { person: li.userId, post: 'manager', limitFen: 0 };
  const payload = { script: 'SVC-01', pack: 'p', onDuty, atMs: at, draftId: null, caseId: null };
  return [
    { streamId, type: 'conversation.started', payload },
    step({ type: 'rated', level: 1, distress: [] }),
    step({ type: 'said' }),
  ];
}

/** Events of one device in the order of its chain. `registeredSeed`: whose key the log says the device has. */
export function chainOf(
  deviceId: string,
  seed: Buffer,
  cases: number,
  registeredSeed = seed,
  further: readonly Further[] = [],
): OpenEvent[] {
  let clock = 0;
  const writer = createEventWriter({
    deviceId,
    branchId: 'b-1',
    deviceSeed: seed,
    now: () => {
      clock += 1_000;
      const wall = Date.UTC(2026, 2, 10) + clock;
      return { wall, monotonic: clock, bootId: 'boot', hlc: `${String(wall)}-0000` };
    },
    rng: { bytes: (length) => Buffer.alloc(length, 7) },
    head: undefined,
  });
  writer.begin();
  const shared = { version: 1, rulePack: 'cn-bank@2020', commandId: 'k-1' };
  const events: OpenEvent[] = [
    writer.write({
      ...shared,
      streamId: 'directory',
      type: 'device.added',
      payload: { deviceId, deviceTag: 'A', signPublicKey: publicOfSeed('ed25519', registeredSeed) },
      actor: li,
    }),
    writer.write({
      ...shared,
      streamId: 'directory',
      type: 'user.added',
      payload: {
        userId: li.userId,
        name: '李',
        keys: { signPublicKey: publicOfSeed('ed25519', approverSeed) },
      },
      actor: li,
    }),
  ];
  for (let number = 1; number <= cases; number += 1) {
    const played = decidedCase();
    for (const event of played) {
      const signed = event.header.type === 'remedy.approved';
      events.push(
        writer.write({
          ...shared,
          streamId: `c-${deviceId}-${String(number)}`,
          type: event.header.type,
          payload: event.payload,
          actor: event.header.actor,
          ...(signed ? { userSign: (hash: string) => signHash(approverSeed, hash) } : {}),
        }),
      );
    }
  }
  for (const one of further) events.push(writer.write({ ...shared, ...one, actor: li }));
  writer.commit();
  return events;
}

function decidedCase(): readonly OpenEvent[] {
  const played = playCase();
  played.register();
  played.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
  played.play(chen, { name: 'startInvestigation', input: {} });
  const state = played.play(chen, { name: 'proposeRemedy', input: { content: remedy() } });
  const proposal = must(state.proposals[0]);
  const digest = digestOf(shownProposal(state, proposal));
  played.play(li, {
    name: 'decideRemedy',
    input: { proposalId: proposal.id, digest, outcome: 'approve', reason: '' },
  });
  return played.events();
}

/** The lines of a log as the program writes them. */
export function logLines(chains: readonly (readonly OpenEvent[])[]): string[] {
  return [
    JSON.stringify({
      format: 'xianting-log',
      version: 1,
      copyId: 'copy-1',
      devices: chains.map(([first]) => {
        const { deviceId, signPublicKey } = must(first).payload as Record<string, string>;
        return { id: deviceId, key: signPublicKey };
      }),
      users: [{ id: li.userId, keys: [publicOfSeed('ed25519', approverSeed)] }],
      heads: chains.map((chain) => {
        const { header, hash } = must(chain.at(-1));
        return { deviceId: header.deviceId, seq: header.seq, hash };
      }),
    }),
    ...chains.flat().map((event) => JSON.stringify(event)),
  ];
}
