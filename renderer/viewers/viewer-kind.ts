import { IMAGE_MIMES } from './image.ts'
import { languageOf } from './language.ts'

export type ViewerKind = 'markdown' | 'code' | 'diff' | 'json' | 'log' | 'image' | 'summary'

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
/** A tree of more would take seconds to unfold; as text it opens at once. */
const MAX_JSON = 5_000_000
/** Beyond it a document is no longer read as one, but line by line. */
const MAX_MARKDOWN = 1_000_000

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
  ['csv', 'code'],
  ['svg', 'code'],
])
const BY_MIME: ReadonlyMap<string, ViewerKind> = new Map<string, ViewerKind>([
  ['text/markdown', 'markdown'],
  ['text/x-diff', 'diff'],
  ['text/x-patch', 'diff'],
  ['application/json', 'json'],
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
  const most = viewer === 'json' ? MAX_JSON : viewer === 'markdown' ? MAX_MARKDOWN : MAX_SHOWN
  return shown.bytes > most ? 'code' : viewer
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
