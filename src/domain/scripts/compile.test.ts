/** What authors write in yuan is kept in fen, wherever it stands. */
import { expect, it } from 'vitest';
import { sound, type Json } from '../../../tests/unit/scripts/small-script';
import { compileScripts } from './compile';
import { ScriptSource } from './script';

it('sets an amount as it would be if it were answered, and a number as it is written', () => {
  const json = sound();
  const script = ScriptSource.parse({
    ...json,
    facts: {
      fee: { label: { zh: '费用', en: 'Fee' }, input: 'money' },
      times: { label: { zh: '次数', en: 'Times' }, input: 'number' },
    },
    nodes: {
      ...(json['nodes'] as Json),
      end: {
        type: 'end',
        stage: 'S6',
        outcome: 'registeredWithDue',
        onEnter: [
          { set: 'fee', value: 12.5 },
          { set: 'times', value: 3 },
        ],
      },
    },
  });
  expect(compileScripts([script], {}).scripts['TST-01']?.nodes['end']?.onEnter).toEqual([
    { set: 'fee', value: 1250 },
    { set: 'times', value: 3 },
  ]);
});
