import tseslint from 'typescript-eslint';

const sizes = {
  'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
  'max-lines': ['error', { max: 300 }],
  'max-params': ['error', 3],
  complexity: ['error', { max: 10, variant: 'modified' }],
};

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '.brownout/**', 'coverage/**'] },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...sizes,
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-eval': 'error',
    },
  },
  {
    files: ['core/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.fixture.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'core is pure: time arrives as an argument.' },
        { object: 'Math', property: 'random', message: 'core is pure: randomness comes from a seed.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'core is pure: time arrives as an argument.' },
        { selector: 'MemberExpression[property.name=/^toLocale/]', message: 'core is pure: output must not depend on the machine.' },
        { selector: 'ImportExpression', message: 'core loads nothing at run time.' },
      ],
    },
  },
  {
    files: ['client/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportExpression[source.value=/scenarios|server|score|diagnosis|faults/]',
          message: 'The browser never loads what is sealed.',
        },
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'Players write text: never as HTML.' },
      ],
    },
  },
  {
    files: ['**/*.test.{ts,tsx}', '**/*.fixture.ts', '**/contract/*.ts', 'tests/**'],
    // A row of a test table is its own list of parameters.
    rules: { 'max-lines-per-function': 'off', 'max-lines': ['error', { max: 500 }], 'max-params': 'off' },
  },
);
