/** The open-source packages inside, as their packages declare it. `licences.test.ts` keeps the list true. */
export interface PackageLicence {
  readonly name: string;
  readonly licence: string;
}

export const licences: readonly PackageLicence[] = [
  { name: 'argon2', licence: 'MIT' },
  { name: 'canonicalize', licence: 'Apache-2.0' },
  { name: 'chardet', licence: 'MIT' },
  { name: 'chinese-days', licence: 'MIT' },
  { name: 'dexie', licence: 'Apache-2.0' },
  { name: 'docx', licence: 'MIT' },
  { name: 'drizzle-orm', licence: 'Apache-2.0' },
  { name: '@electric-sql/pglite', licence: 'Apache-2.0' },
  { name: 'electron', licence: 'MIT' },
  { name: '@emotion/react', licence: 'MIT' },
  { name: '@emotion/styled', licence: 'MIT' },
  { name: 'exceljs', licence: 'MIT' },
  { name: 'fastify', licence: 'MIT' },
  { name: 'file-type', licence: 'MIT' },
  { name: '@fontsource-variable/noto-sans-sc', licence: 'OFL-1.1' },
  { name: '@fontsource/noto-sans-mono', licence: 'OFL-1.1' },
  { name: 'hash-wasm', licence: 'MIT' },
  { name: 'i18next', licence: 'MIT' },
  { name: 'iconv-lite', licence: 'MIT' },
  { name: '@msgpack/msgpack', licence: 'ISC' },
  { name: '@mui/icons-material', licence: 'MIT' },
  { name: '@mui/material', licence: 'MIT' },
  { name: 'papaparse', licence: 'MIT' },
  { name: 'pdfjs-dist', licence: 'Apache-2.0' },
  { name: 'pg', licence: 'MIT' },
  { name: 'pinyin-pro', licence: 'MIT' },
  { name: 'qrcode', licence: 'MIT' },
  { name: 'react', licence: 'MIT' },
  { name: 'react-dom', licence: 'MIT' },
  { name: 'react-i18next', licence: 'MIT' },
  { name: '@tanstack/react-virtual', licence: 'MIT' },
  { name: 'ts-fsrs', licence: 'MIT' },
  { name: 'uuidv7', licence: 'Apache-2.0' },
  { name: 'zod', licence: 'MIT' },
  { name: 'zustand', licence: 'MIT' },
];
