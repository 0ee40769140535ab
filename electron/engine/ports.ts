import type { RunConfig } from '../../shared/config.ts'
import type { ApprovalRecord, RunRecord } from '../../shared/domain.ts'
import type { Refusal, Result } from '../../shared/result.ts'
import type { AgentRole, ApprovalSource, ApprovalVerdict } from '../../shared/words.ts'
import type { AgentOutput, AgentsPort, McpServerLaunch } from './agents-port.ts'
import type { AgentFilesPort, ArtifactsPort, CommandsPort } from './file-ports.ts'
import type { GitPort, Workplace } from './git-port.ts'
import type { PermissionRules } from './permission-rules.ts'
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

/** A person's own MCP server as it is now. */
export interface McpServer {
  name: string
  /** Hash of its command line (or address) and of its tools with their descriptions; what a person trusts. */
  hash: string
  /** For people, secrets left out: the command line or the address. */
  commandLine: string
  /** Names, in the server's order. */
  tools: string[]
  launch: McpServerLaunch
}

export interface McpPort {
  /** The servers that the settings give to a role, each asked for its tools just now. `failed`: those that did not answer, and why. */
  serversFor(
    role: AgentRole,
    signal: AbortSignal,
  ): Promise<{ servers: McpServer[]; failed: { name: string; problem: string }[] }>
}

export interface EnginePorts {
  store: EngineStore
  git: GitPort
  artifacts: ArtifactsPort
  commands: CommandsPort
  agentFiles: AgentFilesPort
  agents: AgentsPort
  sink: OutputSink
  mcp: McpPort
  /** What a run's children are confined by, for people. `isSandboxed`: all of them. `refusal`: the run requires a sandbox and cannot have it. */
  sandbox(config: RunConfig): Promise<{ sentence: string; isSandboxed: boolean; refusal: Refusal | null }>
  /** The person's own rules, read anew for every request. */
  permissionRules(): PermissionRules
  /** Names of the stored secrets whose value a diff adds. */
  secretsIn(diff: Uint8Array): string[]
  /**
   * What a person is told of an error of the disk or the database, and its word for the event; null: it is another one. Room to record a
   * pause on a full disk is there when it returns.
   */
  explainFailure(error: unknown): { kind: string; message: string; remedy: string } | null
  /** Wall clock, ISO 8601 with milliseconds. */
  now(): string
  /** Monotonic milliseconds; they stand still while the machine sleeps. */
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
  /** The run is in the trash: nobody would act on a person's answer. */
  | { kind: 'removed' }
export type DecideResult = Result<ApprovalRecord, DecideError>
