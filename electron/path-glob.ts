import picomatch from 'picomatch'

// `s`: a file name may hold a line end, and `**` means it too. `!` is a character of a name.
const OPTIONS = { dot: true, nonegate: true, flags: 's', nocase: process.platform === 'win32' }
const isAbsolute = (text: string): boolean => /^([A-Za-z]:)?\//.test(text)

/**
 * A glob as people write it in settings, over paths with `/`: `dir` and `dir/` mean `dir/**`. A relative one matches relative paths
 * only, so that `**` means everything in the worktree and nothing outside.
 */
export function pathGlob(text: string): (path: string) => boolean {
  const slashed = process.platform === 'win32' ? text.replaceAll('\\', '/') : text
  const pattern = slashed.replace(/^(\.\/)+/, '').replace(/(?<=.)\/+$/, '')
  if (['.', '', '**', '/', '/**'].includes(pattern)) return (path) => isAbsolute(path) === isAbsolute(pattern)
  const isWholeFolder = !picomatch.scan(pattern, { nonegate: true }).isGlob || slashed.endsWith('/')
  const matches = picomatch(isWholeFolder ? [pattern, `${pattern}/**`] : pattern, OPTIONS)
  // A name with glob characters in it, such as `app/[id].ts`, also means itself.
  return (path) => isAbsolute(path) === isAbsolute(pattern) && (path === pattern || matches(path))
}
