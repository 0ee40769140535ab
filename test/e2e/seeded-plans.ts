/** The goals of the seeded runs, and the plans that the demo agents make of them. */
import { CURSOR, CURSOR_TEST, FLAT_CONFIG, QUERY, QUEUE, QUEUE_TEST, ROUTE_TEST } from './seeded-files.ts'
import type { ScenarioPlan, ScenarioTask } from './seeded-script.ts'
import { done } from './seeded-script.ts'

/** One file, written in one attempt, and verified by a step that passes. */
function small(title: string, file: string, content: string): ScenarioTask {
  return {
    title,
    objective: `${title}: in ${file}.`,
    acceptanceCriteria: [`${file} does what the title says`],
    verificationSteps: [`node --check ${file}`],
    allowedPaths: [file],
    attempts: [[{ say: `I change ${file}.` }, { write: { path: file, content } }, done(`${title}.`)]],
  }
}
const one = (title: string, file: string, content: string): ScenarioPlan => ({
  summary: 'One small change.',
  tasks: [small(title, file, content)],
})

const route = (last: ScenarioTask['attempts'][number]): ScenarioTask => ({
  title: 'Accept cursor and limit in the route',
  objective:
    'GET /shipments takes cursor and limit. cursor together with offset is refused, because no page could be both.',
  acceptanceCriteria: [
    'limit is at most 200',
    'cursor with offset is refused',
    'A query without either works as before',
  ],
  verificationSteps: ['node --test test/query.test.js', 'node --test test/route.test.js'],
  allowedPaths: ['src/query.js', 'test/route.test.js'],
  attempts: [
    [
      { think: 'readQuery is the only place that sees both parameters.' },
      { say: 'I let cursor and limit through, and cap the limit.' },
      { write: { path: 'src/query.js', content: QUERY(false) } },
      { write: { path: 'test/route.test.js', content: ROUTE_TEST } },
      done('The route takes cursor and limit.'),
    ],
    last,
  ],
})
const CURSORS: ScenarioTask = {
  title: 'Keyset query with opaque cursors',
  objective: 'encodeCursor and decodeCursor in src/cursor.js, so that a page can begin where the last one ended.',
  acceptanceCriteria: ['A cursor is read as it was written', 'Nobody has to know what is in it'],
  verificationSteps: ['node --test test/cursor.test.js'],
  allowedPaths: ['src/cursor.js', 'test/cursor.test.js'],
  attempts: [
    [
      { say: 'I write the cursor and its test.' },
      { write: { path: 'src/cursor.js', content: CURSOR } },
      { write: { path: 'test/cursor.test.js', content: CURSOR_TEST } },
      { run: 'node --test test/cursor.test.js' },
      done('Cursors can be written and read.'),
    ],
  ],
}
const HEADER = small('Keep offset, send a Deprecation header', 'src/shipments.js', 'export const list = () => []\n')

export const GOALS = {
  plan: 'Replace moment with Temporal in billing',
  blocked: 'Move to the ESLint 9 flat config',
  task: 'Show the tax rate on each invoice line',
  scope: 'Show the sign-in error beside the field',
  budget: 'Index shipments by carrier and created_at',
  limited: 'Type the event bus end to end',
  completed: 'Round money once, at the edge',
  failed: 'Cache tariff lookups per request',
  cancelled: 'Try the built-in test runner in place of Vitest',
  permission: 'Make the retry queue survive a restart',
  working: 'Add cursor pagination to GET /shipments, keep offset working until v3',
} as const

