/**
 * What the oldest runtime we support (Electron 25 = Chrome 114) does not have.
 *
 * The same bundle must run there and in the current Electron. TypeScript's ES2023 lib already refuses
 * new ECMAScript methods; the DOM lib knows no versions, so browser APIs need this list. It is short on
 * purpose: names we could plausibly reach for, with the Chrome version that brought them.
 */

/** `Object.property` → first Chrome version. */
export const STATIC_MEMBERS = {
  'Promise.withResolvers': 119,
  'Promise.try': 128,
  'Array.fromAsync': 121,
  'Object.groupBy': 117,
  'Map.groupBy': 117,
  'URL.canParse': 120,
  'URL.parse': 126,
  'AbortSignal.any': 116,
  'RegExp.escape': 136,
  'Error.isError': 134,
  'Math.sumPrecise': 147,
  'Math.f16round': 135,
  'Uint8Array.fromBase64': 140,
  'Uint8Array.fromHex': 140,
  'Iterator.from': 122,
  'Iterator.concat': 146,
  'Iterator.zip': 147,
  'Atomics.pause': 133,
  'Symbol.dispose': 134,
  'Symbol.asyncDispose': 134,
  'Intl.DurationFormat': 129,
  'Document.parseHTMLUnsafe': 124,
  'scheduler.yield': 129,
};

/** Method names that are unmistakable whatever the receiver. */
export const METHODS = {
  isSubsetOf: 122,
  isSupersetOf: 122,
  isDisjointFrom: 122,
  symmetricDifference: 122,
  setFromBase64: 140,
  setFromHex: 140,
  getAllRecords: 141,
  moveBefore: 133,
  setHTMLUnsafe: 124,
  requestClose: 134,
  caretPositionFromPoint: 128,
  getHTML: 125,
  getOrInsert: 145,
  getOrInsertComputed: 145,
};

/** Globals that Chrome 114 does not define. */
export const GLOBALS = {
  Temporal: 144,
  Float16Array: 135,
  DisposableStack: 134,
  AsyncDisposableStack: 134,
  SuppressedError: 134,
  FileSystemObserver: 133,
  CloseWatcher: 126,
  documentPictureInPicture: 116,
};

/** WebCrypto algorithms that Chrome 114 refuses at run time. */
export const SUBTLE_ALGORITHMS = { Ed25519: 137, X25519: 133 };

const OLDEST_CHROME = 114;

/** @param {Record<string, number>} table */
const tooNew = (table) => new Map(Object.entries(table).filter(([, version]) => version > OLDEST_CHROME));

/** @type {import('eslint').Rule.RuleModule} */
export const afterChrome114 = {
  meta: {
    type: 'problem',
    docs: { description: 'refuse APIs that Chrome 114 lacks' },
    schema: [],
    messages: { tooNew: '{{name}} came with Chrome {{version}}; the oldest supported runtime is Chrome 114.' },
  },
  create(context) {
    const statics = tooNew(STATIC_MEMBERS);
    const methods = tooNew(METHODS);
    const globals = tooNew(GLOBALS);
    const algorithms = tooNew(SUBTLE_ALGORITHMS);
    /** @param {import('eslint').JSSyntaxElement} node @param {string} name @param {number | undefined} version */
    const report = (node, name, version) =>
      context.report({ node, messageId: 'tooNew', data: { name, version: String(version) } });

    return {
      MemberExpression(node) {
        if (node.computed || node.property.type !== 'Identifier') return;
        if (node.object.type === 'Identifier') {
          const name = `${node.object.name}.${node.property.name}`;
          if (statics.has(name)) report(node, name, statics.get(name));
        }
        const parent = node.parent;
        const called = parent.type === 'CallExpression' && parent.callee === node;
        if (called && methods.has(node.property.name)) {
          report(node, `.${node.property.name}()`, methods.get(node.property.name));
        }
      },
      'Program:exit'(program) {
        const scope = context.sourceCode.getScope(program);
        for (const { identifier } of scope.through) {
          const parent = /** @type {{parent?: {type: string}}} */ (identifier).parent;
          if (parent?.type.startsWith('TSType')) continue;
          const version = globals.get(identifier.name);
          if (version !== undefined) report(identifier, identifier.name, version);
        }
      },
      'CallExpression[callee.object.property.name="subtle"] Literal'(
        /** @type {import('eslint').JSSyntaxElement & {value: unknown}} */ node,
      ) {
        const version = algorithms.get(String(node.value));
        if (version !== undefined) report(node, `WebCrypto ${String(node.value)}`, version);
      },
    };
  },
};
