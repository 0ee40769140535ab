/** What is counted, by its word for one. */
const MANY = {
  attempt: 'attempts',
  'changed line': 'changed lines',
  checkpoint: 'checkpoints',
  column: 'columns',
  command: 'commands',
  comment: 'comments',
  criterion: 'criteria',
  event: 'events',
  file: 'files',
  form: 'forms',
  line: 'lines',
  'more item': 'more items',
  'more line': 'more lines',
  'more question': 'more questions',
  'more row': 'more rows',
  objective: 'objectives',
  path: 'paths',
  pattern: 'patterns',
  problem: 'problems',
  question: 'questions',
  row: 'rows',
  run: 'runs',
  'run was': 'runs were',
  step: 'steps',
  task: 'tasks',
  text: 'texts',
  title: 'titles',
  tool: 'tools',
  turn: 'turns',
  'unchanged line': 'unchanged lines',
  'verification step': 'verification steps',
  was: 'were',
} as const
export type Counted = keyof typeof MANY

const wordFor = (count: number, one: Counted): string => (count === 1 ? one : MANY[one])

/** `1 task`, `3 tasks`. */
export const counted = (count: number, one: Counted): string => `${count} ${wordFor(count, one)}`
/** What may be many: `1 line`, `2,400 lines`. */
export const countedLong = (count: number, one: Counted): string =>
  `${count.toLocaleString('en')} ${wordFor(count, one)}`
