/**
 * A talk that a power cut ends: started again and signed in, how soon the same line stands on the screen. Started as people start it,
 * with nothing attached until the sign-in page is there; what a person takes to type their password is left out.
 */
import { demoPassword } from '../../../src/main/demo/demo-branch';
import { ask } from '../../e2e/bridge';
import { signInWith } from '../../e2e/pages/setup-page';
import { standAt } from '../../e2e/support/node-player';
import { start } from '../app-driver';
import { limitGate, quantiles, shorten, sizeName, type BenchLine } from '../measure';
import { isBusy, waitForQuiet } from '../quiet';

const person = { name: '李敏', password: demoPassword };
const mostMs = 2_000;

/** Says hello, and hears how angry the person is: no line of the beginning. */
const acts = [
  { type: 'rated', level: 2, distress: [] },
  { type: 'said' },
  { type: 'answered', value: 'A037' },
] as const;

interface Watching {
  benchResume: Promise<number>;
}

async function killAmidTalk(profile: string): Promise<{ readonly seq: number; readonly text: string }> {
  const app = await start(profile);
  await signInWith(app.page, person);
  await standAt(app.page, { script: 'SVC-01', acts: [...acts] });
  const { conversations } = await ask(app.page, 'conversation.running', {});
  const id = conversations.find(({ script, mine }) => mine && script.code === 'SVC-01')?.id;
  if (id === undefined) throw new Error('the talk that was begun is not running');
  const { seq, shown } = await ask(app.page, 'conversation.get', { id });
  await app.kill();
  return { seq, text: shown.line?.text ?? '' };
}

/** ms from Enter behind the password to the line painted. */
async function backAt(
  profile: string,
  { seq, text }: { readonly seq: number; readonly text: string },
): Promise<number> {
  const app = await start(profile);
  try {
    const { page } = app;
    await page.getByRole('button', { name: new RegExp(person.name) }).click();
    const password = page.getByLabel(`${person.name} 的密码`);
    await password.fill(person.password);
    await page.evaluate(
      ({ selector, words }) => {
        const watching = window as unknown as Watching;
        watching.benchResume = new Promise((resolve) => {
          window.addEventListener(
            'keydown',
            ({ timeStamp }) => {
              new MutationObserver((_changes, observer) => {
                if (document.querySelector(selector)?.textContent.includes(words) !== true) return;
                observer.disconnect();
                requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - timeStamp)));
              }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
            },
            { capture: true, once: true },
          );
        });
      },
      { selector: `[data-conversation-seq="${String(seq)}"]`, words: text },
    );
    await page.keyboard.press('Enter');
    return await page.evaluate(() => (window as unknown as Watching).benchResume);
  } finally {
    await app.close();
  }
}

/** `startMs`: spawn to sign-in page of the same profile, as `start` measures it. */
export async function benchResume(
  cases: number,
  profile: string,
  rounds: number,
  startMs: () => Promise<number>,
): Promise<BenchLine[]> {
  const lines: number[] = [];
  const whole: number[] = [];
  let noisy = 0;
  for (let round = 0; round < rounds; round += 1) {
    const wasQuiet = await waitForQuiet();
    const at = await killAmidTalk(profile);
    const line = await backAt(profile, at);
    const began = await startMs();
    lines.push(line);
    whole.push(began + line);
    if (!wasQuiet || (await isBusy())) noisy += 1;
  }
  const { p50 } = quantiles(whole);
  return [
    {
      name: `resume/${sizeName(cases)}`,
      unit: 'ms',
      n: whole.length,
      ...quantiles(whole),
      rounds,
      noisy,
      gates: [limitGate(p50, 'ms', mostMs, 1_200)],
      note: `after SIGKILL: spawn to sign-in page, and password to the same line of the talk (${String(shorten(quantiles(lines).p50))} ms of it)`,
    },
  ];
}
