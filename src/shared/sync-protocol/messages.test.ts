import { describe, expect, it } from 'vitest';
import { BranchInfo, toOpenEvent, toSignedHeader, WireEvent } from './messages';

const hash = 'h'.repeat(43);
const wire = {
  header: {
    id: 'e-1',
    deviceId: 'd-1',
    seq: 1,
    branchId: 'b-1',
    streamId: 's-1',
    type: 'case.opened',
    version: 1,
    commandId: 'c-1',
    actor: { userId: 'u-1', role: 'teller' },
    at: { wall: 1, monotonic: 2, bootId: 'boot-1', hlc: '1-0' },
    rulePack: 'rules-1',
    payloadHash: hash,
    prevHash: hash,
  },
  hash,
  deviceSig: 's'.repeat(86),
  payload: { words: '您好' },
  salt: 'abc',
};
const onBehalf = { ...wire.header, actor: { ...wire.header.actor, onBehalfOf: 'u-2' } };
const userSig = 'u'.repeat(86);

describe('an event from the wire', () => {
  it('is the event of the chain again, field by field, so that its hash can be made again', () => {
    expect(toOpenEvent(WireEvent.parse(wire))).toStrictEqual(wire);
    expect(toOpenEvent(WireEvent.parse({ ...wire, header: onBehalf, userSig }))).toStrictEqual({
      ...wire,
      header: onBehalf,
      userSig,
    });
  });

  it('leaves its content and salt out of its signed header, and puts in nothing that was not sent', () => {
    const { header, deviceSig } = wire;
    expect(toSignedHeader(WireEvent.parse(wire))).toStrictEqual({ header, hash, deviceSig });
    expect(toSignedHeader({ ...wire, userSig })).toStrictEqual({ header, hash, deviceSig, userSig });
    expect(toSignedHeader({ ...wire, userSig: undefined })).toStrictEqual({ header, hash, deviceSig });
  });
});

describe('the words of a branch about itself', () => {
  const branch = {
    id: 'b-1',
    code: '0101',
    name: '城东支行',
    institutionType: 'bank',
    institutionName: '某某银行',
    province: '江苏',
  };

  it('are kept as they were typed', () => {
    expect(BranchInfo.parse(branch)).toEqual(branch);
  });

  it.each(['name', 'institutionName', 'province'])('have no letter in %s that no database can keep', (field) => {
    expect(BranchInfo.safeParse({ ...branch, [field]: '城东\u0000支行' }).success).toBe(false);
  });
});
