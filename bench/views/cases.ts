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
  /** What the first picture must show, of the view as of the plain page; and what it shows when it was warmed. */
  seen: string
  seenSmall: string
}

/** What warms a view: rows, lines, bytes. */
export const SMALL = { events: 60, lines: 60, bytes: 4_000 } as const

/** The list opens at its end, where the newest are. */
const events = (size: number): Case => ({
  ...{ view: 'events', size, files: 1, title: `${size.toLocaleString('en')} events` },
  seen: `Event ${size - 1}:`,
  seenSmall: `Event ${SMALL.events - 1}:`,
})

/** They open at their beginning. */
const text = (view: Case['view'], title: string, size: number, seen: string, files = 1): Case => ({
  ...{ view, title, size, files, seen, seenSmall: seen },
})

export const CASES: Readonly<Record<CaseName, Case>> = {
  events_100k: events(100_000),
  events_1m: events(1_000_000),
  diff_one_file: text('diff', 'a diff of 20,000 lines in one file', 20_000, '// 0'),
  diff_40_files: text('diff', 'the same in 40 files', 20_000, '// 0', 40),
  log_5mb: text('log', 'a log of 5 MB', 5_000_000, 'test 0'),
  markdown_2mb: text('markdown', 'Markdown of 2 MB', 2_000_000, 'Section 1'),
  stream_10: { ...text('stream', 'one of ten runs that stream', 10, 'Make it work'), seenSmall: 'It begins' },
}
