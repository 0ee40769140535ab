import { IMAGE_MIMES } from './image.ts'
import { languageOf } from './language.ts'

export type ViewerKind = 'markdown' | 'code' | 'diff' | 'json' | 'log' | 'image' | 'csv' | 'html' | 'summary'

export interface Shown {
  /** The artifact's kind: an open set of words. */
  kind: string
  path: string
  mime: string
  /** Its size. */
  bytes: number
}

/** Larger ones are not loaded whole into the window; a log is kept to this size anyway. */
export const MAX_SHOWN = 12_000_000
/** Larger ones are shown as text, which opens at once. */
const MOST: Partial<Record<ViewerKind, number>> = {
  // A tree of more would take seconds to unfold.
  json: 5_000_000,
  // Beyond it a document is no longer read as one, but line by line.
  markdown: 1_000_000,
  // An address that holds its page has a longest length in browsers.
  html: 1_000_000,
}

const BY_KIND: ReadonlyMap<string, ViewerKind> = new Map<string, ViewerKind>([
  ['verification_log', 'log'],
  ['setup_log', 'log'],
  ['stderr_log', 'log'],
  ['diff', 'diff'],
  ['patch', 'diff'],
  ['prompt', 'markdown'],
  ['response', 'markdown'],
  ['transcript', 'code'],
])
const JSON_KINDS = ['plan', 'verdict', 'report']
const BY_EXTENSION: ReadonlyMap<string, ViewerKind> = new Map<string, ViewerKind>([
  ['md', 'markdown'],
  ['markdown', 'markdown'],
  ['diff', 'diff'],
  ['patch', 'diff'],
  ['json', 'json'],
  ['log', 'log'],
  ['txt', 'code'],
  ['csv', 'csv'],
  ['tsv', 'csv'],
  ['html', 'html'],
  ['htm', 'html'],
  ['svg', 'code'],
])
const BY_MIME: ReadonlyMap<string, ViewerKind> = new Map<string, ViewerKind>([
  ['text/markdown', 'markdown'],
  ['text/x-diff', 'diff'],
  ['text/x-patch', 'diff'],
  ['application/json', 'json'],
  ['text/csv', 'csv'],
  ['text/tab-separated-values', 'csv'],
  ['text/html', 'html'],
  ['image/svg+xml', 'code'],
  ['application/x-ndjson', 'code'],
  ['application/xml', 'code'],
  ['application/javascript', 'code'],
  ['application/yaml', 'code'],
])

/** Which viewer shows an artifact: its kind decides, then its MIME type, then its extension. What is not known, or too large, is told as a summary. */
export function viewerFor(shown: Shown): ViewerKind {
  if (shown.bytes > MAX_SHOWN) return 'summary'
  const viewer = choose({ ...shown, mime: (shown.mime.split(';', 1)[0] ?? '').trim().toLowerCase() })
  return shown.bytes > (MOST[viewer] ?? MAX_SHOWN) ? 'code' : viewer
}

function choose({ kind, path, mime }: Shown): ViewerKind {
  const known = BY_KIND.get(kind)
  if (known) return known
  if (IMAGE_MIMES.includes(mime)) return 'image'
  const isJson = mime === 'application/json' || mime.endsWith('+json')
  if (JSON_KINDS.includes(kind)) return isJson || /\.json$/i.test(path) ? 'json' : 'markdown'
  const byMime = isJson ? 'json' : BY_MIME.get(mime)
  if (byMime) return byMime
  const name = path.split(/[/\\]/).at(-1) ?? ''
  const byName = BY_EXTENSION.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase())
  if (byName) return byName
  return mime.startsWith('text/') || languageOf(path) !== null ? 'code' : 'summary'
}
