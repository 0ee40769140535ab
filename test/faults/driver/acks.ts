/** The append-only file in which the driver notes, outside the application, what it was told and what it did. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { EngineStore } from '../../../electron/engine/store-port.ts'
import { hashBytes } from '../../../electron/hash.ts'
import type { EventRecord } from '../../../shared/domain.ts'

export type Ack =
  /** A committed event that the driver was told of; `owner`: the attempt or review that was at work. */
  | { kind: 'event'; id: number; hash: string; event: string; owner: string; command: string | null }
  /** A command begins. */
  | { kind: 'command'; owner: string; command: string }
  | { kind: 'decided'; gateId: string; verdict: string }
  /** The person is told of a gate; `notice_recorded`: and the application has written down that they were. */
  | { kind: 'notice' | 'notice_recorded'; gateId: string }
  | { kind: 'ended'; status: string }

export interface AckFile {
  /** On the disk when it returns. */
  write(...acks: Ack[]): void
}

export function openAcks(file: string): AckFile {
  const handle = openSync(file, 'a', 0o600)
  process.on('exit', () => closeSync(handle))
  return {
    write: (...acks) => {
      if (acks.length === 0) return
      // One write, so that a kill leaves whole lines or none.
      writeSync(handle, acks.map((ack) => `${JSON.stringify(ack)}\n`).join(''))
      fsyncSync(handle)
    },
  }
}

export function readAcks(file: string): Ack[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1)
  return lines.map((line): Ack => JSON.parse(line))
}

export const eventHash = ({ id, runId, ts, source, kind, message, payload }: EventRecord): string =>
  hashBytes(JSON.stringify([id, runId, ts, source, kind, message, payload]))

/** The attempt or the review whose steps are run now, or the commit on which those of a plan are tried. */
export function ownerOf(store: EngineStore, runId: string): string {
  const { run, facts } = store.readFacts(runId)
  if (facts.untriedPlan !== null) return `plans on ${run.headCommit}`
  return facts.live[0]?.attemptId ?? store.listReviews(runId).at(-1)?.id ?? 'nobody'
}
