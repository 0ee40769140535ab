import { readFile, realpath } from 'node:fs/promises'
import path from 'node:path'

/** Nothing inline, nothing remote. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  // For the frame that can do nothing (`html-frame.tsx`): what it shows inherits all of this.
  'frame-src data:',
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  // No text becomes markup or script by way of the DOM either, but the address of the page's own worker (`start-viewer-worker.ts`).
  'trusted-types triptych-worker',
  "require-trusted-types-for 'script'",
].join('; ')

const SECURITY_HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

export interface StaticFile {
  status: 200 | 404
  headers: Record<string, string>
  body: Uint8Array<ArrayBuffer> | null
}

/** A file of the built renderer for any host, with the security headers in one place. Whatever is outside `root` is 404. */
export async function readStaticFile(root: string, pathname: string): Promise<StaticFile> {
  const file = await fileInside(root, pathname === '/' ? '/index.html' : pathname)
  if (file === null) return { status: 404, headers: { ...SECURITY_HEADERS }, body: null }
  const type = MEDIA_TYPES[path.extname(file)] ?? 'application/octet-stream'
  const body = new Uint8Array(await readFile(file))
  return { status: 200, headers: { ...SECURITY_HEADERS, 'Content-Type': type }, body }
}

/** The real path of a file below `root`, links resolved; null if there is none. */
async function fileInside(root: string, pathname: string): Promise<string | null> {
  try {
    const base = await realpath(root)
    const file = await realpath(path.join(base, decodeURIComponent(pathname)))
    const inside = file.startsWith(base + path.sep) && path.extname(file) !== ''
    return inside ? file : null
  } catch {
    // No such file, or a path that is no text: both are "not found" to whoever asks.
    return null
  }
}
