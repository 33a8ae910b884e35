/**
 * How the engine of the pages keeps memory. Chromium gives a page the flags that stand when its process begins, so that the page of the
 * store can have others than those that people see.
 */
import { app } from 'electron';

/** Pages collect garbage before they ask the system for more memory: they stand open the whole day beside other programs. */
const frugal = '--optimize-for-size';
/**
 * The page of the store makes and drops more than all others: collecting before it asks takes it more than a third of its time. Its
 * young objects get as little room as theirs, and it collects by itself when it has loaded what it needs.
 */
const busy = '--max-semi-space-size=1';
const forAll = '--expose-gc';

/** Of the command line. */
let given: string | undefined;

function flagsAre(own: string): void {
  given ??= app.commandLine.getSwitchValue('js-flags');
  app.commandLine.appendSwitch('js-flags', [given, own, forAll].join(' ').trim());
}

/** Before the first page. */
export function preparePages(): void {
  flagsAre(frugal);
}

/** `load` begins the process of the store's page. */
export async function asStorePage(load: () => Promise<void>): Promise<void> {
  flagsAre(busy);
  try {
    await load();
  } finally {
    flagsAre(frugal);
  }
}
