import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import type { SecretsView } from '../../shared/views.ts'
import { isProgramVariable } from '../process/environment.ts'
import { lockFile } from '../store/file-lock.ts'
import type { KeyStore } from './key-store.ts'
import { createRedactor, type NamedSecret, type Redactor } from './redactor.ts'
import { parseSecretText, readSecretText, type SecretEntry, writeSecretFile } from './secret-file.ts'
import { MIN_SECRET_CHARACTERS } from './secret-forms.ts'

export const MAX_SECRET_CHARACTERS = 10_000
export const SECRET_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/

export interface SecretsOptions {
  /** The data folder. */
  home: string
  /** Asked whenever it is needed: a window's program has it only once it is ready. Null: there is none. */
  keyStore(): KeyStore | null
  /** What is secret besides: values of the environment and of the settings. */
  others(): NamedSecret[]
}

/** The secrets of one agent. */
export interface AgentSecrets {
  /** For its environment. */
  env: Record<string, string>
  /** Names of those that this process cannot read. */
  unreadable: string[]
}

/** The secrets of a data folder, read anew for every call. Values leave it only by `of`. */
export interface Secrets {
  view(): Result<SecretsView, Refusal>
  /** Replaces an earlier value. Refused: a value that is too short to be hidden, too long, or that no environment can hold. */
  set(agentId: string, name: string, value: string): Result<SecretsView, Refusal>
  remove(agentId: string, name: string): Result<SecretsView, Refusal>
  of(agentId: string): Result<AgentSecrets, Refusal>
  /** Of everything that is secret now, of all agents. Where the file cannot be read, of the rest. */
  redactor(): Redactor
}

export function openSecrets(options: SecretsOptions): Secrets {
  const { home } = options
  const stored = () => readEntries(home)
  const readValue = createReader(options)
  const viewOf = (entries: readonly SecretEntry[]): SecretsView => ({
    store: options.keyStore() === null ? 'file' : 'keystore',
    secrets: entries.map((entry) => {
      const { agentId, name } = entry
      return { agentId, name, usable: readValue(entry) !== null }
    }),
  })
  const change = (work: (entries: SecretEntry[]) => SecretEntry[]): Result<SecretsView, Refusal> => {
    mkdirSync(home, { recursive: true, mode: 0o700 })
    // The window and terminals may change them at once.
    const lock = lockFile(path.join(home, 'secrets.lock'), LOCK_MS)
    if (lock === null) return err(BUSY)
    try {
      const entries = stored()
      if (!entries.ok) return entries
      const changed = work(entries.value)
      if (changed.length !== entries.value.length || changed.some((entry, index) => entry !== entries.value[index]))
        writeSecretFile(home, changed)
      return ok(viewOf(changed))
    } finally {
      lock.release()
    }
  }
  const redactorOf = rememberLast(createRedactor)
  return {
    view: () => {
      const entries = stored()
      return entries.ok ? ok(viewOf(entries.value)) : entries
    },
    set: (agentId, name, value) => {
      const refused = refuseSecret(name, value)
      if (refused) return err(refused)
      return change((entries) => [...without(entries, agentId, name), sealed(options, agentId, name, value)])
    },
    remove: (agentId, name) => change((entries) => without(entries, agentId, name)),
    of: (agentId) => {
      const entries = stored()
      return entries.ok ? ok(agentSecrets(entries.value, agentId, readValue)) : entries
    },
    redactor: () => {
      const entries = stored()
      const known = (entries.ok ? entries.value : []).map((entry) => ({
        name: entry.name,
        value: readValue(entry) ?? '',
      }))
      return redactorOf([...known, ...options.others()])
    },
  }
}

const LOCK_MS = 5_000
const BUSY: Refusal = {
  code: 'secrets_busy',
  message: 'Another process changes the secrets.',
  remedy: 'Nothing was changed. Try again in a moment.',
}

function readEntries(home: string): Result<SecretEntry[], Refusal> {
  const text = readSecretText(home)
  return text.ok ? parseSecretText(home, text.value) : text
}

const without = (entries: readonly SecretEntry[], agentId: string, name: string): SecretEntry[] =>
  entries.filter((entry) => entry.agentId !== agentId || entry.name !== name)

function sealed({ keyStore }: SecretsOptions, agentId: string, name: string, value: string): SecretEntry {
  const keys = keyStore()
  if (keys === null) return { agentId, name, store: 'file', value }
  return { agentId, name, store: 'keystore', value: keys.encrypt(value) }
}

function agentSecrets(
  entries: readonly SecretEntry[],
  agentId: string,
  readValue: (entry: SecretEntry) => string | null,
): AgentSecrets {
  const own = entries.filter((entry) => entry.agentId === agentId)
  const read = own.map((entry) => ({ name: entry.name, value: readValue(entry) }))
  return {
    env: Object.fromEntries(read.flatMap(({ name, value }) => (value === null ? [] : [[name, value]]))),
    unreadable: read.flatMap(({ name, value }) => (value === null ? [name] : [])),
  }
}

/** Null where the key store is another one, or there is none. */
function createReader({ keyStore }: SecretsOptions): (entry: SecretEntry) => string | null {
  const decrypted = new Map<string, string>()
  return ({ store, value }) => {
    if (store === 'file') return value
    const known = decrypted.get(value)
    if (known !== undefined) return known
    try {
      const text = keyStore()?.decrypt(value) ?? null
      if (text !== null) decrypted.set(value, text)
      return text
    } catch {
      return null // Encrypted on another machine, or by another person.
    }
  }
}

/** Looking for many secrets takes a moment to prepare, and they seldom change. */
function rememberLast(
  make: (secrets: readonly NamedSecret[]) => Redactor,
): (secrets: readonly NamedSecret[]) => Redactor {
  let last: { key: string; redactor: Redactor } | null = null
  return (secrets) => {
    const key = JSON.stringify(secrets.map(({ name, value }) => [name, value]))
    if (last?.key !== key) last = { key, redactor: make(secrets) }
    return last.redactor
  }
}

/** Pure. Why a secret cannot be kept; nothing of its value is told. */
export function refuseSecret(name: string, value: string): Refusal | null {
  const refuse = (message: string, remedy: string): Refusal => ({ code: 'secret_refused', message, remedy })
  if (!SECRET_NAME.test(name)) {
    return refuse(`"${name}" is no name of a variable.`, 'Use letters, digits and _, at most 100, no digit first.')
  }
  if (isProgramVariable(name)) {
    const remedy = 'A secret is a key, a token or a password. Set anything else as "env" of the agent in settings.json.'
    return refuse(`${name} decides how programs run, so it cannot be a secret.`, remedy)
  }
  const { length } = value
  // Blanks alone are in every text, and would be hidden in it.
  if (value.trim().length < MIN_SECRET_CHARACTERS) {
    const message = `The value of ${name} has ${value.trim().length} characters; ${MIN_SECRET_CHARACTERS} are the least.`
    return refuse(message, 'A shorter one cannot be hidden in what agents print. Check that it is whole.')
  }
  if (length > MAX_SECRET_CHARACTERS) {
    const message = `The value of ${name} has ${length} characters; ${MAX_SECRET_CHARACTERS} is the limit.`
    return refuse(message, 'Keep it in a file that the agent may read, and give the path as the value.')
  }
  if (value.includes('\uFFFD')) return refuse(`The value of ${name} is not text in UTF-8.`, 'Check what you gave.')
  if (value.includes('\0')) return refuse(`The value of ${name} holds a NUL character.`, 'No environment can hold it.')
  return null
}
