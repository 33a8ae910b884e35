/** How the bench asks a process of its own: one JSON value a line on its standard input, one on its standard output for each. */
import { createInterface } from 'node:readline';

/** Answers until the input ends. */
export async function answerLines(
  hello: object,
  answer: (asked: Readonly<Record<string, unknown>>) => Promise<object>,
): Promise<void> {
  process.stdout.write(`${JSON.stringify(hello)}\n`);
  for await (const line of createInterface({ input: process.stdin })) {
    const said = await answer(JSON.parse(line) as Readonly<Record<string, unknown>>);
    process.stdout.write(`${JSON.stringify(said)}\n`);
  }
}
