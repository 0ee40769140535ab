/** Where a packaged program lies before it becomes an installer. Pure. */
import path from 'node:path'

/**
 * The program and its resources, relative to the folder of packages.
 * @param {string} platform
 * @param {string} arch
 */
export function placesOf(platform, arch) {
  const { join } = platform === 'win32' ? path.win32 : path.posix
  const of = arch === 'x64' ? '' : `-${arch}`
  if (platform === 'darwin') {
    const contents = join(`mac${of}`, 'Triptych.app', 'Contents')
    return { program: join(contents, 'MacOS', 'Triptych'), resources: join(contents, 'Resources') }
  }
  const folder = `${platform === 'win32' ? 'win' : 'linux'}${of}-unpacked`
  const program = platform === 'win32' ? 'Triptych.exe' : 'triptych'
  return { program: join(folder, program), resources: join(folder, 'resources') }
}
