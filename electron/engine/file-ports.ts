import type { RunConfig } from '../../shared/config.ts'
import type { ArtifactRecord, RunRecord } from '../../shared/domain.ts'
import type { Result } from '../../shared/result.ts'
import type { AgentRole } from '../../shared/words.ts'
import type { Workplace } from './git-port.ts'

/** What the engine needs of files and of shell commands; implemented in `artifacts.ts` and `process/`. */

export interface ArtifactsPort {
  /** Writes the file (temporary name, fsync, rename) and then its row. Text is UTF-8. */
  write(artifact: {
    runId: string
    role: AgentRole | null
    kind: string
    extension: string
    mime: string
    content: Uint8Array | string
    metadata?: { taskId?: string; attemptNumber?: number; turnId?: string; label?: string }
  }): Promise<ArtifactRecord & { sha256: string; bytes: number }>
  /**
   * A file that a process has already written under the run's folder becomes an artifact. One larger than what is looked through is
   * hashed to there and marked `truncated`. The error says why it is none: a link, a pipe, a file of two names, not in that folder.
   */
  adopt(artifact: {
    runId: string
    role: AgentRole | null
    kind: string
    file: string
    mime: string
    metadata?: { taskId?: string; attemptNumber?: number; turnId?: string; label?: string }
  }): Promise<Result<ArtifactRecord & { sha256: string; bytes: number }, string>>
  /** The file's text, at most `maxBytes` from its end. */
  readTail(artifactId: string, maxBytes: number): Promise<string>
}

/** Files by which a repository would make agents start programs or ask another server; implemented in `trust/`. */
export interface AgentFilesPort {
  /** Moves those that the person does not trust out of the worktree; their paths, sorted. What was held back before comes back first. */
  holdBack(place: Workplace, run: Pick<RunRecord, 'baseCommit' | 'config'>): Promise<string[]>
  /** Puts them back where nothing else is now. Idempotent. */
  giveBack(place: Workplace): Promise<void>
}

export interface CommandOutcome {
  exitCode: number | null
  signal: string | null
  timedOut: boolean
  /** The signal of the caller ended it. */
  aborted: boolean
  durationMs: number
  /** The log: head and tail within the cap, with a line that says what was left out. */
  log: Uint8Array
}

export interface CommandsPort {
  /** The platform's shell, stdin closed, `CI=1`, the child allowlist; the whole process tree is ended before it returns. Never rejects for what the command does. */
  runShell(command: {
    command: string
    /** The worktree. */
    cwd: string
    /** The throw-away repository that the worktree's `.git` names. */
    gitDir: string
    /** `require`: where there is none, nothing is started. */
    sandbox: RunConfig['sandbox']
    timeoutMs: number
    maxBytes: number
    signal: AbortSignal
  }): Promise<CommandOutcome>
}
