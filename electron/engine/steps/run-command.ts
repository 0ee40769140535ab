import type { BaselineResult } from '../../../shared/baseline.ts'
import type { StepContext } from '../context.ts'
import { countLines } from '../evidence-labels.ts'
import type { PathChange } from '../git-port.ts'
import { endOfText } from '../log-tail.ts'

const LOG_BYTES = 10 * 1024 * 1024

/** Paths that a log names of those that its command changed; the rest are counted. */
const MAX_NAMED = 20

/**
 * Runs one verification command in the worktree, which stands on `commit`, and keeps its log as an artifact. What it changed in the
 * commit's own files is put back, so that the next command, too, judges the commit; new files stay, as the output of a build does.
 * Both are told in the log. Null: it was cut by `signal`, and nothing is known.
 */
export async function runVerification(
  { ports, run, place }: Pick<StepContext, 'ports' | 'run' | 'place'>,
  command: string,
  {
    commit,
    metadata,
    signal,
  }: { commit: string; metadata: { taskId?: string; attemptNumber?: number; label: string }; signal: AbortSignal },
): Promise<BaselineResult | null> {
  const outcome = await ports.commands.runShell({
    command,
    cwd: place.worktree,
    gitDir: place.agentGitDir,
    sandbox: run.config.sandbox,
    timeoutMs: run.config.limits.verificationMinutes * 60_000,
    maxBytes: LOG_BYTES,
    signal,
  })
  if (outcome.aborted) return null
  const content = withRemark(outcome.log, await ports.git.putBackChanged(place, commit))
  const log = await ports.artifacts.write({
    runId: run.id,
    role: null,
    kind: 'verification_log',
    extension: 'log',
    mime: 'text/plain',
    content,
    metadata,
  })
  const { exitCode, timedOut, durationMs } = outcome
  const text = new TextDecoder().decode(content)
  const logged = { log: log.sha256, logArtifactId: log.id, logLines: countLines(text), logTail: endOfText(text) }
  return { command, exitCode, timedOut, durationMs, ...logged }
}

/** The log, and at its end what the command did to the files that are judged. */
function withRemark(log: Uint8Array, changes: readonly PathChange[]): Uint8Array {
  const own = changes.filter(({ kind }) => kind !== 'added')
  const added = changes.filter(({ kind }) => kind === 'added')
  const remarks = [
    ...(own.length > 0 ? [`This command changed files that are judged. They were put back: ${named(own)}.`] : []),
    ...(added.length > 0 ? [`This command left files that are not part of what is judged: ${named(added)}.`] : []),
  ]
  if (remarks.length === 0) return log
  const text = remarks.map((remark) => `[Triptych] ${remark}\n`).join('')
  const gap = log.length === 0 || log.at(-1) === LINE_END ? '' : '\n'
  return Buffer.concat([log, Buffer.from(`${gap}${text}`)])
}

const LINE_END = 10

function named(changes: readonly PathChange[]): string {
  const paths = changes.slice(0, MAX_NAMED).map(({ path }) => path)
  const more = changes.length - paths.length
  return `${paths.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
