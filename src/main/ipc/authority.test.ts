/**
 * Who may do what, through the gate that every page goes through. The table below is written by hand on purpose: a change
 * of rights shows as a changed line here, and has to be meant.
 */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { roles, type Role } from '../../domain/authority/roles';
import { contract, type AppHandlers, type OperationName } from '../../shared/contract/contract';
import { err, type Reply } from '../../shared/contract/define';
import type { Session } from '../session/session';
import { isUiSender } from '../windows/lockdown';
import { sampleInput } from './sample-input.test-support';
import { answer, type CallContext } from './answer';
import { serveContract } from './serve-contract';

type Invoke = (event: unknown, input: unknown) => Promise<Reply<unknown, unknown>>;

const { channels } = vi.hoisted(() => ({ channels: new Map<string, Invoke>() }));

vi.mock('electron', () => ({
  app: { on: () => undefined },
  net: {},
  protocol: { registerSchemesAsPrivileged: () => undefined },
  ipcMain: {
    handle: (channel: string, invoke: Invoke) => {
      if (channels.has(channel)) throw new Error(`${channel} is served twice`);
      channels.set(channel, invoke);
    },
    removeHandler: (channel: string) => channels.delete(channel),
  },
}));

/** `y` may, `.` may not. `out`: nobody signed in, or the application is locked. */
const promised = `
operation                  out counter supervisor officer auditor administrator
app.status                 y   y       y          y       y       y
app.setPreferences         y   y       y          y       y       y
app.dismissNotice          y   y       y          y       y       y
app.setBar                 .   y       y          y       .       .
app.updateRecords          .   y       y          y       y       y
app.place                  .   y       y          y       y       y
app.keepPlace              .   y       y          y       y       y
app.shown                  y   y       y          y       y       y
app.about                  .   y       y          y       y       y
app.reportFault            y   y       y          y       y       y
app.setIdleLock            .   .       y          .       .       y
app.setScreenPrivacy       .   .       y          .       .       y
app.copied                 y   y       y          y       y       y
keys.set                   .   y       y          y       y       y
keys.strip                 .   y       y          y       y       y
setup.createBranch         y   y       y          y       y       y
setup.confirmRecoveryCode  y   y       y          y       y       y
setup.printRecoverySheet   y   y       y          y       y       y
setup.joinBranch           y   y       y          y       y       y
setup.recover              y   y       y          y       y       y
protection.get             .   .       y          y       y       y
protection.changeKeys      .   .       y          .       .       y
retention.due              .   .       y          y       .       .
retention.destroy          .   .       y          y       .       .
backup.status              .   .       y          .       .       y
backup.chooseFolder        .   .       y          .       .       y
backup.setLimit            .   .       y          .       .       y
backup.turnOff             .   .       y          .       .       y
backup.run                 .   .       y          .       .       y
backup.stop                .   .       y          .       .       y
restore.choose             y   y       y          y       y       y
restore.run                y   y       y          y       y       y
restore.stop               y   y       y          y       y       y
restore.restart            y   y       y          y       y       y
session.tiles              y   y       y          y       y       y
session.signIn             y   y       y          y       y       y
session.lock               y   y       y          y       y       y
session.touch              y   y       y          y       y       y
session.changePassword     .   y       y          y       y       y
user.list                  .   y       y          y       y       y
user.add                   .   .       y          .       .       y
user.setRole               .   .       y          .       .       y
user.setTies               .   .       y          .       .       y
user.disable               .   .       y          .       .       y
delegation.list            .   y       y          y       y       y
delegation.give            .   .       y          y       .       .
delegation.revoke          .   y       y          y       y       y
branch.get                 .   y       y          y       y       y
branch.update              .   .       y          .       .       y
intake.quickCapture        .   y       y          y       .       .
intake.keepQuick           .   y       y          y       .       .
intake.keptQuick           .   y       y          y       .       .
intake.submitDraft         .   y       y          y       .       .
intake.similar             .   y       y          y       .       .
intake.suggestCodes        .   y       y          y       .       .
draft.list                 .   y       y          y       .       .
draft.create               .   y       y          y       .       .
draft.open                 .   y       y          y       .       .
draft.save                 .   y       y          y       .       .
draft.takeOver             .   y       y          y       .       .
draft.discard              .   y       y          y       .       .
conversation.library       .   y       y          y       .       .
conversation.suggest       .   y       y          y       .       .
conversation.running       .   y       y          y       .       .
conversation.start         .   y       y          y       .       .
conversation.get           .   y       y          y       .       .
conversation.step          .   y       y          y       .       .
conversation.takeOver      .   y       y          y       .       .
conversation.handover      .   y       y          y       .       .
conversation.trail         .   y       y          y       y       .
incident.raise             y   y       y          y       y       y
incident.heard             y   y       y          y       y       y
incident.seen              y   y       y          y       y       y
incident.open              .   .       y          y       .       .
incident.list              .   y       y          y       y       .
incident.get               .   y       y          y       y       .
incident.alerts            .   y       y          y       y       .
incident.acknowledge       .   .       y          y       .       .
incident.note              .   y       y          y       .       .
incident.grade             .   .       y          y       .       .
incident.link              .   y       y          y       .       .
incident.unlink            .   y       y          y       .       .
incident.ofCase            .   y       y          y       y       .
incident.paper             .   y       y          y       .       .
incident.close             .   y       y          y       .       .
training.overview          .   y       y          y       .       .
training.start             .   y       y          y       .       .
training.get               .   y       y          y       .       .
training.choose            .   y       y          y       .       .
training.abandon           .   y       y          y       .       .
training.share             .   y       y          y       .       .
training.sketch            .   .       .          y       .       .
training.keepSketch        .   .       .          y       .       .
training.retireOwn         .   .       .          y       .       .
training.note              .   .       y          y       .       .
training.candidates        .   .       y          y       .       .
training.confirm           .   .       y          y       .       .
case.get                   .   y       y          y       y       .
case.timeline              .   y       y          y       y       .
case.deadlines             .   y       y          y       y       .
case.whatIf                .   y       y          y       y       .
case.compare               .   y       y          y       y       .
case.reveal                .   y       y          y       y       .
case.recordDetails         .   y       y          y       .       .
case.chooseVersion         .   y       y          y       .       .
case.reviewConflict        .   y       y          y       .       .
case.noteProceedings       .   y       y          y       .       .
case.endProceedings        .   y       y          y       .       .
case.placeHold             .   .       y          y       .       .
case.liftHold              .   .       y          y       .       .
case.rateEmotion           .   y       y          y       .       .
case.attachEvidence        .   y       y          y       .       .
case.addNote               .   y       y          y       .       .
case.markNotComplaint      .   y       y          y       .       .
case.restoreAsComplaint    .   y       y          y       .       .
case.accept                .   y       y          y       .       .
case.assign                .   y       y          y       .       .
case.declareRecusal        .   y       y          y       .       .
case.proposeRefusal        .   y       y          y       .       .
case.liftRefusal           .   y       y          y       .       .
case.startInvestigation    .   y       y          y       .       .
case.extendDeadline        .   .       y          y       .       .
case.suspendClock          .   y       y          y       .       .
case.resumeClock           .   y       y          y       .       .
case.addFacts              .   y       y          y       .       .
case.recordHeadCount       .   y       y          y       .       .
case.recogniseMajor        .   y       y          y       .       .
case.writeMajorReport      .   y       y          y       .       .
case.reportMajor           .   y       y          y       .       .
case.proposeRemedy         .   y       y          y       .       .
case.recallRemedy          .   y       y          y       .       .
case.recordDelivery        .   y       y          y       .       .
case.requestReview         .   y       y          y       .       .
case.decideReview          .   .       .          y       .       .
case.recordReviewDelivery  .   y       y          y       .       .
case.makePromise           .   y       y          y       .       .
case.changePromise         .   y       y          y       .       .
case.settlePromise         .   y       y          y       .       .
case.startMediation        .   y       y          y       .       .
case.endMediation          .   y       y          y       .       .
case.recordFinding         .   y       y          y       .       .
case.requestMaterial       .   y       y          y       .       .
case.receiveMaterial       .   y       y          y       .       .
case.endWaiting            .   y       y          y       .       .
case.sendInquiry           .   y       y          y       .       .
case.answerInquiry         .   y       y          y       .       .
case.recordContact         .   y       y          y       .       .
case.recordMinutes         .   y       y          y       .       .
case.link                  .   y       y          y       .       .
case.unlink                .   y       y          y       .       .
case.merge                 .   y       y          y       .       .
case.separate              .   y       y          y       .       .
case.transferOut           .   .       .          y       .       .
case.confirmTransfer       .   .       .          y       .       .
case.takeBackTransfer      .   .       .          y       .       .
case.recordClockFact       .   y       y          y       .       .
case.answerRegulator       .   y       y          y       .       .
case.answerPetition        .   y       y          y       .       .
case.recordLetterDelivery  .   y       y          y       .       .
case.writeLetterParagraph  .   y       y          y       .       .
case.recordPerformance     .   y       y          y       .       .
case.withdraw              .   y       y          y       .       .
case.close                 .   y       y          y       .       .
case.reopen                .   .       y          y       .       .
case.createTask            .   y       y          y       .       .
case.completeTask          .   y       y          y       .       .
case.recordCallback        .   y       y          y       .       .
approval.inbox             .   y       y          y       y       .
approval.reach             .   y       y          y       .       .
approval.show              .   y       y          y       y       .
approval.decide            .   y       y          y       y       .
approval.approvers         .   y       y          y       y       .
approval.escalate          .   .       y          y       .       .
approval.emergency         .   y       y          y       y       .
approval.decideInEmergency .   y       y          y       y       .
approval.reviewers         .   y       y          y       y       .
approval.review            .   y       y          y       y       .
text.check                 .   y       y          y       y       y
typed.keep                 .   y       y          y       y       y
typed.read                 .   y       y          y       y       y
text.modules               .   y       y          y       y       y
text.keepModule            .   .       y          y       .       .
text.retireModule          .   .       y          y       .       .
card.show                  .   y       y          y       .       .
card.answer                .   y       y          y       .       .
card.display               .   y       y          y       .       .
card.clear                 .   y       y          y       .       .
card.displayed             .   y       y          y       .       .
document.preview           .   y       y          y       .       .
document.output            .   y       y          y       .       .
archive.derivation         .   y       y          y       .       .
archive.make               .   y       y          y       y       .
archive.minutes            .   y       y          y       .       .
attachment.pick            .   y       y          y       .       .
attachment.add             .   y       y          y       .       .
attachment.read            .   y       y          y       y       .
history.page               .   y       y          y       y       .
history.search             .   y       y          y       y       .
history.person             .   y       y          y       y       .
history.views              .   y       y          y       y       .
history.saveView           .   y       y          y       y       .
history.deleteView         .   y       y          y       y       .
workbench.today            .   y       y          y       y       .
audit.page                 .   .       y          y       y       y
audit.findings             .   .       y          y       y       y
audit.exportTrail          .   .       y          y       y       .
audit.exportLog            .   .       y          y       y       .
import.pick                .   .       y          y       .       .
import.preview             .   .       y          y       .       .
import.run                 .   .       y          y       .       .
import.status              .   .       y          y       .       .
import.cancel              .   .       y          y       .       .
packs.overview             .   y       y          y       y       y
packs.read                 .   y       y          y       y       y
packs.importFile           .   .       y          y       .       .
packs.preview              .   .       y          y       .       .
packs.exportPreview        .   .       y          y       y       .
packs.confirm              .   .       y          y       .       .
packs.trustKey             .   .       y          .       .       y
register.exportLedger      .   .       y          y       y       .
register.return            .   .       y          y       y       .
register.exportReturn      .   .       y          y       y       .
register.promises          .   .       y          y       y       .
register.exportPromises    .   .       y          y       y       .
register.cancel            .   .       y          y       y       .
scripts.library            .   y       y          y       y       .
scripts.read               .   y       y          y       y       .
scripts.playable           .   y       y          y       y       .
scripts.effect             .   y       y          y       y       .
scripts.begin              .   .       .          y       .       .
scripts.create             .   .       .          y       .       .
scripts.rename             .   .       .          y       .       .
scripts.glance             .   .       .          y       .       .
scripts.step               .   .       .          y       .       .
scripts.change             .   .       .          y       .       .
scripts.discard            .   .       .          y       .       .
scripts.move               .   .       y          y       .       .
scripts.sign               .   .       y          y       .       .
scripts.tryWording         .   .       .          y       .       .
scripts.reword             .   .       .          y       .       .
scripts.dropWording        .   .       .          y       .       .
scripts.export             .   .       .          y       .       .
scripts.exportRelease      .   .       y          y       .       .
sync.status                y   y       y          y       y       y
sync.items                 .   y       y          y       y       y
sync.now                   .   y       y          y       .       y
sync.setPaused             .   y       y          y       .       y
sync.setEvidence           .   .       y          .       .       y
sync.setInterval           .   .       y          .       .       y
sync.enrol                 .   .       y          .       .       y
hub.status                 .   y       y          y       y       y
hub.serve                  .   .       y          .       .       y
hub.use                    .   .       y          .       .       y
hub.leave                  .   .       y          .       .       y
certificate.list           y   y       y          y       y       y
certificate.takeAuthority  y   y       y          y       y       y
certificate.takeOwn        y   y       y          y       y       y
certificate.drop           y   y       y          y       y       y
courier.status             .   y       y          y       y       y
courier.export             .   .       y          .       .       y
courier.take               .   .       y          .       .       y
`;

