/** A headquarters of its own for every test of a file, and people of it who call the console. */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { createPasswords } from '../../../server/console/secrets';
import type { Database } from '../../../server/db/database';
import { startTestHq, type TestHq } from './branch-pc';
import { createVisitor, digitsAt, join, type Member, type Visitor } from './console-visitor';
import { openTestDatabase, type TestDatabase } from './test-database';

export interface ConsoleSuite {
  readonly hq: TestHq;
  readonly database: Database;
  readonly visitor: Visitor;
  /** The clock of headquarters, which a test moves with `later`. */
  readonly now: () => number;
  readonly later: (ms: number) => void;
}

/** Call at the top of a test file; `ready` gets them before each test. */
export function suiteOfConsoleCalls(ready: (suite: ConsoleSuite) => void): void {
  // Signing in a hundred times as for people would take half a minute of two processors.
  const passwords = createPasswords({ memoryCost: 1_024, timeCost: 2 });
  let opened: TestDatabase;
  let hq: TestHq;
  beforeAll(async () => {
    opened = await openTestDatabase();
  });
  afterAll(async () => {
    await opened.remove();
  });
  beforeEach(async () => {
    await opened.empty();
    hq = await startTestHq(opened.database, { passwords });
    const own = hq;
    let offsetMs = 0;
    ready({
      ...{ hq, database: opened.database, visitor: createVisitor(hq) },
      now: () => Date.now() + offsetMs,
      later: (ms) => {
        offsetMs += ms;
        own.advance(ms);
      },
    });
  });
  afterEach(async () => {
    await hq.remove();
  });
}

export interface Officer {
  readonly desk: Visitor;
  readonly member: Member;
}

/** Officers who sign, each signature with a code. Call at the top of a test file. */
export function signingOfficers(hq: () => TestHq): {
  readonly officer: (account: string) => Promise<Officer>;
  /** The clock of headquarters, which goes on with each code. */
  readonly now: () => number;
  /** Codes of an authenticator open once. */
  readonly nextCode: (of: Officer) => string;
} {
  let offsetMs = 0;
  afterEach(() => {
    offsetMs = 0;
  });
  const now = (): number => Date.now() + offsetMs;
  return {
    now,
    officer: async (account) => {
      const desk = createVisitor(hq());
      return { desk, member: await join(hq(), desk, account, 'officer', now()) };
    },
    nextCode: ({ member }) => {
      offsetMs += 30_000;
      hq().advance(30_000);
      return digitsAt(member.secret, now());
    },
  };
}
