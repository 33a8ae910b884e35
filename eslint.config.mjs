/**
 * Code rules. Layers are dependency-cruiser's job, formatting is prettier's.
 * tests/fences proves that the important rules bite.
 */
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import i18next from 'eslint-plugin-i18next';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import n from 'eslint-plugin-n';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { SHIPPED, TESTS } from './scripts/eslint/doors.mjs';
import { doorConfigs, doors, house } from './scripts/eslint/plugin.mjs';

const TYPED = ['**/*.{ts,tsx,mts}'];
const PAGES = ['src/{renderer,hq-console}/**/*.{ts,tsx}'];

/** Attributes a user reads or hears; their text comes from i18n like all other text. */
const SPOKEN_ATTRIBUTES = [
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'aria-placeholder',
  'title',
  'placeholder',
  'label',
  'alt',
  'helperText',
  'primary',
  'secondary',
  'subheader',
  'loadingText',
  'noOptionsText',
  // Properties of our own components.
  'heading',
  'body',
  'hint',
  'caption',
  'text',
  'message',
  'description',
  'tooltip',
  'confirmLabel',
  'cancelLabel',
];

export default tseslint.config(
  { ignores: ['node_modules', 'out', 'dist', 'release', 'reports', 'coverage', 'test-results', '.cache'] },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' },
    plugins: { doors, house },
    rules: { 'house/disable-needs-reason': 'error' },
  },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: globals.node },
  },
  {
    files: TYPED,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        // A written default is a decision about all other members; no default asks for every one.
        { considerDefaultExhaustiveForUnions: true, allowDefaultCaseForExhaustiveSwitch: false },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Stylistic or noisy without catching bugs here:
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/only-throw-error': 'error',
      // About enums and classes, which this code does not have; they took a third of the lint time.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      // Handlers share an asynchronous type; one that has nothing to wait for is still a handler.
      '@typescript-eslint/require-await': 'off',
      // [...text] splits into code points, which is what masking and counting Chinese names need.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
    },
  },
  {
    files: ['**/*.{ts,tsx,mts,js,mjs,cjs}'],
    rules: {
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'start' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-eval': 'error',
      // The ideographic space is ordinary in Chinese text.
      'no-irregular-whitespace': ['error', { skipStrings: true, skipTemplates: true, skipJSXText: true }],
      'no-implied-eval': 'error',
      'no-new-func': 'error',
    },
  },
  {
    files: TESTS,
    rules: {
      // Tests index into arrays they have just built and hand half-filled objects to builders.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // Plain JavaScript helpers have no types worth checking from a test.
    files: ['scripts/**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: SHIPPED,
    ignores: TESTS,
    rules: { 'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }] },
  },
  {
    // The main process of the oldest Electron runs Node 18.15.
    files: ['src/main/**/*.ts', 'src/preload/**/*.ts'],
    ignores: TESTS,
    plugins: { n },
    rules: {
      'n/no-unsupported-features/node-builtins': [
        'error',
        // statfs is in 18.15, marked experimental there; there is no other way to learn how full the disk is.
        { version: '>=18.15.0', ignores: ['fs/promises.statfs'] },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: TESTS,
    rules: { 'house/after-chrome-114': 'error' },
  },
  {
    files: PAGES,
    extends: [reactHooks.configs.flat.recommended, jsxA11y.flatConfigs.recommended],
    rules: {
      // Our TextField takes autoFocus for the first field of a page or dialog; the DOM attribute stays forbidden.
      'jsx-a11y/no-autofocus': ['error', { ignoreNonDOM: true }],
    },
  },
  {
    files: PAGES,
    ignores: TESTS,
    plugins: { i18next },
    rules: {
      'i18next/no-literal-string': [
        'error',
        {
          mode: 'jsx-only',
          'should-validate-template': true,
          // The default also lets capitals pass ("OK", "VIP"); only signs and digits are free of language.
          words: { exclude: [/^[\p{P}\p{S}\p{N}\s]+$/u] },
          'jsx-attributes': { include: SPOKEN_ATTRIBUTES },
          message: 'Text comes from the locale files',
        },
      ],
    },
  },
  ...doorConfigs,
  prettier,
);
