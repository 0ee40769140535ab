/** What the seeded runs work on: small repositories. */

/** A test file: its import, and one test. */
export const testFile = (file: string, title: string, body: string): string =>
  `import assert from 'node:assert/strict'\nimport { test } from 'node:test'\n${file}\ntest('${title}', () => {\n${body}\n})\n`

const LINT = `const fixed = process.argv.includes('--list')
const [bold, red, dim, plain] = fixed ? ['', '', '', ''] : ['\\u001b[1m', '\\u001b[31m', '\\u001b[2m', '\\u001b[0m']
console.log(bold + 'tidepool-web' + plain + dim + ' 48 files' + plain)
if (fixed) process.exit(0)
console.error(red + "error TS2307: Cannot find module 'eslint/config'" + plain)
console.error(dim + '  at eslint.config.js:1:30' + plain)
process.exit(1)
`

/** By name: the files of its one commit. */
export const REPOSITORIES = {
  'harbour-api': {
    'package.json': '{ "name": "harbour-api", "type": "module", "private": true }\n',
    'README.md': '# harbour-api\n\nShipments over HTTP.\n',
    'src/query.js': 'export function readQuery({ limit = 50, offset = 0 }) {\n  return { limit, offset }\n}\n',
    'src/shipments.js':
      'export const list = (shipments, { limit, offset }) => shipments.slice(offset, offset + limit)\n',
    'test/query.test.js': testFile(
      "import { readQuery } from '../src/query.js'",
      'a query has a limit',
      '  assert.equal(readQuery({}).limit, 50)',
    ),
  },
  'parcel-worker': {
    'package.json': '{ "name": "parcel-worker", "type": "module", "private": true }\n',
    'src/queue.js': 'export const createQueue = () => ({ waiting: [] })\n',
  },
  'ledger-core': {
    'package.json': '{ "name": "ledger-core", "type": "module", "private": true }\n',
    'package-lock.json': '{ "name": "ledger-core", "lockfileVersion": 3, "packages": {} }\n',
    'src/billing/period.js': "export const endOfMonth = (date) => date.slice(0, 8) + '31'\n",
    'src/billing/invoice.js': 'export const total = (lines) => lines.reduce((sum, line) => sum + line.cents, 0)\n',
    'src/money.js': 'export const round = (cents) => Math.round(cents)\n',
    'test/billing/period.test.js': '',
  },
  'tidepool-web': {
    'package.json': '{ "name": "tidepool-web", "type": "module", "private": true }\n',
    '.eslintrc.json': '{ "root": true }\n',
    'src/sign-in.js': 'export const message = () => null\n',
    'src/page.css': '.error { color: crimson }\n',
    'tools/lint.mjs': LINT,
  },
} as const
export type RepositoryName = keyof typeof REPOSITORIES | 'tally'
