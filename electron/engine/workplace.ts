import type { StepContext } from './context.ts'
import { headOf, NeedsAttention, NO_BASE } from './context.ts'
import { askPerson } from './gates.ts'
import { endOfText } from './log-tail.ts'
import { ensureRef, keepCheckpoint, recordCheckpoint } from './refs.ts'
import { noteSandbox } from './sandbox.ts'

const SETUP_TIMEOUT_MS = 30 * 60_000
const SETUP_LOG_BYTES = 10 * 1024 * 1024
/** How much of a failed set-up's log the person sees in the question; the whole is an artifact. */
const SHOWN_LINES = 40

/** Makes the worktree and runs its set-up, each once. False: set-up failed and a gate is open, or the run is stopping. */
export async function makeReady(ctx: StepContext): Promise<boolean> {
  const { store, run } = ctx
  if (!store.getInternals(run.id).worktreeReady) await makeWorktree(ctx)
  const { setupState } = store.getInternals(run.id)
  return setupState === 'done' || setupState === 'skipped' || setUp(ctx)
}

async function makeWorktree(ctx: StepContext): Promise<void> {
  const { ports, store, run, place } = ctx
  const base = run.baseCommit
  if (base === null) throw new NeedsAttention(NO_BASE)
  const head = headOf(ctx)
  const begun = ports.elapsedMs()
  await ports.git.createWorktree(place, store.getInternals(run.id).startCommit ?? head)
  const durationMs = Math.round(ports.elapsedMs() - begun)
  const first = await firstCheckpoint(ctx)
  // Only a fork begins with accepted work, and that is on its branch from the start.
  if (run.branch !== null && head !== base)
    await ensureRef(ctx, { kind: 'run_branch', ref: `refs/heads/${run.branch}`, commit: head, from: [null] })
  store.transaction(() => {
    store.patchRun(run.id, { worktreeReady: false }, { worktreeReady: true, setupState: 'pending' })
    store.addEvent(
      run.id,
      'system',
      'worktree_ready',
      `The worktree stands on ${head.slice(0, 12)}.${tookText(durationMs)}`,
      {
        base,
        worktree: place.worktree,
        durationMs,
      },
    )
    if (first) recordFirst(ctx, first)
  })
}

const WORTH_TELLING_MS = 5_000

const tookText = (durationMs: number): string =>
  durationMs < WORTH_TELLING_MS ? '' : ` Writing its files took ${Math.round(durationMs / 1_000)} s.`

/** The first checkpoint of a run that is not begun yet, so that its commits stay alive whatever becomes of the run it was forked from. */
export async function keepFirst(ctx: StepContext): Promise<void> {
  const first = await firstCheckpoint(ctx)
  if (first) ctx.store.transaction(() => recordFirst(ctx, first))
}

/** Who forks a run is not who drives it, and either may come first. */
function recordFirst(ctx: StepContext, first: NonNullable<Awaited<ReturnType<typeof firstCheckpoint>>>): void {
  if (ctx.store.countCheckpoints(ctx.run.id) === 0) recordCheckpoint(ctx, first)
}

async function firstCheckpoint(ctx: StepContext) {
  const { store, run } = ctx
  if (store.countCheckpoints(run.id) > 0) return null
  const commit = store.getInternals(run.id).startCommit ?? headOf(ctx)
  return keepCheckpoint(ctx, commit, commit === run.baseCommit ? 'base' : 'where this run begins')
}

async function setUp(ctx: StepContext): Promise<boolean> {
  const { ports, store, run, place } = ctx
  const { copy, commands } = run.config.setup
  const { missing } = await ports.git.copyIgnored(place, copy)
  if (missing.length > 0) {
    const message = `Not in the checkout, so not copied: ${missing.join(', ')}.`
    store.addEvent(run.id, 'system', 'setup_started', message, { missing })
  }
  for (const command of commands) {
    if (!(await runSetupCommand(ctx, command))) return false
  }
  store.patchRun(run.id, {}, { setupState: 'done' })
  return true
}

async function runSetupCommand(ctx: StepContext, command: string): Promise<boolean> {
  const { ports, store, run, place, signal } = ctx
  await noteSandbox(ctx)
  store.addEvent(run.id, 'system', 'setup_started', `Set-up: ${command}`, { command })
  const outcome = await ports.commands.runShell({
    command,
    cwd: place.worktree,
    gitDir: place.agentGitDir,
    sandbox: run.config.sandbox,
    timeoutMs: SETUP_TIMEOUT_MS,
    maxBytes: SETUP_LOG_BYTES,
    signal,
  })
  const log = await ports.artifacts.write({
    runId: run.id,
    role: null,
    kind: 'setup_log',
    extension: 'log',
    mime: 'text/plain',
    content: outcome.log,
  })
  if (outcome.aborted) return false
  const { exitCode, timedOut, durationMs } = outcome
  const passed = exitCode === 0 && !timedOut
  store.transaction(() => {
    const end = passed ? 'ended with 0' : timedOut ? 'did not end in time' : `ended with ${exitCode}`
    const payload = { command, exitCode, timedOut, durationMs, artifactId: log.id }
    store.addEvent(run.id, 'system', 'setup_finished', `Set-up: ${command} ${end}.`, payload)
    if (passed) return
    const tail = endOfText(new TextDecoder().decode(outcome.log), SHOWN_LINES).trimEnd()
    store.patchRun(run.id, {}, { setupState: 'failed' })
    const subject = { cause: 'setup', task: null, attempts: [], signatures: [], command, exitCode, log: log.sha256 }
    const question = `Set-up failed: \`${command}\` ${end}. Try it again? (changes requested: go on without it)\n${tail}`
    askPerson(store, { runId: run.id, kind: 'blocked', question, subject })
  })
  return passed
}
