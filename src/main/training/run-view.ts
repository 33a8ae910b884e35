/** What the page is told of a run. Words with blanks are filled as at a real counter; the customer's are invented. */
import type { ScriptPack } from '../../domain/scripts/compile';
import type { Reader } from '../../domain/scripts/present';
import { filledIn, present } from '../../domain/scripts/present';
import { placeOf } from '../../domain/scripts/walk';
import type { Words } from '../../domain/scripts/words';
import { customerOf, type Casting, type Customer } from '../../domain/training/casting';
import { choicesOf } from '../../domain/training/choices';
import { debriefOf, hintFor, wordsOf, type Debrief } from '../../domain/training/debrief';
import type { Choice, Practice } from '../../domain/training/practice';
import type { ChoiceView, TrainingCustomer, TrainingRunView } from '../../shared/contract/training';
import trainingEn from '../../shared/locales/training.en.json';
import trainingZh from '../../shared/locales/training.zh-CN.json';
import { scriptView } from '../conversations/views';

export interface RunContext {
  readonly id: string;
  readonly pack: ScriptPack;
  readonly casting: Casting;
  /** Blanks, in either language. */
  readonly values: (language: Reader) => Readonly<Record<string, string>>;
  readonly shared: boolean | null;
  /** Of the screen. */
  readonly language: Reader;
}

export const customerView = ({ id, name, about }: Customer): TrainingCustomer => ({ id, name, about });

export function runView(practice: Practice, context: RunContext): TrainingRunView {
  const { id, pack, casting, language } = context;
  const { session, setup, turns, ended, says, cues } = practice;
  const { script, node } = placeOf(pack, session);
  const shown = present(pack, { ...session, wording: language }, context.values(language), language);
  const last = session.ratings.at(-1);
  const lastChoice = turns.findLast(({ choice }) => choice.kind !== 'rate')?.choice;
  const isTask = node.type !== 'say' && node.type !== 'ask' && node.type !== 'listen';
  const taskText =
    node.type === 'checklist'
      ? shown.items.map(({ text }) => text).join(language === 'en' ? '; ' : '；')
      : shown.line?.text;
  const debrief = ended === null ? null : filled(debriefOf(pack, casting, practice), practice, context);
  const hint = setup.mode === 'learn' ? hintFor(pack, casting, practice) : null;
  return {
    id,
    turn: turns.length,
    script: scriptView(pack, setup.script),
    title: script.title,
    customer: customerView(customerOf(casting, setup.customer)),
    mode: setup.mode,
    stage: node.stage,
    says,
    cues,
    saidLast: lastChoice === undefined ? null : textOf(practice, lastChoice, context),
    task: isTask ? (taskText ?? null) : null,
    why: setup.mode === 'learn' ? (shown.why?.text ?? null) : null,
    choices: choicesOf(pack, casting, practice).map((choice): ChoiceView => ({
      choice,
      text: textOf(practice, choice, context),
      suggestion:
        choice.kind === 'take' ? (session.suggestions.find((one) => one.id === choice.suggestion)?.kind ?? null) : null,
      hinted: hint !== null && JSON.stringify(hint) === JSON.stringify(choice),
    })),
    rate: ended === null ? (shown.held === 'rateFirst' ? 'first' : shown.rate) : null,
    rated: last === undefined ? null : { level: last.level, distress: last.distress },
    seconds: Math.round((session.now - session.startedAt) / 1000),
    ended,
    debrief,
    factNames: factNamesOf(pack, practice, debrief),
    shared: ended === null || setup.mode !== 'exam' ? null : context.shared,
  };
}

function textOf(practice: Practice, choice: Choice, { pack, casting, values, language }: RunContext): string | null {
  if (choice.kind === 'pick') {
    const edge = placeOf(pack, practice.session).node.edges.find(({ to }) => to === choice.to);
    return edge?.label === undefined ? null : (pack.lines[edge.label]?.[language] ?? null);
  }
  const words = wordsOf(pack, casting, choice);
  return words === null ? null : filledIn(pack, practice.session, values(language), language, words[language]);
}

function factNamesOf(pack: ScriptPack, { setup }: Practice, debrief: Debrief | null): TrainingRunView['factNames'] {
  const facts = debrief?.score.parts.flatMap(({ losses }) =>
    losses.flatMap(({ fact }) => (fact === null ? [] : [fact])),
  );
  const declared = pack.scripts[setup.script]?.facts ?? {};
  return Object.fromEntries(
    (facts ?? []).flatMap((fact) => {
      const label = declared[fact]?.label;
      return label === undefined ? [] : [[fact, label]];
    }),
  );
}

/** All words of a debrief with their blanks filled as they were known at the end. */
function filled(debrief: Debrief, practice: Practice, { pack, values }: RunContext): Debrief {
  const fill = (words: Words): Words => ({
    zh: filledIn(pack, practice.session, values('zh'), 'zh', words.zh),
    en: filledIn(pack, practice.session, values('en'), 'en', words.en),
  });
  const { turningPoints, better, well } = debrief;
  return {
    ...debrief,
    turningPoints: turningPoints.map((point) => ({ ...point, said: point.said && fill(point.said) })),
    better: better && { ...better, said: fill(better.said), instead: fill(better.instead) },
    well: well && { ...well, said: fill(well.said) },
  };
}

/** Blanks that say who the invented customer is, and that no case is being handled. */
export const practiceValues = (
  customer: Customer,
  language: Reader,
  known: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => ({
  ...known,
  'customer.call': customer.name[language],
  'case.number': (language === 'en' ? trainingEn : trainingZh).mark,
});
