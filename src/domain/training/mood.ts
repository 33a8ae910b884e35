/**
 * What goes on in the customer. It moves by rule, not by chance (§4.2): what hurts raises the anger by one, as many kind acts as the person
 * needs bring it down by one, and patience runs out step by step.
 */
import type { Distress, Level } from '../scripts/vocabulary';
import type { Customer } from './casting';
import { feelingOf, type Tag } from './tags';

export interface Mood {
  readonly level: Level;
  readonly distress: readonly Distress[];
  /** 0–5. */
  readonly trust: number;
  readonly patience: number;
  /** Kind acts since the last change of level. */
  readonly calm: number;
  /** Steps that brought nothing, one after the other. */
  readonly dull: number;
  readonly provoked: number;
  /** Walks out. */
  readonly gone: boolean;
}

const mostTrust = 5;
/** So many questions without anything for the customer are borne; who is in a hurry bears fewer. */
const dullBorne = 6;
const dullBorneInHurry = 4;

export const firstMood = (customer: Customer): Mood =>
  withSigns(customer, {
    level: customer.startLevel,
    distress: [],
    trust: customer.trust,
    patience: customer.patience,
    calm: 0,
    dull: 0,
    provoked: 0,
    gone: false,
  });

/** The mood after a choice that was all of this. */
export function felt(customer: Customer, mood: Mood, tags: readonly Tag[]): Mood {
  const after = tags.reduce((so, tag) => feel(customer, so, tag), mood);
  return withSigns(customer, after.patience > 0 ? after : outOfPatience(customer, after));
}

function feel(customer: Customer, mood: Mood, tag: Tag): Mood {
  switch (feelingOf[tag]) {
    case 'kind':
      return soothed(customer, mood);
    case 'harm':
      return hurt(customer, mood, tag);
    case 'slow':
      return { ...mood, patience: mood.patience - 1, dull: 0 };
    case 'neutral':
      return tag === 'plain' ? dulled(customer, mood) : mood;
  }
}

function soothed(customer: Customer, mood: Mood): Mood {
  const calm = mood.calm + 1;
  const settles = calm >= customer.calmers && mood.level > 0;
  return {
    ...mood,
    trust: Math.min(mostTrust, mood.trust + 1),
    patience: Math.min(customer.patience, mood.patience + 1),
    dull: 0,
    calm: settles ? 0 : calm,
    level: settles ? lower(mood.level) : mood.level,
  };
}

function hurt(customer: Customer, mood: Mood, tag: Tag): Mood {
  const cost = customer.triggers.includes(tag) ? 2 : 1;
  return {
    ...mood,
    trust: Math.max(0, mood.trust - cost),
    patience: mood.patience - 1,
    calm: 0,
    dull: 0,
    provoked: mood.provoked + 1,
    level: higher(mood.level),
  };
}

function dulled(customer: Customer, mood: Mood): Mood {
  const most = customer.need === 'convenience' ? dullBorneInHurry : dullBorne;
  const dull = mood.dull + 1;
  return dull < most ? { ...mood, dull } : { ...mood, dull: 0, patience: mood.patience - 1 };
}

/** Louder, and at the top of the scale there is only the door. */
const outOfPatience = (customer: Customer, mood: Mood): Mood =>
  mood.level === 3
    ? { ...mood, gone: true }
    : { ...mood, level: higher(mood.level), calm: 0, patience: Math.ceil(customer.patience / 2) };

const withSigns = (customer: Customer, mood: Mood): Mood => ({
  ...mood,
  distress: customer.signs.filter(({ after }) => mood.provoked >= after).map(({ sign }) => sign),
});

const higher = (level: Level): Level => (level === 0 ? 1 : level === 1 ? 2 : 3);
const lower = (level: Level): Level => (level === 3 ? 2 : level === 2 ? 1 : 0);
