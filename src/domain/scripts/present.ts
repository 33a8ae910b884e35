/** What the counter sees of a conversation now, in the wording that was chosen. Staff-only, except what is said aloud. */
import { formatYuan } from '../money/format-money';
import type { CompiledNode, CompiledScript, ScriptPack } from './compile';
import { holds, reaches } from './evaluate';
import type { Refusal } from './events';
import type { Scalar } from './guard';
import { heldBy } from './held';
import type { FactDeclaration } from './script';
import type { Session, Suggestion, Wording } from './session';
import { meetsDanger } from './overrides';
import type { OverrideKind } from './session';
import type { Authority, Post, Stage } from './vocabulary';
import { isOpen, lastShown, placeOf } from './walk';
import { isAnswered } from './spoken';
import { fillBlanks, type Words } from './words';

export interface ShownLine {
  readonly id: string;
  readonly text: string;
}

/** A line that is said aloud. */
export interface SpokenLine extends ShownLine {
  /** The same in the language of whoever reads it out, where it is said in another one. */
  readonly meaning: string | null;
}

/** The language in which staff read what is not said aloud. */
export type Reader = 'zh' | 'en';

export interface Shown {
  readonly script: string;
  /** Of the script that is being played: in a danger another one than was begun. */
  readonly title: Words;
  readonly node: string;
  readonly type: CompiledNode['type'];
  readonly stage: Stage;
  readonly line: SpokenLine | null;
  /** What the line practises. */
  readonly skill: CompiledNode['skill'] | null;
  readonly apology: CompiledNode['apology'] | null;
  /** A line takes at most this long, listening at least. */
  readonly seconds: number | null;
  readonly why: ShownLine | null;
  readonly alternates: readonly SpokenLine[];
  /** What keeps an account going, for this level of anger. */
  readonly prompts: readonly SpokenLine[];
  readonly capturesQuote: boolean;
  /** `within`: the post on duty may do it without another signature. */
  readonly act: {
    readonly action: NonNullable<CompiledNode['action']>;
    readonly authority: Authority;
    readonly within: boolean;
  } | null;
  readonly escalation: {
    readonly to: Post;
    readonly urgency: NonNullable<CompiledNode['urgency']>;
    readonly reason: ShownLine | null;
  } | null;
  /** What staff do differently with this customer. */
  readonly tips: readonly Words[];
  readonly choices: readonly { readonly to: string; readonly label: ShownLine | null }[];
  readonly items: readonly (ShownLine & {
    readonly item: string;
    readonly blocking: boolean;
    readonly ticked: boolean;
  })[];
  readonly asks: { readonly fact: string; readonly declaration: FactDeclaration } | null;
  readonly notes: readonly ShownLine[];
  readonly suggestions: readonly Suggestion[];
  readonly overrides: readonly OverrideKind[];
  /** A calmer rating that counts after a second one, not before `at`. */
  readonly lowering: Session['lowering'];
  readonly mayGoBack: boolean;
  /** Before the first line, and again at each gate of a stage. */
  readonly rate: 'first' | 'gate' | null;
  /** Why the step of this node is not taken now. */
  readonly held: Refusal | null;
  /** Calm, nothing flagged: the short way on one screen (§1.6). */
  readonly fastLane: boolean;
}

/**
 * `values` are the blanks that the application knows, in the language of the wording: `staff.name`, `due.decision`, …
 * `reader`: the language of staff; without it that of the wording.
 */
export function present(
  pack: ScriptPack,
  session: Session,
  values: Readonly<Record<string, string>>,
  reader: Reader = languageOf(session.wording),
): Shown {
  const { script, node } = placeOf(pack, session);
  const textIn = (wording: Wording, id: string): string =>
    fillBlanks(textOf(pack, id, wording), {
      ...values,
      ...factValues(script, session, languageOf(wording)),
      ...termValues(script, wording),
    });
  const isForeign = reader !== languageOf(session.wording);
  const spoken = (id: string): SpokenLine => ({
    id,
    text: textIn(session.wording, id),
    meaning: isForeign ? textIn(reader, id) : null,
  });
  const line = (id: string): ShownLine => ({ id, text: textIn(reader, id) });
  const isSpoken = spokenTypes.includes(node.type);
  const shown = lastShown(session, script.code, node.id);
  const declaration = node.fact === undefined ? undefined : script.facts[node.fact];
  return {
    script: script.code,
    title: script.title,
    node: node.id,
    type: node.type,
    stage: node.stage,
    line: shown === null ? null : isSpoken ? spoken(shown) : { ...line(shown), meaning: null },
    skill: node.skill ?? null,
    apology: node.apology ?? null,
    seconds: node.seconds ?? null,
    why: node.why === undefined ? null : line(node.why),
    alternates: node.alternates.filter((id) => isAnswered(pack, id, session)).map(spoken),
    prompts: node.prompts
      .filter(({ levels }) => levels === undefined || session.level === null || levels.includes(session.level))
      .filter((prompt) => isAnswered(pack, prompt.line, session))
      .map((prompt) => spoken(prompt.line)),
    capturesQuote: node.captureQuote === true,
    act: actOf(session, node),
    escalation:
      node.escalateTo === undefined
        ? null
        : {
            to: node.escalateTo,
            urgency: node.urgency ?? 'now',
            reason: node.reason === undefined ? null : line(node.reason),
          },
    tips: script.variants.filter(({ when }) => holds(when, session)).flatMap(({ tips }) => tips),
    choices: choicesOf(pack, session, node).map(({ to, label }) => ({
      to,
      label: label === undefined ? null : line(label),
    })),
    items: node.items.map(({ id, line: text, blocking }) => ({
      ...line(text),
      item: id,
      blocking,
      ticked: session.ticked.includes([script.code, node.id, id].join('.')),
    })),
    asks: node.fact === undefined || declaration === undefined ? null : { fact: node.fact, declaration },
    notes: session.notes.map(line),
    suggestions: session.suggestions.filter(({ state }) => state === 'open'),
    overrides: session.overrides.filter(({ until }) => until === null).map(({ kind }) => kind),
    lowering: session.lowering,
    mayGoBack: session.trail.length > 0,
    rate: rateDue(session, node),
    held: heldBy(session, node),
    fastLane: isFastLane(session),
  };
}

