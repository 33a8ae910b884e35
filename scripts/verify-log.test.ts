import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson } from '../src/domain/evidence/canonical';
import { withhold, type OpenEvent } from '../src/domain/evidence/event-envelope';
import { hashHeader, hashPayload } from '../src/domain/evidence/hashing';
import { nodeHasher, publicOfSeed, signHash } from '../src/main/keys/ed25519';
import { must } from '../tests/support/case-builder';
import {
  answeredCard,
  approverSeed,
  chainOf,
  deviceSeed,
  logLines,
  otherSeed,
  talk,
} from './log-check/sample-log.test-support';
import { verifyLog } from './log-check/verify-log';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'verify-log-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const soundLog = (): string[] => logLines([chainOf('d-1', deviceSeed, 2), chainOf('d-2', otherSeed, 1)]);

/** Writes the text to a file and checks it. */
async function checked(text: string, lang = 'en'): Promise<{ code: number; said: string }> {
  const file = path.join(dir, 'log.jsonl');
  writeFileSync(file, text);
  const lines: string[] = [];
  const code = await verifyLog([file, '--lang', lang], (line) => lines.push(line), 'en-US');
  return { code, said: lines.join('\n') };
}

const checkedLines = (lines: readonly string[], lang?: string) => checked(`${lines.join('\n')}\n`, lang);

/** Replaces a line, counted from 1 as the report counts. */
function withLine(lines: readonly string[], number: number, change: (text: string) => string): string[] {
  const before = must(lines[number - 1]);
  const after = change(before);
  expect(after).not.toBe(before);
  return lines.map((text, index) => (index === number - 1 ? after : text));
}

const eventAt = (lines: readonly string[], number: number) => JSON.parse(must(lines[number - 1])) as OpenEvent;
const lineOfType = (lines: readonly string[], type: string): number =>
  lines.findIndex((text) => text.includes(`"type":"${type}"`)) + 1;

/** The event with its payload exchanged and everything made anew that the writer of the device can make. */
function rewritten(event: OpenEvent, changes: Partial<OpenEvent>, seed: Buffer): OpenEvent {
  const { payload = event.payload } = changes;
  const header = { ...event.header, payloadHash: hashPayload(payload, event.salt, nodeHasher) };
  const hash = hashHeader(header, nodeHasher);
  return { ...event, ...changes, header, hash, deviceSig: signHash(seed, hash) };
}

