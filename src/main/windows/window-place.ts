/** Where the window stands: kept between starts, and brought back when the screen it stood on is gone or smaller. */
import { z } from 'zod';

const smallest = { width: 1024, height: 640 };
const usual = { width: 1366, height: 768 };
/** Share of the screen. */
const highestBar = 0.65;
/** Enough of the title bar to be seen and taken hold of. */
const visible = { width: 100, height: 50 };

export const WindowState = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(1).max(20_000),
  height: z.int().min(1).max(20_000),
  maximised: z.boolean(),
});
export type WindowState = z.infer<typeof WindowState>;

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowPlace {
  /** Undefined: the system chooses, in the middle of the main screen. */
  readonly position: { readonly x: number; readonly y: number } | undefined;
  readonly size: { readonly width: number; readonly height: number };
  readonly minimum: { readonly width: number; readonly height: number };
  readonly maximised: boolean;
}

/** The place for a new window. `workAreas`: the screens without their task bars, the main one first. */
export function placeWindow(state: WindowState | undefined, workAreas: readonly Rectangle[]): WindowPlace {
  const at = state && positionOf(state);
  const area = (at && workAreas.find((candidate) => shows(candidate, { ...state, ...at }))) ?? undefined;
  const room = area ?? workAreas[0] ?? { x: 0, y: 0, ...usual };
  const minimum = { width: Math.min(smallest.width, room.width), height: Math.min(smallest.height, room.height) };
  const wanted = state ?? usual;
  const size = {
    width: between(wanted.width, minimum.width, room.width),
    height: between(wanted.height, minimum.height, room.height),
  };
  return { position: area && at, size, minimum, maximised: state?.maximised ?? false };
}

/** A bar over the whole width at the foot of the screen; never so high that what it stands beside can't be worked with. */
export function placeBar(workArea: Rectangle, height: number): Rectangle {
  const high = Math.round(Math.min(height, workArea.height * highestBar));
  return { x: workArea.x, y: workArea.y + workArea.height - high, width: workArea.width, height: high };
}

function positionOf({ x, y }: WindowState): { x: number; y: number } | undefined {
  return x === undefined || y === undefined ? undefined : { x, y };
}

function shows(area: Rectangle, window: Rectangle): boolean {
  const across = window.x + visible.width <= area.x + area.width && window.x + window.width - visible.width >= area.x;
  // The title bar is at the top: above the screen nobody could take hold of it.
  const down = window.y >= area.y - 10 && window.y + visible.height <= area.y + area.height;
  return across && down;
}

function between(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
