/** What is measured. Pure. */

export const VARIANTS = ['view', 'floor'] as const
/** `floor`: the plain page beside it. */
export type Variant = (typeof VARIANTS)[number]

export const CASE_NAMES = [
  'events_100k',
  'events_1m',
  'diff_one_file',
  'diff_40_files',
  'log_5mb',
  'markdown_2mb',
  'stream_10',
] as const
export type CaseName = (typeof CASE_NAMES)[number]

interface Case {
  view: 'events' | 'diff' | 'log' | 'markdown' | 'stream'
  title: string
  /** Rows, lines or bytes. */
  size: number
  files: number
  /** What the first picture must show, of the view as of the plain page. */
  seen: string
}

/** What warms a view: rows, lines, bytes. */
export const SMALL = { events: 60, lines: 60, bytes: 4_000 } as const

/** The list opens at its end, where the newest are. */
const events = (size: number): Case => ({
  ...{ view: 'events', size, files: 1, title: `${size.toLocaleString('en')} events` },
  seen: `Event ${size - 1}:`,
})

export const CASES: Readonly<Record<CaseName, Case>> = {
  events_100k: events(100_000),
  events_1m: events(1_000_000),
  diff_one_file: {
    view: 'diff',
    title: 'a diff of 20,000 lines in one file',
    size: 20_000,
    files: 1,
    seen: '// 0',
  },
  diff_40_files: { view: 'diff', title: 'the same in 40 files', size: 20_000, files: 40, seen: '// 0' },
  log_5mb: { view: 'log', title: 'a log of 5 MB', size: 5_000_000, files: 1, seen: 'test 0' },
  markdown_2mb: { view: 'markdown', title: 'Markdown of 2 MB', size: 2_000_000, files: 1, seen: 'Section 1' },
  stream_10: { view: 'stream', title: 'one of ten runs that stream', size: 10, files: 1, seen: 'Make it work' },
}
