import type { ApprovalRecord, RunRecord } from '../../shared/domain.ts'
import type { Result } from '../../shared/result.ts'
import type { AgentRole, ApprovalSource, ApprovalVerdict } from '../../shared/words.ts'
import type { AgentOutput, AgentsPort } from './agents-port.ts'
import type { ArtifactsPort, CommandsPort } from './file-ports.ts'
import type { GitPort, Workplace } from './git-port.ts'
import type { EngineStore } from './store-port.ts'

/**
 * What the engine is given. It knows no SQLite, git, process or protocol: each of these is an interface in a file of its own beside
 * this one, implemented in `store/`, `git/`, `process/` and `agents/`, and joined in `backend.ts`.
 */

/** Agent output on its way to the store: joined per message, written at most every 50 ms or 64 pieces. */
export interface OutputSink {
  write(runId: string, source: AgentRole, output: AgentOutput): void
  flush(): Promise<void>
}

export interface EnginePorts {
  store: EngineStore
  git: GitPort
  artifacts: ArtifactsPort
  commands: CommandsPort
  agents: AgentsPort
  sink: OutputSink
  /** Wall clock, ISO 8601 with milliseconds. */
  now(): string
  /** Monotonic milliseconds. */
  elapsedMs(): number
  workplace(run: RunRecord): Workplace
  turnTranscriptFile(runId: string, turnId: string): string
}

export interface DecideInput {
  subjectHash: string
  verdict: ApprovalVerdict
  source: ApprovalSource
  rationale: string
  payload: unknown
}
export type DecideError =
  | { kind: 'already_decided'; source: ApprovalSource; verdict: ApprovalVerdict; at: string }
  | { kind: 'stale'; subjectHash: string }
  | { kind: 'void' }
  | { kind: 'not_offered'; message: string }
export type DecideResult = Result<ApprovalRecord, DecideError>
