import { existsSync } from 'node:fs'
import path from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { shortId } from '../../shared/names.ts'
import { hostEnvironment } from '../desktop-environment.ts'
import type { HostShell } from '../handlers/parts.ts'
import { openHost } from '../host.ts'
import { folderSecrets } from '../secrets/folder-secrets.ts'
import type { Secrets } from '../secrets/secrets.ts'
import { openBrowser } from '../serve/open-browser.ts'
import { startServe } from '../serve.ts'
import type { ServeCommand } from './commands.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { type Interruption, onInterruption } from './interruption.ts'
import { bold, dim, warn } from './line.ts'
import { type Owner, readOwner } from './owner.ts'
import type { Screen } from './screen.ts'
import { refuse, type Session } from './work-session.ts'

const RENDERER = path.resolve(import.meta.dirname, '../../out/renderer')

/** `serve`: the window for a browser, until a signal ends it. The address is alone on the first line of standard output. */
export async function serveCommand(
  session: Session,
  { port, open }: ServeCommand,
  rendererFolder: string = RENDERER,
): Promise<ExitCode> {
  const { screen, home, io } = session
  if (!existsSync(path.join(rendererFolder, 'index.html'))) {
    const message = `The window is not built: ${rendererFolder} is missing.`
    return refuse(session, { message, remedy: 'Build it: npm run build' })
  }
  const driver = readOwner(home)
  const shell: HostShell = {
    kind: 'serve',
    version: packageJson.version,
    electron: null,
    pickFolder: null,
    reveal: null,
    openLink: null,
    openWindow: null,
    launch: null,
    keyStore: null,
    updates: null,
  }
  const report = reportTo(
    screen,
    folderSecrets({ home, environment: io.env }, () => null),
  )
  const host = openHost({ home, ...hostEnvironment(io.env, io.isTerminal), shell, report })
  const onNewAddress = (address: string): void => screen.say([dim('For another browser: '), address])
  const started = await startServe({ host, rendererFolder, port, onNewAddress, report })
  if (!started.ok) {
    await host.close()
    return refuse(session, started.error)
  }
  const serving = started.value
  const interruption = interruptible(screen)
  try {
    screen.say([bold(serving.address())])
    if (driver) screen.say([besides(driver)])
    if (open) await openFor(session, serving.address())
    await untilAborted(interruption.signal)
    await serving.close()
    return EXIT.interrupted
  } finally {
    interruption.release()
  }
}

const reportTo =
  (screen: Screen, secrets: Secrets) =>
  (error: unknown, runId?: string): void => {
    const what = secrets.redactor().text(error instanceof Error ? (error.stack ?? error.message) : String(error))
    screen.complain([runId === undefined ? what : `Run ${shortId(runId)}: ${what}`])
  }

function interruptible(screen: Screen): Interruption {
  const ending = '\nEnding: runs that work are paused, their agents are ended. Ctrl-C again quits at once.'
  const quitting = 'Quitting at once. What agents left behind is ended by the next Triptych that works here.'
  return onInterruption(
    () => screen.complain([warn(ending)]),
    () => screen.complain([warn(quitting)]),
  )
}

const besides = ({ pid, host }: Owner): string =>
  `Another Triptych (process ${pid} on ${host}) drives this data folder. Until it ends, runs work there; here you read, answer, pause and cancel.`

async function openFor({ screen, io }: Session, address: string): Promise<void> {
  const opened = await openBrowser(address, io.env)
  if (!opened.ok) screen.complain([`No browser was opened: ${opened.error} Open the address above yourself.`])
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
