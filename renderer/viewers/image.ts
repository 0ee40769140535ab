/** What an image is shown as. SVG is not among them: it is a document that can hold scripts, and is shown as code. */
export type ImageMime = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif'

export const IMAGE_MIMES: readonly string[] = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
] satisfies ImageMime[]

/** What the first bytes say it is; null: none of the kinds that are shown. */
export function imageMime(bytes: Uint8Array): ImageMime | null {
  const text = String.fromCharCode(...bytes.subarray(0, 32))
  if (text.startsWith('\u0089PNG\r\n\u001a\n')) return 'image/png'
  if (text.startsWith('\u00ff\u00d8\u00ff')) return 'image/jpeg'
  if (/^GIF8[79]a/.test(text)) return 'image/gif'
  if (/^RIFF.{4}WEBP/s.test(text)) return 'image/webp'
  if (/^.{4}ftypavi[fs]/s.test(text)) return 'image/avif'
  return null
}

/** A data: URL, which the page's policy allows for images and for the frame that can do nothing. */
export function dataUrl(bytes: Uint8Array, mime: ImageMime | 'text/html;charset=utf-8'): string {
  let binary = ''
  // Far below the number of arguments that a call may have.
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return `data:${mime};base64,${btoa(binary)}`
}
