/** A script of a few nodes, in the author's form, to be changed by a test. */

export type Json = Record<string, unknown>;

/** A small script without a fault, in the author's form. */
export const sound = (): Json => ({
  schema: 'xianting-script/1',
  code: 'TST-01',
  version: '1.0.0',
  family: 'service',
  state: 'draft',
  title: { zh: '样例', en: 'Sample' },
  trigger: { zh: '样例', en: 'Sample' },
  changeNote: 'First',
  required: ['wish'],
  avoid: [{ zh: '您爱等不等', en: 'Wait or leave, as you please' }],
  prefer: [],
  law: [],
  escalations: [],
  start: 'greet',
  registerAt: 'close',
  nodes: {
    greet: say('S2', '您好，我来帮您看。', "Hello, I'll have a look.", 'mood', { byLevel: byLevel() }),
    mood: {
      type: 'choose',
      stage: 'S2',
      on: 'emotion',
      next: [
        { to: 'want', levels: [0, 1] },
        { to: 'hear', levels: [2, 3] },
      ],
    },
    hear: {
      type: 'listen',
      stage: 'S3',
      skill: 'label',
      prompts: [{ id: 'open', zh: '您说，我听着。', en: "Go on, I'm listening." }],
      next: 'want',
    },
    want: {
      type: 'ask',
      stage: 'S4',
      fact: 'wish',
      text: { zh: '您最想怎么解决？', en: 'How would you like it settled?' },
      byLevel: byLevel(),
      next: 'offer',
    },
    offer: say('S5', '我现在给您办。', "I'll do it now.", 'close', { byLevel: byLevel() }),
    close: {
      type: 'act',
      stage: 'S6',
      action: 'registerCase',
      authority: 'own',
      text: { zh: '登记', en: 'Register' },
      next: 'end',
    },
    end: { type: 'end', stage: 'S6', outcome: 'registeredWithDue' },
  },
});

/** Words for the calm and for the angry, which every stage has. */
const byLevel = (): Json => ({
  '0': { zh: '您坐。', en: 'Do sit down.' },
  '2': { zh: '这事我管。', en: "It's mine now." },
});

export function say(stage: string, zh: string, en: string, next: unknown, more: Json = {}): Json {
  return { type: 'say', stage, skill: 'options', text: { zh, en }, next, ...more };
}
