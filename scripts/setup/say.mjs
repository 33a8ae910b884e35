/** One voice for everything that prepares a run. */

/** A problem the person at the terminal can solve; its message says how. */
export const problem = (/** @type {string[]} */ ...lines) =>
  Object.assign(new Error(lines.join('\n')), { isProblem: true });

/** @param {string} line */
export const say = (line) => console.error(`[setup] ${line}`);

/**
 * Runs a command line tool of ours: problems are printed as text, bugs with their stack.
 * @param {() => Promise<number | void>} main returns the exit code
 */
export const runMain = async (main) => {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    const known = error instanceof Error && 'isProblem' in error;
    console.error(known ? `\n[setup] ${error.message}` : error);
    process.exitCode = 1;
  }
};

/** @param {number} startedAtMs */
export const secondsSince = (startedAtMs) => `${((Date.now() - startedAtMs) / 1000).toFixed(1)} s`;
