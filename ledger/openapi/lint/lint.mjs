// Lints the OpenAPI document in the file that is its argument; prints what it finds, and exits 1 then. Needs no network.
import openapi from '@redocly/openapi-core';

const config = await openapi.createConfig({
  extends: ['recommended-strict'],
  rules: {
    'info-license': 'off', // of the product, not of its API
    'operation-4xx-response': 'error',
    'no-invalid-media-type-examples': 'error',
    'no-invalid-schema-examples': 'error',
    'no-invalid-parameter-examples': 'error',
    'tags-alphabetical': 'off',
  },
});
const problems = await openapi.lint({ ref: process.argv[2], config });
openapi.formatProblems(problems, { format: 'codeframe', totals: openapi.getTotals(problems), version: '1' });
process.exitCode = problems.length === 0 ? 0 : 1;
