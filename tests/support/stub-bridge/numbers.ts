/** Case numbers for tests: well formed, invented. */
export const caseNumbers = ['YQ021-260318-A007-K', 'YQ021-260318-A008-H', 'YQ021-260318-A009-F'] as const;
