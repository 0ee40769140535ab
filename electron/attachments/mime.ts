import path from 'node:path'

const BY_EXTENSION: Readonly<Record<string, string>> = {
  '.md': 'text/markdown',
  '.txt': 'text/plain',
  '.log': 'text/plain',
  '.csv': 'text/csv',
  '.html': 'text/html',
  '.diff': 'text/x-diff',
  '.patch': 'text/x-patch',
  '.json': 'application/json',
  '.jsonl': 'application/jsonl',
  '.pdf': 'application/pdf',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
}

/** The type that a file's name tells; what it is shown as follows from its bytes. */
export const mimeOf = (name: string): string =>
  BY_EXTENSION[path.extname(name).toLowerCase()] ?? 'application/octet-stream'
