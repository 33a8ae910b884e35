/** Levels of authority, apart from the matrix, so that pages load them without the rules. */
import { z } from 'zod';
import type { Role } from './roles';

/** Levels of authority are roles, the lower one first: 网点负责人, and the officer who stands above the branch. */
export const levels = ['supervisor', 'officer'] as const satisfies readonly Role[];
export const Level = z.enum(levels);
export type Level = z.infer<typeof Level>;

/** The level of the superior institution: it reviews what was decided without it. */
export const superiorLevel: Level = 'officer';

export function levelOf(role: Role): Level | undefined {
  return levels.find((level) => level === role);
}

/** True when `level` may stand in for `asked`. */
export function reaches(level: Level, asked: Level): boolean {
  return levels.indexOf(level) >= levels.indexOf(asked);
}
