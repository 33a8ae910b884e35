/** The sample branch of `--demo`: made-up people with one password that is shown, and cases made by their commands. */
import { approversFor } from '../../domain/authority/matrix';
import { approvalDigest } from '../../domain/evidence/hashing';
import type { Directory } from '../../domain/directory/directory';
import type { Role } from '../../domain/authority/roles';
import { checklistOf } from '../../domain/investigation/checklist';
import { localDateOf } from '../../domain/deadlines/time-zone';
import { builtInPacks } from '../app/packs';
import { createCaseNumbers } from '../app/case-numbers';
import type { NewBranch } from '../handlers/setup-handlers';
import { nodeHasher, signHash } from '../keys/ed25519';
import type { Keyring } from '../keys/keyring';
import { newId } from '../platform/ids';
import type { CaseLife, CaseStep } from '../records/calls';
import type { Records } from '../records/records';
import { demoPassword, type SampleSize } from './demo-facts';
import { sampleLives } from './sample-lives';

export { demoPassword };

const timeZone = 'Asia/Shanghai';

const person = (name: string, staffNo: string, role: Role): NewBranch['people'][number] => ({
  name,
  staffNo,
  role,
  password: demoPassword,
});

export const demoBranch: NewBranch = {
  branch: {
    name: '城东支行',
    code: 'SF021',
    institutionType: 'bank',
    institutionName: '示范银行',
    province: '浙江',
    address: '城东路 18 号',
    phone: '0571-5550000',
    reviewPhone: '95000',
  },
  deviceTag: 'A',
  people: [
    person('李敏', 'S001', 'supervisor'),
    person('陈静', 'C017', 'counter'),
    person('王强', 'C018', 'counter'),
    person('赵颖', 'X003', 'officer'),
  ],
  demo: true,
};

const casesPerFrame = 50;

/** Writes the sample cases; the people sign their decisions with their own keys. */
export async function writeSampleCases(
  deps: {
    readonly records: Pick<Records, 'runLives' | 'runPairCommand'>;
    readonly keyring: Keyring;
    readonly directory: Directory;
    readonly nowMs: number;
    readonly onProgress?: (done: number) => void;
  },
  size: SampleSize,
): Promise<void> {
  const { records, keyring, directory, nowMs } = deps;
  const seeds = new Map<string, Uint8Array>();
  const actorOf = (staffNo: string): CaseStep['actor'] => {
    const found = [...directory.people.values()].find((known) => known.staffNo === staffNo);
    if (!found) throw new Error(`the sample branch has nobody with number ${staffNo}`);
    return { userId: found.userId, role: found.role };
  };
  const people = {
    supervisor: actorOf('S001'),
    officer: actorOf('X003'),
    counters: [actorOf('C017'), actorOf('C018')],
  } as const;
  for (const { userId } of [people.supervisor, people.officer]) {
    const unlocked = await keyring.unlock(userId, demoPassword);
    if (!unlocked.ok) throw new Error('the sample password does not open the sample keys');
    unlocked.value.storeKey.fill(0);
    seeds.set(userId, unlocked.value.signSeed);
  }
  let day = '';
  const numbers = createCaseNumbers({
    counter: undefined,
    branchCode: demoBranch.branch.code,
    deviceTag: () => keyring.device.tag,
    today: () => day,
  });
  const { contents, checklist } = builtInPacks();
  const { institutionType } = demoBranch.branch;
  const matrix = contents[institutionType].authority.matrix[institutionType];
  const lives = sampleLives({
    ...size,
    nowMs,
    localDate: (ms) => localDateOf(ms, timeZone),
    people,
    newId,
    checklist: (details) => checklistOf(checklist, details),
    approvers: (kinds, amountFen) => {
      const needed = approversFor(matrix, kinds, amountFen);
      if (!needed) throw new Error('a sample remedy is above every limit');
      return needed;
    },
    digestOf: (shown) => approvalDigest(shown, nodeHasher),
    numberFor: (receivedOn) => {
      day = receivedOn;
      return numbers.next();
    },
    sign: (userId) => {
      const seed = seeds.get(userId);
      return seed && ((hash) => signHash(seed, hash));
    },
  });
  let batch: CaseLife[] = [];
  let done = 0;
  const flush = async (): Promise<void> => {
    await records.runLives(newId(), batch);
    done += batch.length;
    batch = [];
    deps.onProgress?.(done);
  };
  const again: CaseLife[] = [];
  for (const life of lives) {
    batch.push(life);
    if (life.mergeInto) again.push(life);
    if (batch.length >= casesPerFrame) await flush();
  }
  if (batch.length > 0) await flush();
  for (const { caseId, mergeInto } of again) {
    if (!mergeInto) continue;
    const { actor, caseId: otherId } = mergeInto;
    const input = { way: 'merge', reason: '同一笔业务再次来访，没有新的情况。', personChecked: true } as const;
    const merged = await records.runPairCommand({
      commandId: newId(),
      caseId,
      otherId,
      actor,
      command: { name: 'merge', input },
    });
    if (!merged.ok) throw new Error(`a sample case was not merged: ${merged.error.code}`);
  }
  for (const seed of seeds.values()) seed.fill(0);
}
