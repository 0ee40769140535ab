import { spawn } from 'node:child_process'
import { err, ok, type Result } from '../../shared/result.ts'

/** How long an opener may take to say that it failed; one that still runs then is the browser itself. */
const FAILS_WITHIN_MS = 3_000

/** The program of this platform that opens an address, which is one argument: no shell reads it. */
export function openerOf(platform: NodeJS.Platform, address: string): [command: string, args: string[]] {
  if (platform === 'darwin') return ['open', [address]]
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', address]]
  return ['xdg-open', [address]]
}

/** Opens the person's browser, which outlives us; the error says why it could not, as a sentence. */
export function openBrowser(
  address: string,
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): Promise<Result<null, string>> {
  const [command, args] = openerOf(platform, address)
  return new Promise((resolve) => {
    const opener = spawn(command, args, { env, stdio: 'ignore', detached: true })
    const opened = setTimeout(() => resolve(ok(null)), FAILS_WITHIN_MS)
    const settle = (result: Result<null, string>): void => {
      clearTimeout(opened)
      resolve(result)
    }
    opener.once('error', (error) => settle(err(`${command} cannot be run (${error.message}).`)))
    opener.once('exit', (code) => settle(code === 0 ? ok(null) : err(`${command} ended with ${code ?? 'a signal'}.`)))
    opener.unref()
  })
}