interface Promised {
  readonly name: string;
  readonly out: boolean;
  readonly by: Readonly<Record<Role, boolean>>;
}

const table: readonly Promised[] = promised
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [name = '', out, ...cells] = line.trim().split(/\s+/);
    const by = Object.fromEntries(roles.map((role, index) => [role, cells[index] === 'y'])) as Record<Role, boolean>;
    return { name, out: out === 'y', by };
  });

const names = Object.keys(contract) as OperationName[];

/** A handler that was reached answers with this; everything else was refused before. */
const reached = { code: 'store.unavailable', reason: 'readOnly' } as const;

const uiFrame = { url: 'app://ui/index.html' };
const uiSender = { sender: { mainFrame: uiFrame }, senderFrame: uiFrame };

let session: Session | undefined;
let calls: { readonly name: string; readonly input: unknown; readonly context: CallContext }[];
let refusals: { readonly operation: string; readonly code: string }[];
let bugs: unknown[];
let handlers: Record<string, (input: unknown, context: CallContext) => Promise<Reply<unknown, unknown>>>;
let stop: () => void;

const signedInAs = (role: Role): Session => ({ user: { userId: `u-${role}`, name: role, role } }) as unknown as Session;

beforeEach(() => {
  channels.clear();
  session = undefined;
  calls = [];
  refusals = [];
  bugs = [];
  handlers = Object.fromEntries(
    names.map((name) => [
      name,
      (input: unknown, context: CallContext) => {
        calls.push({ name, input, context });
        return Promise.resolve(err(reached));
      },
    ]),
  );
  const reportRefusal = (refusal: (typeof refusals)[number]): unknown => refusals.push(refusal);
  const deps = {
    currentSession: () => session,
    reportBug: (_operation: string, cause: unknown) => {
      bugs.push(cause);
      return 'incident-1';
    },
    reportRefusal,
  };
  stop = serveContract(
    Promise.resolve((name, raw) => answer(name, raw, handlers as unknown as AppHandlers<CallContext>, deps)),
    { isTrustedSender: isUiSender, reportRefusal },
  );
});