describe('verify-log', () => {
  it('says what was checked when everything is sound', async () => {
    const lines = soundLog();
    const en = await checkedLines(lines);
    expect(en.code).toBe(0);
    expect(en.said).toContain('The log is sound.');
    expect(en.said).toContain(`Records: ${String(lines.length - 1)}, from 2026-03-10`);
    expect(en.said).toContain('Approval signatures: all 3 valid');
    expect(en.said).toContain('Copy copy-1');
    expect(en.said).toContain(publicOfSeed('ed25519', deviceSeed));
    const zh = await checkedLines(lines, 'zh');
    expect(zh.code).toBe(0);
    expect(zh.said).toContain('日志完好');
    expect(zh.said).toContain('审批签名：3 个全部有效');
  });

  it('takes line ends that were changed on the way to Windows', async () => {
    expect((await checked(`${soundLog().join('\r\n')}\r\n`)).code).toBe(0);
  });

  it('finds one changed byte in a payload', async () => {
    const lines = soundLog();
    const number = lineOfType(lines, 'remedy.proposed');
    const { code, said } = await checkedLines(withLine(lines, number, (text) => text.replace('120 yuan', '130 yuan')));
    expect(code).toBe(1);
    expect(said).toContain(`line ${String(number)}, computer d-1, record ${String(number - 1)}`);
    expect(said).toContain('(payloadHash)');
  });

  it('finds one changed byte in a header, a hash and a device signature', async () => {
    const lines = soundLog();
    const header = await checkedLines(withLine(lines, 4, (text) => text.replace('"u-chen"', '"u-chex"')));
    expect(header.said).toMatch(/line 4, .*\n.*\(hash\)/);
    const other = eventAt(lines, 5).deviceSig;
    const signature = await checkedLines(
      withLine(lines, 4, (text) => text.replace(eventAt(lines, 4).deviceSig, other)),
    );
    expect(signature.said).toMatch(/line 4, .*\n.*\(deviceSig\)/);
    expect(signature.code).toBe(1);
  });

  it('finds a removed line', async () => {
    const lines = soundLog();
    const { code, said } = await checkedLines(lines.filter((_, index) => index !== 4));
    expect(code).toBe(1);
    expect(said).toMatch(/line 5, computer d-1, record 5\n.*\(gap\)/);
  });

  it('finds a removed line whose place was closed up', async () => {
    const lines = soundLog();
    const after = eventAt(lines, 6);
    const moved = rewritten({ ...after, header: { ...after.header, seq: 4 } }, {}, deviceSeed);
    const closedUp = lines.flatMap((text, index) =>
      index === 4 ? [] : index === 5 ? [JSON.stringify(moved)] : [text],
    );
    const { said } = await checkedLines(closedUp);
    expect(said).toMatch(/line 5, computer d-1, record 4\n.*\(prevHash\)/);
  });

  it('finds swapped lines, within a computer and of two computers', async () => {
    const lines = soundLog();
    const swap = (a: number, b: number) =>
      lines.map((text, index) => (index === a - 1 ? must(lines[b - 1]) : index === b - 1 ? must(lines[a - 1]) : text));
    const within = await checkedLines(swap(4, 5));
    expect(within.code).toBe(1);
    expect(within.said).toMatch(/line 4, computer d-1, record 4\n.*\(order\)/);
    const across = await checkedLines(swap(3, lines.length));
    expect(across.said).toMatch(/line 3, computer d-2, .*\n.*\(order\)/);
  });

  it('finds a repeated line', async () => {
    const lines = soundLog();
    const { code, said } = await checkedLines([...lines.slice(0, 5), must(lines[4]), ...lines.slice(5)]);
    expect(code).toBe(1);
    expect(said).toMatch(/line 6, computer d-1, record 4\n.*\(repeated\)/);
  });

  it('finds a forged approval signature even when the computer itself was used to forge', async () => {
    const lines = soundLog();
    const number =
      lines.findLastIndex((text) => text.includes('"deviceId":"d-1"') && text.includes('remedy.approved')) + 1;
    const approval = eventAt(lines, number);
    // The last record of its computer, so that no chain behind it gives the forgery away.
    const payload = { ...(approval.payload as object), digest: 'another' };
    const forged = rewritten(approval, { payload }, deviceSeed);
    const replace = (event: OpenEvent) =>
      withLine(lines, number, () => JSON.stringify(event)).map((text, index) =>
        index === 0 ? text.replace(approval.hash, event.hash) : text,
      );
    const kept = await checkedLines(replace(forged));
    expect(kept.code).toBe(1);
    expect(kept.said).toMatch(new RegExp(`line ${String(number)}, .*\\n.*\\(userSig\\)`));
    const own = await checkedLines(replace({ ...forged, userSig: signHash(deviceSeed, forged.hash) }));
    expect(own.said).toContain('(userSig)');
    const { userSig: _gone, ...unsigned } = forged;
    expect((await checkedLines(replace(unsigned))).said).toContain('(unsignedDecision)');
  });

  it('finds a computer that nobody knows, and exchanged keys', async () => {
    const lines = soundLog();
    const renamed = await checkedLines(withLine(lines, 1, (text) => text.replace('{"id":"d-2"', '{"id":"d-9"')));
    expect(renamed.code).toBe(1);
    const removed = await checkedLines(withLine(lines, 1, (text) => text.replace(/,\{"id":"d-2","key":"[^"]+"\}/, '')));
    expect(removed.said).toMatch(/computer d-2, record 1\n.*\(unknownDevice\)/);
    // A whole chain signed anew by a stranger, under a key that the log itself does not register.
    const strange = await checkedLines(
      logLines([chainOf('d-1', otherSeed, 1, deviceSeed)]).map((text, index) =>
        index === 0 ? text.replace(publicOfSeed('ed25519', deviceSeed), publicOfSeed('ed25519', otherSeed)) : text,
      ),
    );
    expect(strange.code).toBe(1);
    expect(strange.said).toContain('(keyDiffers)');
  });

  it('finds a file that ends too early, in the middle of a line or behind one', async () => {
    const lines = soundLog();
    const text = `${lines.join('\n')}\n`;
    const middle = await checked(text.slice(0, -200));
    expect(middle.code).toBe(1);
    expect(middle.said).toMatch(new RegExp(`line ${String(lines.length)}\\n.*\\(cutOff\\)`));
    const behind = await checkedLines(lines.slice(0, -1));
    expect(behind.code).toBe(1);
    expect(behind.said).toMatch(/end of the file, computer d-2, record \d+\n.*\(cutOff\)/);
    const withoutDevice = await checkedLines(
      lines.filter((line) => !line.includes('"deviceId":"d-2","seq"') || line.startsWith('{"format"')),
    );
    expect(withoutDevice.said).toMatch(/end of the file, computer d-2, record 1\n.*\(cutOff\)/);
  });

  it('checks place and signature of records that were kept from the exporter, and says how many', async () => {
    const lines = soundLog();
    const kept = [5, 6, lines.length];
    const without = lines.map((text, index) =>
      kept.includes(index + 1) ? JSON.stringify(withhold(eventAt(lines, index + 1))) : text,
    );
    expect(without.join('\n')).not.toContain('"c-d-2-1","type":"remedy.approved"');
    const { code, said } = await checkedLines(without);
    expect(said).toContain('The log is sound.');
    expect(said).toContain('Without content: 3 records');
    expect(code).toBe(0);
    expect((await checkedLines(without, 'zh')).said).toContain('未含内容：3 条');

    const { deviceSig } = eventAt(lines, 4);
    const forged = await checkedLines(
      withLine(without, 5, (text) => text.replace(eventAt(lines, 5).deviceSig, deviceSig)),
    );
    expect(forged.said).toMatch(/line 5, computer d-1, record 4\n.*\(deviceSig\)/);
    const gone = await checkedLines(without.filter((_, index) => index !== 5));
    expect(gone.said).toMatch(/computer d-1, record 6\n.*\(gap\)/);
    const moved = await checkedLines(
      withLine(without, 5, (text) => text.replace(eventAt(lines, 5).header.prevHash, eventAt(lines, 5).hash)),
    );
    expect(moved.said).toMatch(/line 5, computer d-1, record 4\n.*\(prevHash\)/);
  });

  it('finds garbage and a field that stands there twice', async () => {
    const lines = soundLog();
    const garbage = await checkedLines(withLine(lines, 7, () => '{"header":'));
    expect(garbage.said).toMatch(/line 7\n.*\(unreadable\)/);
    const twice = await checkedLines(
      withLine(lines, 7, (text) => text.replace('"payload":', '"payload":{"amountFen":1},"payload":')),
    );
    expect(twice.code).toBe(1);
    expect(twice.said).toMatch(/line 7, .*\n.*\(reformatted\)/);
  });

  it('gives the first of several damages', async () => {
    const lines = soundLog();
    const twice = withLine(
      withLine(lines, 8, () => 'x'),
      4,
      (text) => text.replace('"u-chen"', '"u-chex"'),
    );
    expect((await checkedLines(twice)).said).toMatch(/line 4, .*\n.*\(hash\)/);
  });

  it('says so when the file is no log, is missing or is not named', async () => {
    for (const text of ['', 'hello\n', '{"format":"other","version":1}\n', soundLog().slice(1).join('\n')]) {
      const { code, said } = await checked(text);
      expect(code).toBe(2);
      expect(said).toContain('not a log exported by Xianting');
    }
    const newer = withLine(soundLog(), 1, (text) => text.replace('"version":1', '"version":2'));
    expect((await checkedLines(newer, 'zh')).said).toContain('不是先听导出的日志');
    const said: string[] = [];
    const say = (line: string) => said.push(line);
    expect(await verifyLog([path.join(dir, 'gone')], say, 'zh-CN')).toBe(2);
    expect(await verifyLog([], say, 'en')).toBe(2);
    expect(await verifyLog([dir, '--lang', 'fr'], say, 'en')).toBe(2);
    expect(said[0]).toContain('无法打开文件');
    expect(said[1]).toContain('Usage');
  });

  it('runs from the command line', { timeout: 60_000 }, () => {
    const file = path.join(dir, 'log.jsonl');
    writeFileSync(file, `${soundLog().join('\n')}\n`);
    const script = path.resolve(import.meta.dirname, 'verify-log.mjs');
    const run = (name: string) =>
      execFileSync(process.execPath, [script, name, '--lang', 'en'], {
        encoding: 'utf8',
        env: { ...process.env, INIT_CWD: dir },
      });
    expect(run('log.jsonl')).toContain('The log is sound.');
    expect(() => run('gone.jsonl')).toThrow();
  });
});

describe('talks and agree cards in a log', () => {
  type Further = Parameters<typeof chainOf>[4];
  const logWith = (further: Further): string[] => logLines([chainOf('d-1', deviceSeed, 0, deviceSeed, further)]);
  const declined = { answer: 'declined', signature: null };
  const otherCard = {
    document: 'agreeCard',
    language: 'zh-CN',
    title: '约定卡',
    outlet: '城关支行',
    sections: [{ id: 'agreed', title: '约定', rows: [{ label: '3月12日前', text: '尽量给您回电', isKey: false }] }],
    foot: [],
  } as const;
  const own = (card: object) => ({ card, digest: nodeHasher.sha256(canonicalJson(card)) });

  it('are counted when they are sound', async () => {
    const further = [...talk('talk-1'), answeredCard('c-1'), answeredCard('c-2', { ...own(otherCard), ...declined })];
    const en = await checkedLines(logWith(further));
    expect(en.code, en.said).toBe(0);
    expect(en.said).toContain('Conversations: 1, each step written by who took it');
    expect(en.said).toContain('the words of all 2 match the fingerprint shown; 1 signed by the customer');
    expect((await checkedLines(logWith(further), 'zh')).said).toContain(
      '约定卡：2 张的文字与当时的指纹一致，其中 1 张有客户笔迹',
    );
  });

  it('one changed word of a card is found, also by who holds the key of the computer', async () => {
    // Everything else was made anew: hashes, chain and signature are sound.
    const { code, said } = await checkedLines(logWith([answeredCard('c-1', { card: otherCard })]));
    expect(code).toBe(1);
    expect(said).toContain('line 4, computer d-1, record 3');
    expect(said).toContain('(cardWords)');
    expect((await checkedLines(logWith([answeredCard('c-1', { card: otherCard })]), 'zh')).said).toContain(
      '卡上的字被换过',
    );
  });

  it('a signature without strokes, strokes without a signature, and strokes of another card are found', async () => {
    expect((await checkedLines(logWith([answeredCard('c-1', { signature: null })]))).said).toContain('(cardStrokes)');
    expect((await checkedLines(logWith([answeredCard('c-1', { answer: 'declined' })]))).said).toContain(
      '(cardStrokes)',
    );
    const copied = [answeredCard('c-1'), answeredCard('c-2', own(otherCard))];
    const { said } = await checkedLines(logWith(copied));
    expect(said).toContain('line 5');
    expect(said).toContain('(strokesTwice)');
  });

  it('a step by somebody else than who wrote it, and a talk without its beginning, are found', async () => {
    expect((await checkedLines(logWith(talk('talk-1', 'u-other')))).said).toContain('(talkActor)');
    expect((await checkedLines(logWith(talk('talk-1').slice(1)))).said).toContain('(talkStart)');
  });
});

describe('the audit trail in a log', () => {
  const trail = [
    { streamId: 'audit', type: 'audit.caseViewed', payload: { caseId: 'c-1', number: 'BJ01' } },
    { streamId: 'audit', type: 'audit.callRefused', payload: { operation: 'user.add', code: 'authority.roleForbids' } },
    { streamId: 'audit', type: 'audit.logExported', payload: { copyId: 'copy-0', events: 3 } },
  ];
  const log = (): string[] => logLines([chainOf('d-1', deviceSeed, 1, deviceSeed, trail)]);

  it('is counted, and one changed entry is found with line, record and id', async () => {
    const lines = log();
    expect((await checkedLines(lines)).said).toContain('Audit trail: 3 of them');
    const number = lineOfType(lines, 'audit.callRefused');
    const { code, said } = await checkedLines(
      withLine(lines, number, (text) => text.replace('"user.add"', '"case.get"')),
    );
    expect(code).toBe(1);
    expect(said).toContain(`line ${String(number)}, computer d-1, record ${String(number - 1)}`);
    expect(said).toContain(`Record id ${eventAt(lines, number).header.id}`);
    expect(said).toContain('(payloadHash)');
    const gone = await checkedLines(lines.filter((_, index) => index !== number - 1));
    expect(gone.said).toMatch(/\(gap\)/);
  });

  it('the first record of a computer given to another one is found at its own line', async () => {
    for (const name of ['d-0', 'e-1']) {
      const { said } = await checkedLines(
        withLine(log(), 2, (text) => text.replace('"deviceId":"d-1"', `"deviceId":"${name}"`)),
      );
      expect(said).toMatch(/First: line 2\b/);
    }
  });

  it('the same bytes written with another last letter are found: a record can be written in one way only', async () => {
    const lines = log();
    const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
    let tried = 0;
    for (const [index, text] of lines.entries()) {
      if (index === 0) continue;
      const { deviceSig, userSig, salt } = JSON.parse(text) as OpenEvent;
      for (const word of [deviceSig, salt, ...(userSig === undefined ? [] : [userSig])]) {
        const bytes = Buffer.from(word, 'base64url');
        const same = letters.map((letter) => word.slice(0, -1) + letter);
        for (const other of same.filter((each) => each !== word && Buffer.from(each, 'base64url').equals(bytes))) {
          const { said } = await checkedLines(withLine(lines, index + 1, (line) => line.replace(word, other)));
          expect(said).toMatch(new RegExp(`First: line ${String(index + 1)}\\b`));
          tried += 1;
        }
      }
    }
    expect(tried).toBeGreaterThan(lines.length);
  });

  it('any byte changed at any place is found, at its line or as a change of the first', async () => {
    const text = `${log().join('\n')}\n`;
    const bytes = Buffer.from(text);
    const lineAt = (at: number): number => bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          const damaged = Buffer.from(bytes);
          damaged[at] = (damaged[at] ?? 0) ^ flip;
          const file = path.join(dir, 'damaged.jsonl');
          writeFileSync(file, damaged);
          const lines: string[] = [];
          const code = await verifyLog([file, '--lang', 'en'], (line) => lines.push(line), 'en-US');
          const said = lines.join('\n');
          const line = lineAt(at);
          // The first line names the copy, which nothing in this log vouches for; the program shows it for comparing.
          if (line === 1 && code === 0) {
            expect(said).not.toContain('Copy copy-1,');
            return;
          }
          expect(code, said).not.toBe(0);
          if (line === 1) return;
          // A line end that is lost or won makes its own line or the one behind it the first bad one.
          const named = /First: line (\d+)/.exec(said)?.[1];
          const isLineEnd = damaged[at] === 0x0a || bytes[at] === 0x0a;
          if (isLineEnd) expect(Number(named ?? line)).toBeLessThanOrEqual(line + 1);
          else expect(named, said).toBe(String(line));
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('who took the copy', () => {
  const signedLog = (changes: object = {}): string[] => {
    const [first, ...others] = soundLog();
    const header = {
      ...(JSON.parse(must(first)) as object),
      exported: { userId: 'u-li', name: '李', atMs: Date.UTC(2026, 2, 11) },
    };
    const sig = signHash(approverSeed, nodeHasher.sha256(canonicalJson(header)));
    return [JSON.stringify({ ...header, sig, ...changes }), ...others];
  };

  it('stands in it with their signature', async () => {
    const { code, said } = await checkedLines(signedLog());
    expect(code, said).toBe(0);
    expect(said).toContain('Exported by 李, 2026-03-11');
    expect((await checkedLines(signedLog(), 'zh')).said).toContain('导出人 李');
  });

  it('another name, copy number or order of the list is no longer signed by them', async () => {
    const { devices } = JSON.parse(must(soundLog()[0])) as { devices: readonly object[] };
    for (const changes of [
      { copyId: 'copy-2' },
      { exported: { userId: 'u-li', name: '王', atMs: Date.UTC(2026, 2, 11) } },
      { exported: { userId: 'u-chen', name: '陈', atMs: Date.UTC(2026, 2, 11) } },
      { devices: devices.toReversed() },
      { sig: signHash(deviceSeed, nodeHasher.sha256('x')) },
    ]) {
      const { code, said } = await checkedLines(signedLog(changes));
      expect(code).toBe(1);
      expect(said).toMatch(/line 1\n.*\(copySig\)/);
    }
  });
});
