import path from 'node:path'
import { shortId } from '../../shared/names.ts'
import type { Refusal, Result } from '../../shared/result.ts'
import type { Backend } from '../backend.ts'
import { failuresOf, textOf } from '../failures.ts'
import { namedInTrash } from '../housekeeping.ts'
import { listPutAside } from '../put-aside.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { inertLine } from './inert-text.ts'
import { plainResultJson } from './json-lines.ts'
import { bold, counted, dim, good, shortened } from './line.ts'
import { isBegun } from './no-runs.ts'
import { onRun } from './on-run.ts'
import { openFolder, refuse, type Session } from './work-session.ts'

const NOTHING_DRIVEN = (): boolean => false

/** `remove`: hides a run and moves its worktree to the trash; a run that works is paused first. */
export async function removeCommand(session: Session, prefix: string): Promise<ExitCode> {
  const { screen, program } = session
  return onRun(session, prefix, async (backend, { id, branch }) => {
    const removed = backend.trash.remove(id)
    if (!removed.ok) return refuse(session, removed.error)
    const moved = await settle(session, backend)
    screen.say([good('✓ '), `Run ${shortId(id)} is removed. It can be put back until ${removed.value.slice(0, 10)}.`])
    if (branch !== null) screen.say([dim(`  Its branch ${branch} stays.`)])
    if (!moved.ok) screen.say([dim(`  ${moved.error.message}`)])
    screen.say([dim('  Put it back: '), `${program} put-back ${shortId(id)}`])
    return EXIT.done
  })
}

/** `put-back`: takes a removed run out of the trash. */
export async function putBackCommand(session: Session, prefix: string): Promise<ExitCode> {
  const { screen, program } = session
  return onRun(session, prefix, async (backend, { id }) => {
    const back = backend.trash.putBack(id)
    if (!back.ok) return refuse(session, back.error)
    const moved = await settle(session, backend)
    screen.say([good('✓ '), `Run ${shortId(id)} is put back.`])
    if (!moved.ok) screen.say([dim(`  ${moved.error.message}`)])
    screen.say([dim('  Look at it: '), `${program} show ${shortId(id)}`])
    return EXIT.done
  })
}

/** `trash`: what was removed and can be put back; where nobody else drives the data folder, what is past its time is deleted. */
export async function trashCommand(session: Session): Promise<ExitCode> {
  const { screen, home, program } = session
  if (!isBegun(home)) {
    screen.say(['Nothing is in the trash.'])
    return EXIT.done
  }
  const backend = await openFolder(session)
  try {
    if ((await backend.own()).ok)
      await toldOf(session, backend.housekeeping.sweep(NOTHING_DRIVEN, new AbortController().signal))
    const removed = backend.trash.list()
    for (const { runId, goal, until } of removed) {
      screen.say([bold(shortId(runId)), `  until ${until.slice(0, 10)}  `, shortened(inertLine(goal), 70)])
      screen.json({ type: 'removed', runId, goal, until })
    }
    const aside = await listPutAside(backend.home, namedInTrash(backend.store), Date.now())
    for (const { name, until } of aside) {
      const folder = path.join(backend.home, 'trash', name)
      screen.say([`until ${until.slice(0, 10)}  `, folder, dim('  (stood in the way of a worktree)')])
      screen.json({ type: 'put_aside', folder, until })
    }
    const what = trashText(removed.length, aside.length)
    screen.say([dim(what), ...(removed.length === 0 ? [] : [dim(' Put one back: '), `${program} put-back <run>`])])
    screen.json(plainResultJson(EXIT.done, null))
    return EXIT.done
  } finally {
    await backend.close()
  }
}

function trashText(runs: number, folders: number): string {
  if (runs + folders === 0) return 'Nothing is in the trash.'
  return `${counted(runs, 'run')}${folders === 0 ? '' : `, and ${counted(folders, 'folder')} put aside,`} in the trash.`
}

/** Moves folders here where this process may drive; else the one that does moves them. */
async function settle(session: Session, backend: Backend): Promise<Result<null, Refusal>> {
  const owned = await backend.own()
  if (owned.ok) {
    await toldOf(session, backend.trash.settle(NOTHING_DRIVEN))
    return { ok: true, value: null }
  }
  const message = `Process ${owned.error.pid} drives the data folder: it moves the worktree once nothing works in it.`
  return { ok: false, error: { code: 'driven', message, remedy: '' } }
}

/** What could not be moved or deleted is told, keeps its row or its folder, and does not keep the command from what else it does. */
async function toldOf({ screen }: Session, work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (error) {
    for (const failure of failuresOf(error))
      screen.complain([`triptych: Not all of the trash could be moved or deleted: ${textOf(failure)}`])
    screen.complain(['  Nothing was lost. It is tried again by the next `triptych trash`.'])
  }
}
