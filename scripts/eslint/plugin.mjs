/** The project's own ESLint rules: one door per raw API, availability, reasons for disable comments. */
import { afterChrome114 } from './availability.mjs';
import { DOORS } from './doors.mjs';

/** @param {import('./doors.mjs').Door} door @returns {import('eslint').Rule.RuleModule} */
const doorRule = (door) => ({
  meta: { type: 'problem', docs: { description: door.message }, schema: [], messages: { door: door.message } },
  create: (context) =>
    Object.fromEntries(
      door.selectors.map((selector) => [
        selector,
        (/** @type {import('eslint').Rule.Node} */ node) => context.report({ node, messageId: 'door' }),
      ]),
    ),
});

/** @type {import('eslint').Rule.RuleModule} */
const disableNeedsReason = {
  meta: {
    type: 'problem',
    docs: { description: 'an eslint-disable comment says why' },
    schema: [],
    messages: { reason: 'Say why, after two dashes: // eslint-disable-next-line rule -- reason' },
  },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (!/^\s*eslint-disable/.test(comment.value)) continue;
        const named = /^\s*eslint-disable\S*\s+[^\s-]/.test(comment.value);
        if (named && /\s-{2,}\s+\S.{9,}/s.test(comment.value)) continue;
        // Reported by place, not by node: a disable comment cannot switch this off for the line above itself.
        context.report({ loc: comment.loc ?? { line: 1, column: 0 }, messageId: 'reason' });
      }
    },
  }),
};

export const doors = { rules: Object.fromEntries(DOORS.map((door) => [door.name, doorRule(door)])) };
export const house = { rules: { 'disable-needs-reason': disableNeedsReason, 'after-chrome-114': afterChrome114 } };

/** One flat config entry per door. */
export const doorConfigs = DOORS.map((door) => ({
  name: `door: ${door.name}`,
  files: door.files,
  ignores: door.allowed,
  rules: { [`doors/${door.name}`]: 'error' },
}));