/** By goal. */
export const PLANS: Readonly<Record<string, ScenarioPlan>> = {
  [GOALS.plan]: {
    summary: 'Periods first, because invoices rest on them; the package goes last, when nothing uses it.',
    tasks: [
      {
        ...small('Periods in Temporal.PlainDate', 'src/billing/period.js', ''),
        objective:
          'endOfMonth takes and returns Temporal.PlainDate. February and leap years come out right; today the function answers the 31st for every month.',
        acceptanceCriteria: ['endOfMonth is right in every month, leap years included', 'No time zone is involved'],
        verificationSteps: ['node --test test/billing/period.test.js'],
        allowedPaths: ['src/billing/period.js', 'test/billing/period.test.js'],
      },
      {
        ...small('Due dates of invoices', 'src/billing/invoice.js', ''),
        acceptanceCriteria: ['A due date is a PlainDate', 'What is stored stays an ISO date'],
        verificationSteps: ['node --test test/billing'],
        allowedPaths: ['src/billing/**', 'test/billing/**'],
      },
      { ...small('Migrate the CSV report', 'src/billing/report.js', ''), verificationSteps: [], allowedPaths: [] },
      {
        ...small('Remove moment', 'package.json', ''),
        acceptanceCriteria: ['Neither package.json nor the lock file names moment', 'Everything is green without it'],
        verificationSteps: ['node --test'],
        allowedPaths: ['package.json', 'package-lock.json'],
      },
    ],
    risks: [
      'Temporal is in Node 26 by default; before that it needs a polyfill.',
      'Dates in old exports have no zone.',
    ],
    questions: ['May the polyfill be a dependency?', 'Is any invoice dated by the customer’s own time zone?'],
  },
  [GOALS.blocked]: {
    summary: 'List the rules in use, then write them as a flat config.',
    tasks: [
      {
        ...small('List the rules in use', 'docs/rules.md', '# Rules\n\n- no-undef\n- eqeqeq\n'),
        verificationSteps: ['node tools/lint.mjs --list'],
      },
      {
        title: 'Write the flat config',
        objective: 'eslint.config.js has every rule of .eslintrc.json, and the old file is gone.',
        acceptanceCriteria: ['The linter reads eslint.config.js', 'The same rules are on as before'],
        verificationSteps: ['node tools/lint.mjs'],
        allowedPaths: ['eslint.config.js', '.eslintrc.json'],
        attempts: [
          [
            { say: 'I write the config with defineConfig.' },
            { write: { path: 'eslint.config.js', content: FLAT_CONFIG } },
            done('The flat config has both rules.'),
          ],
          [
            { say: 'I spell the rules out and take the old file away.' },
            { write: { path: 'eslint.config.js', content: `${FLAT_CONFIG}// eqeqeq, no-undef\n` } },
            { delete: { path: '.eslintrc.json' } },
            done('The flat config stands alone.'),
          ],
        ],
      },
    ],
  },
  [GOALS.task]: one('Tax rate on an invoice line', 'src/billing/invoice.js', 'export const total = () => 0\n'),
  [GOALS.scope]: {
    summary: 'One small change.',
    tasks: [
      {
        ...small('Error beside the field', 'src/sign-in.js', ''),
        attempts: [
          [
            { say: 'The message needs a colour of its own, so I change the style sheet too.' },
            { write: { path: 'src/sign-in.js', content: "export const message = () => 'Wrong password'\n" } },
            { write: { path: 'src/page.css', content: '.error { color: firebrick }\n' } },
            done('The error stands beside the field.'),
          ],
        ],
      },
    ],
  },
  [GOALS.budget]: {
    summary: 'The index, then its use.',
    tasks: [
      small('Index by carrier', 'src/carriers.js', 'export const byCarrier = new Map()\n'),
      small('Index by time', 'src/times.js', 'export const byTime = []\n'),
    ],
  },
  [GOALS.limited]: {
    summary: 'Types for events, then for their listeners.',
    tasks: [
      small('Types of events', 'src/events.js', 'export const EVENTS = []\n'),
      small('Types of listeners', 'src/listeners.js', 'export const LISTENERS = []\n'),
    ],
  },
  [GOALS.completed]: one(
    'Round at the edge only',
    'src/money.js',
    'export const round = (cents) => Math.trunc(cents)\n',
  ),
  [GOALS.failed]: {
    summary: 'One small change.',
    tasks: [
      {
        ...small('Cache of tariffs', 'src/tariffs.js', 'export {\n'),
        verificationSteps: ['node --check src/tariffs.js'],
      },
    ],
  },
  [GOALS.cancelled]: one('Tests without Vitest', 'src/page.js', ''),
  [GOALS.permission]: {
    summary: 'What waits is kept in a file, and read again at the start.',
    tasks: [
      {
        title: 'Keep what waits in a file',
        objective: 'createQueue(file) begins with what waited before.',
        acceptanceCriteria: ['After a restart nothing that waited is lost'],
        verificationSteps: ['node --test test/queue.test.js'],
        allowedPaths: ['src/queue.js', 'test/queue.test.js'],
        attempts: [
          [
            { say: 'The queue gets its file.' },
            { write: { path: 'src/queue.js', content: QUEUE(true) } },
            { write: { path: 'test/queue.test.js', content: QUEUE_TEST } },
            done('The queue has a file.'),
          ],
          [
            {
              say: 'The test shows that the file is never read. A half-written file would lose everything, so I want a package for it.',
            },
            {
              ask: {
                title: 'npm install write-file-atomic',
                kind: 'execute',
                rawInput: { command: 'npm install --save-exact write-file-atomic@7.0.0' },
              },
            },
            { write: { path: 'src/queue.js', content: QUEUE(false) } },
            done('What waited is read at the start.'),
          ],
        ],
      },
      small('Drop what is too old', 'src/age.js', 'export const MAX_AGE_HOURS = 24\n'),
    ],
  },
  [GOALS.working]: {
    summary: 'Cursors first, then the route that takes them. offset goes on working and announces its end.',
    risks: ['Two shipments with one created_at: the cursor needs the id as well.'],
    tasks: [
      CURSORS,
      route([
        { think: 'The route test wants both parameters refused, and the reader of the query is where both are known.' },
        {
          say: 'The reader accepts both parameters, so the route never sees the conflict. I refuse it there, so that the answer comes from one place.',
        },
        { run: 'grep -n offset src/query.js src/shipments.js' },
        { write: { path: 'src/query.js', content: QUERY(true) } },
        { run: 'node --test test/route.test.js' },
        { say: 'The route test passes here. One more case is missing: a query with neither must give the first page.' },
        { sleepMs: 3_600_000 },
      ]),
      HEADER,
    ],
  },
}
