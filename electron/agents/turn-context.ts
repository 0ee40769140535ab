import type { AgentOutput, TurnRequest } from '../engine/agents-port.ts'
import type { AgentConnection } from './acp-connection.ts'
import type { AgentProcess } from './agent-process.ts'
import type { AgentSpec } from './catalog.ts'
import type { AnswerServer } from './mcp-server.ts'
import type { Permissions } from './permissions.ts'
import type { AgentAbilities, OpenSession } from './session.ts'
import type { SessionUpdates } from './session-updates.ts'
import type { StopTiming } from './stop-ladder.ts'
import type { Transcript } from './transcript.ts'
import type { TurnUsage } from './turn-usage.ts'
import type { TurnWatch } from './turn-watch.ts'

export interface TurnTiming extends StopTiming {
  initializeMs: number
  sessionMs: number
  loadMs: number
  /** After the agent's reply: updates may follow until nothing has come for `lateQuietMs`, at most `lateMaxMs` long. */
  lateQuietMs: number
  lateMaxMs: number
  /** How long a program that has ended may leave its output open, held by something it started. */
  drainMs: number
}

/** Everything a turn of a started agent has at hand. */
export interface TurnContext {
  request: TurnRequest
  spec: AgentSpec
  process: AgentProcess
  transcript: Transcript
  answers: AnswerServer
  watch: TurnWatch
  /** For people, before anything is said. */
  remarks: readonly string[]
  timing: TurnTiming
}

/** What the turn hears from its agent, and says to it and about it. */
export interface Talk {
  connection: AgentConnection
  updates: SessionUpdates
  usage: TurnUsage
  permissions: Permissions
  output(told: AgentOutput): void
  /** A remark for people. */
  note(text: string): void
}

/** What is learned as the turn goes on. */
export interface Progress {
  abilities: AgentAbilities | null
  session: OpenSession | null
  /** Settles when the agent answers the prompt; null if none is open. */
  openPrompt: Promise<unknown> | null
}
