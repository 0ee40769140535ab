import type { BaselineResult } from '../../../shared/baseline.ts'
import type { StepContext } from '../context.ts'
import { countLines } from '../evidence-labels.ts'
import { endOfText } from '../log-tail.ts'

const LOG_BYTES = 10 * 1024 * 1024

/**
 * Runs one verification command in the worktree, whatever the worktree stands on, and keeps its log as an artifact. Null: it was
 * cut by `signal`, and nothing is known.
 */
export async function runVerification(
  { ports, run, place }: Pick<StepContext, 'ports' | 'run' | 'place'>,
  command: string,
  { metadata, signal }: { metadata: { taskId?: string; attemptNumber?: number; label: string }; signal: AbortSignal },
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
  const log = await ports.artifacts.write({
    runId: run.id,
    role: null,
    kind: 'verification_log',
    extension: 'log',
    mime: 'text/plain',
    content: outcome.log,
    metadata,
  })
  const { exitCode, timedOut, durationMs } = outcome
  const text = new TextDecoder().decode(outcome.log)
  const logged = { log: log.sha256, logArtifactId: log.id, logLines: countLines(text), logTail: endOfText(text) }
  return { command, exitCode, timedOut, durationMs, ...logged }
}
