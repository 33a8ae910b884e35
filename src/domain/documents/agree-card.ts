/**
 * 约定卡: what was heard and what was agreed, turned to the customer in big type before they go. It is worded here once, whole: the
 * screen, the second window and the archive draw the same words, and a signature is bound to them. Every text is `CustomerText`, so
 * neither notes, flags, mood, causes nor third names fit in.
 */
import { z } from 'zod';
import { canonicalJson } from '../evidence/canonical';
import type { Hasher } from '../evidence/hashing';
import { customerText, oneLine, type CustomerText, type PublicString } from './audience-text';
import type { DocumentLanguage } from './format';

export interface CardRow {
  /** What this is, in a word; "" where the title of the section says it. */
  readonly label: CustomerText;
  readonly text: CustomerText;
  /** Drawn largest: number, day, person, telephone. */
  readonly isKey: boolean;
}

export interface CardSection {
  readonly id: 'heard' | 'agreed' | 'reach' | 'routes';
  readonly title: CustomerText;
  readonly rows: readonly CardRow[];
}

export interface AgreeCard {
  readonly document: 'agreeCard';
  readonly language: DocumentLanguage;
  readonly title: CustomerText;
  readonly outlet: CustomerText;
  readonly sections: readonly CardSection[];
  /** That a note is kept, and that signing is no consent to the result. */
  readonly foot: readonly CustomerText[];
}

/** The facts a card may show, worded in its language; `StaffText` does not compile. */
export interface AgreeCardInput {
  readonly language: DocumentLanguage;
  readonly institution: PublicString;
  readonly outlet: PublicString;
  readonly caseNumber: PublicString;
  readonly matter: PublicString;
  readonly wish: PublicString;
  /** What was promised, by whom, until when (as it is read). */
  readonly promises: readonly {
    readonly text: PublicString;
    readonly owner: PublicString;
    readonly due: PublicString;
  }[];
  /** Last day of the answer, as it is read; "" where the rules set none. */
  readonly answerBy: PublicString;
  readonly owner: PublicString;
  readonly phone: PublicString;
  /** Ways of redress, each a whole sentence. */
  readonly routes: readonly PublicString[];
  readonly words: AgreeCardWords;
}

/** Titles and labels, from the locale files. */
export interface AgreeCardWords {
  readonly title: PublicString;
  readonly heard: PublicString;
  readonly agreed: PublicString;
  readonly reach: PublicString;
  readonly routes: PublicString;
  readonly wish: PublicString;
  readonly answerBy: PublicString;
  readonly number: PublicString;
  readonly owner: PublicString;
  readonly phone: PublicString;
  readonly foot: readonly PublicString[];
}

/** Longest text of the customer on a card, in graphemes: a card is read from a step away. */
const longest = 120;
const mostPromises = 6;

/** Words the card. What is empty is left out, never drawn as an empty line. */
export function buildAgreeCard(input: AgreeCardInput): AgreeCard {
  const { words } = input;
  const row = (label: PublicString, text: PublicString, isKey = false): readonly CardRow[] => {
    const shown = oneLine(text, longest);
    return shown === '' ? [] : [{ label: oneLine(label, 40), text: shown, isKey }];
  };
  const section = (id: CardSection['id'], title: PublicString, rows: readonly CardRow[]): readonly CardSection[] =>
    rows.length === 0 ? [] : [{ id, title: customerText(title), rows }];
  const { promises, routes } = input;
  return {
    document: 'agreeCard',
    language: input.language,
    title: customerText(words.title),
    outlet: oneLine([input.institution, input.outlet].filter((part) => part !== '').join(' '), longest),
    sections: [
      ...section('heard', words.heard, [...row('', input.matter), ...row(words.wish, input.wish)]),
      ...section('agreed', words.agreed, [
        ...promises
          .slice(0, mostPromises)
          .flatMap(({ text, owner, due }) => row([due, owner].filter((part) => part !== '').join(' · '), text)),
        ...row(words.answerBy, input.answerBy, true),
      ]),
      ...section('reach', words.reach, [
        ...row(words.number, input.caseNumber, true),
        ...row(words.owner, input.owner, true),
        ...row(words.phone, input.phone, true),
      ]),
      ...section(
        'routes',
        words.routes,
        routes.flatMap((route) => row('', route)),
      ),
    ],
    foot: words.foot.map((one) => customerText(one)),
  };
}

const Text = z.string().max(400);

/** A card as it is stored with its signature. */
export const StoredCard = z.strictObject({
  document: z.literal('agreeCard'),
  language: z.enum(['zh-CN', 'en']),
  title: Text,
  outlet: Text,
  sections: z
    .array(
      z.strictObject({
        id: z.enum(['heard', 'agreed', 'reach', 'routes']),
        title: Text,
        rows: z.array(z.strictObject({ label: Text, text: Text, isKey: z.boolean() })).max(20),
      }),
    )
    .max(4),
  foot: z.array(Text).max(4),
});
export type StoredCard = z.infer<typeof StoredCard>;

/** Names the words of a card to the letter; what is signed is this. */
export const cardDigest = (card: StoredCard | AgreeCard, hasher: Hasher): string => hasher.sha256(canonicalJson(card));
