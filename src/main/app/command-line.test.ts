import { describe, expect, it } from 'vitest';
import { parseCommandLine } from './command-line';

const program = ['/opt/electron', '/opt/app'];
const parse = (...flags: string[]) => parseCommandLine([...program, ...flags]);

describe('parseCommandLine', () => {
  it('takes values after a blank or an equals sign', () => {
    expect(parse('--user-data-dir', '/data', '--demo')).toMatchObject({ userDataDir: '/data', demo: true });
    expect(parse('--user-data-dir=/data')).toMatchObject({ userDataDir: '/data', demo: false });
    expect(parse('--clock-shift-file=/shift').clockShiftFile).toBe('/shift');
    expect(parse().clockShiftFile).toBeUndefined();
  });

  it.each([
    ['en', 'en'],
    ['en-GB', 'en'],
    ['en_US.UTF-8', 'en'],
    ['zh-CN', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['zh-Hans', 'zh-CN'],
  ])('understands %s', (asked, language) => {
    expect(parse(`--lang=${asked}`)).toMatchObject({ language, unknownLanguage: undefined });
    expect(parse('--app-lang', asked)).toMatchObject({ language, unknownLanguage: undefined });
  });

  it('names what is no language of the program', () => {
    expect(parse('--lang', 'french')).toMatchObject({ language: undefined, unknownLanguage: 'french' });
    expect(parse('--lang=english')).toMatchObject({ language: undefined, unknownLanguage: 'english' });
    expect(parse('--lang=')).toMatchObject({ language: undefined, unknownLanguage: '' });
    expect(parse()).toMatchObject({ language: undefined, unknownLanguage: undefined });
  });
});
