import { isBlocking, LOSS_REMEDY, lossText } from '../../shared/history-loss.ts'
import { ok, type Result } from '../../shared/result.ts'
import { type Backend, openBackend } from '../backend.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { plainResultJson } from './json-lines.ts'
import type { Io, Screen } from './screen.ts'

/** What every command works with. */
export interface Session {
  io: Io
  screen: Screen
  /** The data folder. */
  home: string
  /** How this program is called in lines that a person may copy. */
  program: string
}

/** Says why a command does nothing, and what to do next. */
export function refuse(
  { screen }: Pick<Session, 'screen'>,
  { message, remedy }: { message: string; remedy: string },
  exitCode: ExitCode = EXIT.refused,
): ExitCode {
  screen.complain([`triptych: ${message}`])
  if (remedy !== '') screen.complain([`  ${remedy}`])
  screen.json(plainResultJson(exitCode, message))
  return exitCode
}

/** Opens the data folder; what was found wrong with its history, and what goes wrong with it on the way, is told on standard error. */
export async function openFolder({ home, io, screen }: Session): Promise<Backend> {
  const tell = (message: string): void => screen.complain([`triptych: ${message}`])
  const backend = await openBackend({ home, environment: io.env }, undefined, undefined, tell)
  for (const loss of backend.store.openLosses()) {
    screen.complain([`triptych: ${lossText(loss)}`])
    if (isBlocking(loss)) screen.complain([`  ${LOSS_REMEDY}`])
  }
  return backend
}

/** Becomes the driver of the data folder, or says who is. */
export async function own({ screen, program }: Session, backend: Backend): Promise<Result<null, ExitCode>> {
  if (backend.store.blockingLoss()) {
    const remedy = `Once you know what is missing, say so: ${program} acknowledge`
    const message = 'Nothing is driven until you know that history is missing.'
    return { ok: false, error: refuse({ screen }, { message, remedy }, EXIT.waitsForPerson) }
  }
  const owned = await backend.own()
  if (owned.ok) return ok(null)
  const { pid, host } = owned.error
  const who = pid === 0 ? 'another Triptych' : `another Triptych (process ${pid} on ${host})`
  const remedy = `Wait until it ends. Beside it work: ${program} show, approve, reject, pause, cancel.`
  const message = `${who} drives the data folder ${backend.home}.`
  return { ok: false, error: refuse({ screen }, { message, remedy }, EXIT.driven) }
}
