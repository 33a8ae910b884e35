/** What the pages of scripts are shown of a script and its draft, and what a new script begins as. */
import type { ScriptDesk } from '../../domain/scripts/desk';
import { withOverlay } from '../../domain/scripts/overlay';
import { isPublished, openConfirmers } from '../../domain/scripts/review';
import type { ScriptSource } from '../../domain/scripts/script';
import { stopOf, type ScriptStops } from '../../domain/scripts/stops';
import type { ScriptRowView } from '../../shared/contract/scripts';
import { nodeHasher } from '../keys/ed25519';

/** The draft as it stands by now: what was approved and came back from headquarters is published. */
export const asSeen = (draft: ScriptSource, inUse: ScriptSource | null): ScriptSource =>
  inUse !== null && isPublished(draft, inUse) ? { ...draft, state: 'published' } : draft;

/** A script of its own, begun as another one is now: what was signed and dated there says nothing of this one. */
export function newScript(model: ScriptSource, own: Record<string, unknown>): unknown {
  const { signOffs: _signed, effectiveFrom: _from, effectiveTo: _to, entry: _entry, ...rest } = model;
  const { entry, ...head } = own;
  return {
    ...rest,
    ...head,
    version: '1.0.0',
    state: 'draft',
    changeNote: model.changeNote,
    ...(entry === null ? {} : { entry }),
  };
}

export function rowOf(source: ScriptSource, { drafts, wordings }: ScriptDesk, stops: ScriptStops): ScriptRowView {
  const { code, family, title, trigger, version, state, law } = source;
  const own = wordings.filter(({ line }) => line.startsWith(`${code}.`));
  const open = openConfirmers(source, nodeHasher);
  const kept = drafts[code]?.source;
  const draft = kept && asSeen(kept, source);
  return {
    code,
    inUse: true,
    family,
    title,
    trigger,
    version,
    state,
    legalPoints: law.length,
    openPoints: law.filter(({ confirm }) => open.includes(confirm)).length,
    draft: draft === undefined ? null : { version: draft.version, state: draft.state },
    wordings: own.length,
    resting: withOverlay(source, own, nodeHasher).stale.length,
    stopped: stopOf(stops, source)?.reason ?? null,
  };
}

export const placesOf = (issues: readonly { readonly path: readonly PropertyKey[] }[]): readonly string[] => [
  ...new Set(issues.map(({ path: place }) => place.map(String).join('.'))),
];
