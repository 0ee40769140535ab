import type { AnswerTool } from '../../shared/answers.ts'
import type { AgentChoice, RunConfig } from '../../shared/config.ts'
import type { AgentRole, TurnKind } from '../../shared/words.ts'

/** What the engine needs of agents; implemented in `agents/`. */

/** What an agent says while it works. Text of one message carries one `messageId`. */
export type AgentOutput =
  | { kind: 'text'; messageId: string; text: string }
  | { kind: 'thought'; messageId: string; text: string }
  | {
      kind: 'tool'
      toolCallId: string
      title: string
      toolKind: string
      status: string
      paths: string[]
    }
  /** `tokens`, `costMicros`: what this turn has used so far, or the least it has; null: not known. */
  | { kind: 'usage'; used: number; size: number; tokens: number | null; costMicros: number | null }
  | { kind: 'session'; sessionId: string; continued: boolean; agent: string; version: string | null }
  | { kind: 'exit'; exitCode: number | null; signal: string | null; reason: string }

/** A permission request as the agent sent it. `raw` is what is hashed and, where nothing is understood, drawn. */
export interface PermissionRequest {
  /** ACP tool kinds: read, edit, delete, move, search, execute, think, fetch, other; or whatever the agent says. */
  toolKind: string
  title: string
  /** Absolute and without symbolic links, where the agent tells them. Empty: no rule may allow it by its path. */
  paths: string[]
  /** The command line, where the agent tells one. */
  command: string | null
  /** The request is a call of our own MCP server. */
  ownTool: boolean
  raw: unknown
}

/** A person's own MCP server as a turn is given it; `env` and `headers` hold everything it needs. */
export type McpServerLaunch =
  | { kind: 'stdio'; name: string; command: string; args: string[]; env: Record<string, string> }
  | { kind: 'http'; name: string; url: string; headers: Record<string, string> }

export interface TurnRequest {
  runId: string
  turnId: string
  role: AgentRole
  kind: TurnKind
  /** The how-many-th turn of this role in this run, from 1. */
  turnNumber: number
  task: { title: string; attemptNumber: number } | null
  agent: AgentChoice
  /** What the agent called its version when the run last started it; another one now ends the turn before anything is asked. null: not known. */
  expectedVersion: string | null
  worktree: string
  /** The throw-away repository that the worktree's `.git` names. */
  gitDir: string
  /** `require`: where there is none, nothing is started. */
  sandbox: RunConfig['sandbox']
  /** The role only reads: a session is put into the agent's own read-only mode where it has one and none was chosen. */
  readOnly: boolean
  previousSessionId: string | null
  /** What that session has cost so far, as far as it was told; null: it was not. */
  previousCostMicros: number | null
  /** The turn continues an attempt that another turn began: without its session it is not begun, and ends `session_lost`. */
  mustContinue: boolean
  mcpServers: readonly McpServerLaunch[]
  prompt: string
  /** Put before the prompt if the previous session cannot be continued. */
  brief: string | null
  answer: {
    tool: AnswerTool
    /** Already checked against the schema; says what is wrong with it, for the model, or null. */
    problem(answer: unknown): string | null
    /** The prompt of the one repair turn. */
    repairPrompt(problem: string): string
  }
  /** Absolute path of the bounded raw exchange, JSON lines. */
  transcriptFile: string
  idleMs: number
  /** However busy the agent is. */
  hardMs: number
  signal: AbortSignal
  onOutput(output: AgentOutput): void
  /**
   * A person's message for now: the listener cancels the prompt that runs and sends the text in the same session. It returns false
   * where that can no longer be done, and the message waits for the next turn. Returns its undo.
   */
  onInterrupt(listener: (text: string) => boolean): () => void
  /** Resolves `reject` when the turn is being stopped. `open` is aborted when the agent no longer waits: its prompt was interrupted. */
  onPermission(request: PermissionRequest, open: AbortSignal): Promise<'allow' | 'reject'>
}

export type TurnOutcome =
  /** `answer` satisfies the tool's schema and `problem` said null. */
  | { kind: 'answered'; answer: unknown; via: 'tool' | 'text' }
  | { kind: 'no_answer'; detail: string }
  /** Usage or rate limit. `until` null: the agent did not say. */
  | { kind: 'limited'; until: string | null; detail: string }
  /** The provider could not be reached or failed (5xx, overloaded) for as long as the agent itself tried. Worth the same turn again, soon. */
  | { kind: 'transport'; detail: string }
  /** `mustContinue`, and the session could not be continued. Nothing was prompted. */
  | { kind: 'session_lost'; detail: string }
  /** It calls itself another version than `expectedVersion`. Nothing was prompted. */
  | { kind: 'changed'; agent: string; from: string; to: string }
  | { kind: 'login'; agent: string; remedy: string }
  /** No such program. */
  | { kind: 'missing'; agent: string; remedy: string }
  | { kind: 'crashed'; detail: string }
  | { kind: 'silent'; detail: string }
  /** `signal` was aborted. */
  | { kind: 'stopped' }

export interface TurnResult {
  outcome: TurnOutcome
  sessionId: string | null
  /** The session is the previous one, continued. */
  continued: boolean
  stopReason: string | null
  /** As the agent tells it of itself. */
  agentVersion: string | null
  /** Reported for the prompts of this turn; else the largest context that was in use, as the least that was spent; else null. */
  tokens: number | null
  costMicros: number | null
  contextUsed: number | null
  contextSize: number | null
  /** Text of the agent's last messages, at most 1 MiB. */
  responseText: string
  /** Last 40 lines. */
  stderrTail: string
}

export interface AgentsPort {
  /** One turn of one agent in a process of its own, which is gone, with all its children, when this resolves. Never rejects for what the agent does. */
  runTurn(request: TurnRequest): Promise<TurnResult>
}
