import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageFile } from './page-file';

const root = path.resolve('/srv/pages');

describe('which file an address of a page names', () => {
  it('names what the build wrote', () => {
    for (const name of [
      'renderer/index.html',
      'store-host/index.html',
      'assets/renderer-B2_x-9.js',
      'assets/pdf.worker-CkK_9-.mjs',
      'assets/noto-sans-sc-4-wght-normal-Dk-.woff2',
      'assets/_commonjsHelpers-x.js',
      'assets/-x.js',
    ]) {
      expect(pageFile(root, `app://ui/${name}`), name).toBe(path.join(root, name));
    }
  });

  it('names nothing for a path that leads out, however it is written', () => {
    for (const trick of [
      '',
      '/',
      '/..%2f..%2fetc/passwd',
      '/%252e%252e/%252e%252e/etc/passwd',
      '/%252e%252e%252fetc%252fpasswd',
      '/renderer/..%5c..%5cmain%5cindex.js',
      '/renderer/%5c%5cserver%5cshare%5cx.js',
      '/%5c%5cserver/share/x.js',
      '//server/share/x.js',
      '/renderer//index.html',
      '/renderer/index.html%00.png',
      '/renderer/index.html%2500',
      '/%00/etc/passwd',
      '/C:/Windows/win.ini',
      '/C%3a/Windows/win.ini',
      '/renderer/index.html::$DATA',
      '/renderer/index.html%3a%3a$DATA',
      '/renderer/CON',
      '/renderer/nul.js',
      '/renderer/Com1.html',
      '/renderer/index.html.',
      '/renderer/index.html%20',
      '/renderer/.build-hash',
      '/.build-hash',
      '/renderer/…/index.html',
      '/renderer/%e2%80%ae/index.html',
      '/renderer/%c0%ae%c0%ae/main/index.js',
      '/renderer/%uff0e%uff0e/main/index.js',
      '/renderer/a..b',
      `/${'a/'.repeat(5_000)}x.js`,
      `/${'a'.repeat(100_000)}`,
    ]) {
      expect(pageFile(root, `app://ui${trick}`), trick).toBeUndefined();
    }
    expect(pageFile(root, 'not an address')).toBeUndefined();
    expect(pageFile(root, '')).toBeUndefined();
    // The parser of addresses takes these away before anybody sees them; what is left names nothing outside.
    for (const dots of ['/../../etc/passwd', '/%2e%2e/%2E%2e/etc/passwd', '/renderer/.%2e/../etc/passwd']) {
      expect(pageFile(root, `app://ui${dots}`), dots).toBe(path.join(root, 'etc', 'passwd'));
    }
  });

  it('never names anything outside of the folder', () => {
    const piece = fc.oneof(
      fc.constantFrom('..', '.', '%2e', '%2f', '%5c', '\\', '/', '%00', '%25', ':', 'C:', 'assets', 'x.js', '~', ' '),
      fc.string({ maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const file = pageFile(root, `app://ui/${pieces.join('')}`);
        if (file !== undefined) expect(path.relative(root, file)).toMatch(/^[\w-][\w.-]*([\\/][\w-][\w.-]*)*$/);
      }),
      { numRuns: 3_000 },
    );
  });
});
