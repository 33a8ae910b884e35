/** Where a pack stands on its way to the branches, and how it goes on; apart from the contract, for the page to load. */
export const releaseStates = ['proposed', 'pilot', 'everywhere', 'stopped', 'refused', 'withdrawn'] as const;
/** 待复核, 试点中, 已全面推行, 已停止推行, 复核未通过, 已撤回. */
export type ReleaseState = (typeof releaseStates)[number];

/** How a release that was signed goes on. */
export const rollOuts = ['everywhere', 'stopped', 'withdrawn'] as const;
export type RollOut = (typeof rollOuts)[number];
