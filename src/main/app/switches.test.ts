import { describe, expect, it } from 'vitest';
import { isTwin, refusedSwitches } from './switches';

const release = { packaged: true, root: false, twin: false };

describe('switches of a package', () => {
  it('are those that a branch may need', () => {
    const asked = ['--user-data-dir=D:\\Data', '--app-lang', 'en', '--demo', '--disable-gpu', 'a-file.txt'];
    expect(refusedSwitches(asked, release)).toEqual([]);
  });

  it('are refused where they open the program to whoever starts it', () => {
    const asked = [
      '--remote-debugging-port=0',
      '--remote-debugging-pipe',
      '--inspect',
      '--inspect-brk=0.0.0.0:9229',
      '--load-extension=x',
      '--disable-web-security',
      '--no-sandbox',
      '--proxy-server=http://127.0.0.1:1',
      '--host-rules=MAP * 127.0.0.1',
      '--ignore-certificate-errors',
      '--js-flags=--expose-internals',
      '--clock-shift-file=/tmp/shift',
      '-r',
      '--Remote-Debugging-Port=1',
    ];
    expect(refusedSwitches(asked, release)).toEqual([
      'remote-debugging-port',
      'remote-debugging-pipe',
      'inspect',
      'inspect-brk',
      'load-extension',
      'disable-web-security',
      'no-sandbox',
      'proxy-server',
      'host-rules',
      'ignore-certificate-errors',
      'js-flags',
      'clock-shift-file',
      'r',
      'remote-debugging-port',
    ]);
  });

  it('let the twin of the smoke test be driven, and nothing more', () => {
    const asked = ['--remote-debugging-port=0', '--inspect'];
    expect(refusedSwitches(asked, { ...release, twin: true })).toEqual(['inspect']);
    expect(isTwin('{"name":"xianting","remoteDebugging":true}')).toBe(true);
    for (const not of ['{"remoteDebugging":false}', '{"remoteDebugging":"true"}', '{}', 'null', '[true]', '{', ''])
      expect(isTwin(not), not).toBe(false);
  });

  it('are all taken by a checkout', () => {
    expect(refusedSwitches(['--inspect', '--remote-debugging-port=1'], { ...release, packaged: false })).toEqual([]);
  });
});
