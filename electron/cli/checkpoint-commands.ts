import { checkpointFacts } from '../../shared/checkpoint-facts.ts'
import { checkpointName, forkLines, type PreviewLine, returnLines } from '../../shared/checkpoint-words.ts'
import type { CheckpointRecord } from '../../shared/domain.ts'
import { shortId } from '../../shared/names.ts'
import type { Backend } from '../backend.ts'
import { agrees } from './agrees.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { plainResultJson } from './json-lines.ts'
import { bold, dim, good, type Line } from './line.ts'
import { findCheckpoint } from './lookup.ts'
import { noRuns } from './no-runs.ts'
import { onRun } from './on-run.ts'
import { openFolder, refuse, type Session } from './work-session.ts'

/** `checkpoints`: those of a run, oldest first. */
export async function checkpointsCommand(session: Session, prefix: string): Promise<ExitCode> {
  const { screen } = session
  return onRun(session, prefix, async ({ store }, run) => {
    const checkpoints = store.listCheckpoints(run.id)
    for (const checkpoint of checkpoints) screen.say(checkpointLine(checkpoint))
    if (checkpoints.length === 0) screen.say(['This run has no checkpoints yet.'])
    for (const { id, runId, status, createdAt, payload } of checkpoints)
      screen.json({ type: 'checkpoint', checkpointId: id, runId, status, createdAt, payload })
    screen.json(plainResultJson(EXIT.done, null))
    return EXIT.done
  })
}

function checkpointLine(checkpoint: CheckpointRecord): Line {
  const { n, label, commit } = checkpointFacts(checkpoint)
  const time = checkpoint.createdAt.slice(0, 16).replace('T', ' ')
  return [
    bold(shortId(checkpoint.id)),
    `  ${time}  ${n ?? '–'}  `,
    dim(commit?.slice(0, 7) ?? 'no commit'),
    `  ${label ?? ''}`,
  ]
}

/** `return`: shows what would change, asks (or was told with --yes), and returns the run. */
export async function returnCommand(session: Session, prefix: string, isAgreed: boolean): Promise<ExitCode> {
  const { screen, program } = session
  return onCheckpoint(session, prefix, async (backend, { id }) => {
    const preview = await backend.checkpoints.previewReturn(id)
    if (preview.problem !== null)
      return refuse(session, { message: preview.problem, remedy: `Or: ${program} fork ${prefix}` })
    const name = checkpointName(preview.checkpoint)
    screen.say([bold(`Return to ${name}`), preview.checkpoint.label === null ? '' : `: ${preview.checkpoint.label}`])
    sayLines(session, returnLines(preview))
    if (!isAgreed && !(await agrees(session, `Return to ${name}?`))) {
      screen.say([dim('Nothing was changed. '), `${program} return ${shortId(id)} --yes`, dim(' returns.')])
      return EXIT.waitsForPerson
    }
    const returned = await backend.checkpoints.returnTo(id, preview.hash, async (runId) => {
      const owned = await backend.own()
      if (owned.ok) await backend.drive(runId, new AbortController().signal)
    })
    if (!returned.ok) return refuse(session, returned.error)
    screen.say([good('✓ '), `Run ${shortId(returned.value.id)} returned to ${name}, and is paused.`])
    screen.say([dim('  Go on with: '), `${program} resume ${shortId(returned.value.id)}`])
    return EXIT.done
  })
}

/** `fork`: a new, paused run that begins there. */
export async function forkCommand(session: Session, prefix: string): Promise<ExitCode> {
  const { screen, program } = session
  return onCheckpoint(session, prefix, async (backend, { id }) => {
    const preview = await backend.checkpoints.previewFork(id)
    sayLines(session, forkLines(preview))
    const forked = await backend.checkpoints.fork(id)
    if (!forked.ok) return refuse(session, forked.error)
    const run = shortId(forked.value.id)
    screen.say([good('✓ '), `Run ${run} begins at ${checkpointName(preview.checkpoint)}, and is paused.`])
    screen.say([dim('  Go on with: '), `${program} resume ${run}`])
    return EXIT.done
  })
}

function sayLines({ screen }: Session, lines: readonly PreviewLine[]): void {
  for (const { text, items = [] } of lines) {
    screen.say([`  ${text}`])
    for (const item of items) screen.say([dim(`    ${item}`)])
  }
}

async function onCheckpoint(
  session: Session,
  prefix: string,
  work: (backend: Backend, checkpoint: CheckpointRecord) => Promise<ExitCode>,
): Promise<ExitCode> {
  const none = noRuns(session, prefix)
  if (none) return refuse(session, none)
  const backend = await openFolder(session)
  try {
    const found = findCheckpoint(backend.store, prefix, session.program)
    return found.ok ? await work(backend, found.value) : refuse(session, found.error)
  } finally {
    await backend.close()
  }
}