/** What is said to the customer; the text of all other nodes is for staff. */
const spokenTypes: readonly CompiledNode['type'][] = ['say', 'ask', 'end'];

const languageOf = (wording: Wording): Reader => (wording === 'en' ? 'en' : 'zh');

function actOf({ onDuty }: Session, { action, authority = 'hq' }: CompiledNode): Shown['act'] {
  return action === undefined ? null : { action, authority, within: reaches(onDuty.post, authority) };
}

function textOf(pack: ScriptPack, id: string, wording: Wording): string {
  const text = pack.lines[id];
  if (text === undefined) throw new Error(`No line ${id}`);
  return wording === 'zhSimple' ? (text.zhSimple ?? text.zh) : text[wording];
}

/** A text of the script being played with its blanks filled by what is known now. */
export function filledIn(
  pack: ScriptPack,
  session: Session,
  values: Readonly<Record<string, string>>,
  wording: Wording,
  text: string,
): string {
  const { script } = placeOf(pack, session);
  return fillBlanks(text, {
    ...values,
    ...factValues(script, session, languageOf(wording)),
    ...termValues(script, wording),
  });
}

/** Answers as they are said: the name of an option, an amount in yuan. */
function factValues({ facts }: CompiledScript, session: Session, language: Reader): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(session.facts).flatMap(([id, { value }]) => {
      if (value === null) return [];
      return [[`fact.${id}`, valueText(facts[id], value, language)]];
    }),
  );
}

/** A value of a fact as it is said: the name of an option, an amount in yuan. */
export function valueText(fact: FactDeclaration | undefined, value: Scalar, language: Reader): string {
  const option = fact?.options?.find((one) => one.id === value);
  if (option !== undefined) return option[language];
  if (fact?.input === 'money' && typeof value === 'number' && value >= 0) return yuan(value, language);
  if (fact?.input === 'yesNo' && (value === 'yes' || value === 'no')) return yesOrNo[value][language];
  return String(value);
}

const yesOrNo = { yes: { zh: '是', en: 'yes' }, no: { zh: '否', en: 'no' } } as const;

/** Without ",00": nobody says the fen of a round amount. */
const yuan = (fen: number, language: 'zh' | 'en'): string =>
  `${formatYuan(fen).replace(/\.00$/, '')}${language === 'zh' ? '元' : ' yuan'}`;

const termValues = ({ terms }: CompiledScript, wording: Wording): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(terms).map(([id, term]) => [`term.${id}`, wording === 'en' ? term.en : term.zh]));

/** What staff choose themselves; a way whose node is used up is not offered. */
function choicesOf(pack: ScriptPack, session: Session, node: CompiledNode): CompiledNode['edges'] {
  if (node.type !== 'choose' || (node.on !== 'pick' && node.on !== 'need' && node.on !== 'mode')) return [];
  return node.edges.filter(({ is: _is, ...edge }) => isOpen(pack, session, edge));
}

function rateDue({ ratings }: Session, node: CompiledNode): Shown['rate'] {
  const last = ratings.at(-1);
  if (last === undefined) return 'first';
  return last.stage === node.stage && !(node.type === 'choose' && node.on === 'emotion') ? null : 'gate';
}

/** Never in a script that meets a danger, however calm somebody seems in it. */
const isFastLane = ({ frames, level, flags, distress, overrides }: Session): boolean =>
  !frames.some(({ script }) => meetsDanger(script)) &&
  level !== null &&
  level <= 1 &&
  flags.length === 0 &&
  distress.length === 0 &&
  overrides.every(({ until }) => until !== null);

/** What a colleague who takes over reads in half a minute. */
export interface Handover {
  /** Whom it is about, as far as they were asked. */
  readonly customer: string | null;
  readonly since: number;
  readonly stage: Stage;
  readonly matter: string | null;
  readonly wish: string | null;
  readonly curve: readonly { readonly at: number; readonly level: number }[];
  readonly flags: readonly { readonly flag: string; readonly basis: readonly string[] }[];
  readonly overrides: readonly OverrideKind[];
}

/** Signs of a matter or a wish that are read in passing; all of it stands in the form. */
export const mostToRead = 50;

export function handover(pack: ScriptPack, session: Session): Handover {
  const fact = (id: string) => {
    const value = session.facts[id]?.value ?? null;
    if (value === null) return null;
    const signs = [...String(value)];
    return signs.length > mostToRead ? `${signs.slice(0, mostToRead - 1).join('')}…` : signs.join('');
  };
  const [root] = session.frames;
  return {
    customer: fact('customerName'),
    since: session.startedAt,
    stage: pack.scripts[root?.script ?? '']?.nodes[root?.node ?? '']?.stage ?? placeOf(pack, session).node.stage,
    matter: fact('matter'),
    wish: fact('wish'),
    curve: session.ratings.map(({ at, level }) => ({ at, level })),
    flags: session.flags.map(({ flag, basis }) => ({ flag, basis })),
    overrides: session.overrides.filter(({ until }) => until === null).map(({ kind }) => kind),
  };
}