/** Calls as the page does, through the registered channel. */
async function call(name: string, input: unknown, sender: unknown = uiSender): Promise<Reply<unknown, unknown>> {
  const invoke = channels.get(`op:${name}`);
  if (!invoke) throw new Error(`nothing serves ${name}`);
  return invoke(sender, input);
}

const errorOf = (reply: Reply<unknown, unknown>): unknown => (reply.ok ? undefined : reply.error);

describe('the table of rights', () => {
  it('names every operation once', () => {
    expect(table.map((row) => row.name).sort()).toEqual([...names].sort());
  });

  describe.each(table)('$name', ({ name, out, by }) => {
    const operation = name as OperationName;

    it.each(roles)('%s', async (role) => {
      session = signedInAs(role);
      const reply = await call(name, sampleInput(operation));
      if (by[role]) {
        expect(errorOf(reply)).toEqual(reached);
        // Who acts is told by main, never by the page.
        expect(calls).toMatchObject([{ name, context: { session: { user: { userId: `u-${role}` } } } }]);
      } else {
        expect(errorOf(reply)).toEqual({ code: 'authority.roleForbids', operation: name, role });
        expect(calls).toEqual([]);
        expect(refusals).toEqual([{ operation: name, code: 'authority.roleForbids' }]);
      }
    });

    it('nobody, or locked', async () => {
      const reply = await call(name, sampleInput(operation));
      expect(errorOf(reply)).toEqual(out ? reached : { code: 'session.locked' });
      expect(calls).toHaveLength(out ? 1 : 0);
    });

    it('takes no field that is not in the contract, whoever asks', async () => {
      session = signedInAs('supervisor');
      const input = sampleInput(operation) as object;
      for (const field of ['actor', 'userId_', 'role_', 'atMs']) {
        const reply = await call(name, { ...input, [field]: 'u-supervisor' });
        expect(errorOf(reply)).toEqual({ code: 'ipc.badInput', issues: [{ path: [], message: 'unrecognized_keys' }] });
      }
      expect(calls).toEqual([]);
    });

    it('takes nothing of another kind', async () => {
      session = signedInAs('supervisor');
      for (const input of [undefined, null, 0, '', 'x', true, [], [{}], Symbol.iterator, () => undefined]) {
        expect(errorOf(await call(name, input))).toMatchObject({ code: 'ipc.badInput' });
      }
      expect(calls).toEqual([]);
      expect(bugs).toEqual([]);
    });

    it('takes no field left out or of another type', async () => {
      session = signedInAs('supervisor');
      const input = sampleInput(operation) as Record<string, unknown>;
      for (const field of Object.keys(input)) {
        const { [field]: _left, ...rest } = input;
        expect(errorOf(await call(name, rest))).toMatchObject({ code: 'ipc.badInput' });
        const wrong = await call(name, { ...input, [field]: Symbol.for('wrong') });
        expect(errorOf(wrong)).toMatchObject({ code: 'ipc.badInput', issues: [{ path: [field] }] });
        // What was typed may be personal; it stays out of the answer.
        const typed = await call(name, { ...input, [field]: { typed: '110101199003070000' } });
        expect(JSON.stringify(errorOf(typed))).not.toContain('110101');
      }
      expect(calls).toEqual([]);
    });

    it('hears no other page', async () => {
      session = signedInAs('supervisor');
      const inside = { url: 'app://ui/index.html' };
      const forged = [
        { sender: { mainFrame: uiFrame }, senderFrame: null },
        { sender: { mainFrame: uiFrame }, senderFrame: inside },
        ...['app://store/index.html', 'https://ui/', 'app://ui.evil/', 'file:///index.html', 'about:blank', ''].map(
          (url) => {
            const frame = { url };
            return { sender: { mainFrame: frame }, senderFrame: frame };
          },
        ),
      ];
      for (const sender of forged) {
        expect(errorOf(await call(name, sampleInput(operation), sender))).toEqual({ code: 'ipc.refused' });
      }
      expect(calls).toEqual([]);
      expect(refusals).toHaveLength(forged.length);
      expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(['sender']));
    });
  });
});

