import { describe, expect, it } from 'vitest';
import {
  conversationStream,
  incidentStream,
  isCaseStream,
  isConversationStream,
  isIncidentStream,
  placeInChain,
  withhold,
  type OpenEvent,
} from './event-envelope';
import {
  accountAtHeadquarters,
  DEVICE_ADDED,
  headquartersDevice,
  headquartersEvents,
  headquartersPerson,
  isHeadquartersDevice,
  mayWrite,
} from './headquarters';

const header = (deviceId: string, type: string) => ({ deviceId, branchId: 'b-1', type });

describe('what headquarters and the PCs of a branch may write', () => {
  it.each(headquartersEvents)('%s is of headquarters alone', (type) => {
    expect(mayWrite(header(headquartersDevice('b-1'), type))).toBe(true);
    expect(mayWrite(header('d-1', type))).toBe(false);
    expect(mayWrite(header(headquartersDevice('b-2'), type))).toBe(false);
  });

  it('the first word of a chain and a complaint that came are of both', () => {
    for (const type of [DEVICE_ADDED, 'case.registered']) {
      expect(mayWrite(header(headquartersDevice('b-1'), type))).toBe(true);
      expect(mayWrite(header('d-1', type))).toBe(true);
      expect(mayWrite(header(headquartersDevice('b-2'), type))).toBe(false);
    }
  });

  it('the business of the branch is of its PCs, and headquarters writes nothing of it', () => {
    for (const type of ['remedy.approved', 'case.closed', 'authority.delegated']) {
      expect(mayWrite(header('d-1', type))).toBe(true);
      expect(mayWrite(header(headquartersDevice('b-1'), type))).toBe(false);
    }
  });

  it('orders, extensions, decisions above and moves are among what it writes', () => {
    expect(headquartersEvents).toEqual(
      expect.arrayContaining(['extension.granted', 'rework.ordered', 'escalation.approved']),
    );
  });
});

describe('names of headquarters', () => {
  it('tell its chain and its people from those of the branch', () => {
    expect(isHeadquartersDevice(headquartersDevice('b-1'))).toBe(true);
    expect(isHeadquartersDevice('d-hq-1')).toBe(false);
    expect(accountAtHeadquarters(headquartersPerson('lin'))).toBe('lin');
    expect(accountAtHeadquarters('u-hq:lin')).toBeUndefined();
  });
});

describe('the stream of a fact', () => {
  it.each(['directory', 'audit', 'packs', 'scripts', 'textModules', 'clock', 'retention'])(
    '%s is no case',
    (stream) => {
      expect(isCaseStream(stream)).toBe(false);
    },
  );

  it('tells a case, a talk and an incident apart', () => {
    const kinds = (stream: string) => [isCaseStream(stream), isConversationStream(stream), isIncidentStream(stream)];
    expect(kinds('0199-case')).toEqual([true, false, false]);
    expect(kinds(conversationStream('0199'))).toEqual([false, true, false]);
    expect(kinds(incidentStream('0199'))).toEqual([false, false, true]);
  });

  it('and what was said in it are not in what is withheld of a fact, its place is', () => {
    const whole = {
      header: { deviceId: 'd-1', seq: 3, prevHash: 'p', streamId: 'c-1', type: 'note.added' },
      hash: 'h',
      deviceSig: 's',
      payload: { text: '张三' },
      salt: 'x',
    } as unknown as OpenEvent;
    const left = withhold(whole);
    expect(left).toEqual({ withheld: { deviceId: 'd-1', seq: 3, prevHash: 'p' }, hash: 'h', deviceSig: 's' });
    expect(placeInChain(left)).toEqual(left.withheld);
    expect(placeInChain(whole)).toBe(whole.header);
  });
});
