import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Redactor } from '../secrets/redactor.ts'

export const MAX_TRANSCRIPT_BYTES = 64 * 1024 * 1024
/** Lines are written together: at most this many bytes, or one turn of the event loop, are held back. */
const BATCH_BYTES = 64 * 1024
const MAX_TEXT_CHARACTERS = 64 * 1024

/** `agent`, `application`: a protocol message, as sent. The others are text: not a message, standard error, a remark of ours. */
export type TranscriptSource = 'agent' | 'application' | 'noise' | 'stderr' | 'note'

/** The raw exchange of one turn but for its secrets, JSON lines: `{ at, from, message }` or `{ at, from, text }`. */
export interface Transcript {
  /** `json` is one line of JSON, put in as it is; of an agent it has passed the door that hides secrets. */
  message(from: 'agent' | 'application', json: string): void
  text(from: 'noise' | 'stderr' | 'note', text: string): void
  close(): void
}

/**
 * The file is new, readable by its owner only; after `maxBytes` one line says that the rest was left out. What the disk refuses
 * goes to `onError`, once; nothing is written after that.
 */
export function openTranscript(
  file: string,
  onError: (error: unknown) => void,
  redactor: Redactor,
  maxBytes: number = MAX_TRANSCRIPT_BYTES,
): Transcript {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const handle = openSync(file, 'wx', 0o600)
  let batch: string[] = []
  let batchBytes = 0
  let totalBytes = 0
  let accepting = true
  let scheduled: NodeJS.Immediate | null = null

  const flush = (): void => {
    if (scheduled !== null) clearImmediate(scheduled)
    scheduled = null
    const text = batch.join('')
    batch = []
    batchBytes = 0
    try {
      if (text !== '') writeFileSync(handle, text)
    } catch (error) {
      accepting = false
      onError(error)
    }
  }
  const append = (from: TranscriptSource, member: string): void => {
    if (!accepting) return
    const line = `{"at":"${new Date().toISOString()}","from":"${from}",${member}}\n`
    const bytes = Buffer.byteLength(line)
    totalBytes += bytes
    accepting = totalBytes <= maxBytes
    batch.push(
      accepting ? line : `{"at":"${new Date().toISOString()}","from":"note","text":"The rest was left out."}\n`,
    )
    batchBytes += bytes
    if (batchBytes > BATCH_BYTES) flush()
    else scheduled ??= setImmediate(flush)
  }
  return {
    message: (from, json) => append(from, `"message":${from === 'agent' ? json : redactedJson(json, redactor)}`),
    text: (from, text) => append(from, `"text":${JSON.stringify(redactor.text(text).slice(0, MAX_TEXT_CHARACTERS))}`),
    close() {
      flush()
      accepting = false
      closeSync(handle)
    },
  }
}

/** As it is where nothing is to be hidden, or there is nothing in it. */
function redactedJson(json: string, redactor: Redactor): string {
  if (redactor.isEmpty) return json
  const message: unknown = JSON.parse(json)
  const redacted = redactor.data(message)
  return redacted === message ? json : JSON.stringify(redacted)
}