describe('the gate', () => {
  it('serves the contract and nothing else, until it is taken off', () => {
    expect([...channels.keys()].sort()).toEqual(names.map((name) => `op:${name}`).sort());
    stop();
    expect(channels.size).toBe(0);
  });

  it('looks at who is signed in at each call', async () => {
    session = signedInAs('supervisor');
    expect(errorOf(await call('case.get', { caseId: 'c-1' }))).toEqual(reached);
    session = undefined;
    expect(errorOf(await call('case.get', { caseId: 'c-1' }))).toEqual({ code: 'session.locked' });
    session = signedInAs('administrator');
    expect(errorOf(await call('case.get', { caseId: 'c-1' }))).toMatchObject({ code: 'authority.roleForbids' });
  });

  it('refuses a bad input before it looks at the person, and says which field it was', async () => {
    const reply = await call('case.get', { caseId: 7 });
    expect(errorOf(reply)).toEqual({ code: 'ipc.badInput', issues: [{ path: ['caseId'], message: 'invalid_type' }] });
  });

  it('gives a number, and nothing of the cause, when a handler fails', async () => {
    session = signedInAs('supervisor');
    handlers['case.get'] = () => Promise.reject(new Error('secret of 张三'));
    expect(errorOf(await call('case.get', { caseId: 'c-1' }))).toEqual({ code: 'internal', incident: 'incident-1' });
    expect(bugs).toHaveLength(1);
  });

  it('never lets an answer outside of the contract look like success', async () => {
    session = signedInAs('supervisor');
    handlers['user.add'] = () => Promise.resolve({ ok: true, value: 'not what was agreed' });
    expect(errorOf(await call('user.add', sampleInput('user.add')))).toMatchObject({ code: 'internal' });
    handlers['user.add'] = () => Promise.resolve(err({ code: 'made.up' }));
    expect(errorOf(await call('user.add', sampleInput('user.add')))).toMatchObject({ code: 'internal' });
  });
});
