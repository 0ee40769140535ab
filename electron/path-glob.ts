import picomatch from 'picomatch'

// `s`: a file name may hold a line end, and `**` means it too. `!` is a character of a name. Beside flags picomatch reads no `nocase`.
const EXACT = { dot: true, nonegate: true, flags: 's' }
const FOLDED = { ...EXACT, flags: 'is' }
const isAbsolute = (text: string): boolean => /^([A-Za-z]:)?\//.test(text)

/**
 * A glob as people write it in settings, over paths with `/`: `dir` and `dir/` mean `dir/**`. A relative one matches relative paths
 * only, so that `**` means everything in the worktree and nothing outside. Where disks
 * usually ignore case, so does it; on Windows `\` is `/`, too.
 */
export function pathGlob(text: string, platform: NodeJS.Platform = process.platform): (path: string) => boolean {
  const slashed = platform === 'win32' ? text.replaceAll('\\', '/') : text
  const pattern = slashed.replace(/^(\.\/)+/, '').replace(/(?<=.)\/+$/, '')
  if (['.', '', '**', '/', '/**'].includes(pattern)) return (path) => isAbsolute(path) === isAbsolute(pattern)
  const isWholeFolder = !picomatch.scan(pattern, { nonegate: true }).isGlob || slashed.endsWith('/')
  const options = platform === 'win32' || platform === 'darwin' ? FOLDED : EXACT
  const matches = picomatch(isWholeFolder ? [pattern, `${pattern}/**`] : pattern, options)
  // A name with glob characters in it, such as `app/[id].ts`, also means itself.
  return (path) => isAbsolute(path) === isAbsolute(pattern) && (path === pattern || matches(path))
}
