import fc from 'fast-check'
import type { MethodName } from '../../../shared/contract.ts'
import { SHAPES } from './shapes.ts'

const UUID = '00000000-0000-4000-8000-000000000000'
const TASK = { title: 't', objective: 'o', acceptanceCriteria: ['c'], verificationSteps: ['true'], allowedPaths: [] }

/** What some key of some method takes, what almost does, and what somebody would try. */
const VALUES: readonly unknown[] = [
  ...[
    UUID,
    UUID.toUpperCase(),
    `${UUID}/..`,
    `../${UUID}`,
    `${UUID}\n`,
    '0123456789abcdef',
    '0123456789ABCDEF',
    'demo',
  ],
  ...['API_KEY', 'strategy', 'checker', 'interrupt', 'next_turn', 'pause', 'resume', 'approved', 'rejected', 'vscode'],
  ...[
    '',
    ' ',
    '/',
    '#/',
    '#/run/1?item=a%2Fb',
    '#//a.example',
    '#/\\',
    '..',
    '../../../etc/passwd',
    '/etc/passwd',
    'C:\\Windows',
    '\\\\host\\share',
    'file:///etc/passwd',
  ],
  ...[
    'a\0b',
    '\ud800',
    '\u202e',
    '__proto__',
    'constructor',
    '-rf',
    '$(id)',
    '; DROP TABLE runs',
    "' OR 1=1 --",
    '%00',
  ],
  ...['x'.repeat(300), 'x'.repeat(5_000), 'x'.repeat(100_001), 'https://a.example/', 'javascript:1'],
  ...[0, 1, 2, 100, 500, 501, -1, 1.5, -0, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 1_048_576, 1_048_577, 1n],
  ...[true, false, null, undefined, [], {}, [[]], ['x'], ['plan', 'diff'], [TASK], [TASK, { ...TASK, more: 1 }]],
  ...[{ toString: 'x' }, { length: 1 }, new Date(0), new Map([['a', 1]]), new Set([1]), new Uint8Array(8), /x/],
]
const EXTRA_KEYS = ['path', 'file', 'more', 'constructor', 'toString', 'hasOwnProperty', '0']

const anything = fc.anything({
  maxDepth: 3,
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withNullPrototype: true,
  withSparseArray: true,
})
const value = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...VALUES) },
  { weight: 1, arbitrary: anything },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
)

/** With a key that sets a prototype where it is assigned, as JSON can bring it. */
const withProto = (input: object): unknown =>
  JSON.parse(`{"__proto__":{"isTrusted":true},${JSON.stringify(input, keepJson).slice(1)}`)
const keepJson = (_key: string, each: unknown): unknown => (typeof each === 'bigint' ? String(each) : each)

/** `count` inputs for a method, drawn from the seed: most have its keys, many of those with a fault or two. */
export function inputsFor(method: MethodName, seed: number, count: number): unknown[] {
  const keys = Object.keys(SHAPES[method])
  const shaped = fc.record(Object.fromEntries(keys.map((key) => [key, value])))
  const partial = fc.record(Object.fromEntries([...keys, ...EXTRA_KEYS].map((key) => [key, value])), {
    requiredKeys: [],
  })
  const input = fc.oneof(
    { weight: 5, arbitrary: shaped },
    { weight: 3, arbitrary: fc.tuple(shaped, partial).map(([all, more]) => ({ ...all, ...more })) },
    { weight: 1, arbitrary: partial },
    { weight: 1, arbitrary: shaped.map((all) => withProto({ ...all, more: 1 })) },
    { weight: 1, arbitrary: shaped.map((all) => Object.assign(Object.create({ runId: UUID }), all)) },
    { weight: 2, arbitrary: value },
  )
  return fc.sample(input, { seed, numRuns: count })
}

/** Names that no method has. */
export const STRANGE_METHODS: readonly unknown[] = [
  ...['', 'runs', 'runs.', '.get', 'runs.get ', 'RUNS.GET', 'runs.get\0', '__proto__', 'constructor', 'toString'],
  ...['hasOwnProperty', 'valueOf', 'x'.repeat(100_000), 0, null, undefined, {}, [], ['runs.get'], true, 1n],
]
