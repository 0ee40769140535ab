import { ADDRESS_INPUTS, COMMAND_INPUTS, PATH_INPUTS } from './tool-input.ts'
import { jsonOf, listOf, recordOf, textOf, textsOf } from './unknown-value.ts'

/** What a permission request asks for, as far as it is understood. `raw` is all of it, always. */
export interface PermissionRequest {
  /** The exact command line, or null: it runs none that is recognised. */
  command: string | null
  /** Where it would run, if told. */
  folder: string | null
  /** `edit`, `execute`, …: the agent's own word. */
  toolKind: string | null
  title: string | null
  paths: string[]
  /** What would be fetched. */
  addresses: string[]
  raw: unknown
  /** Whether a command, paths or addresses were found. */
  isRecognised: boolean
}

const FOLDER_KEYS = ['cwd', 'workdir', 'working_directory'] as const

/** Whether an answer may stand for identical requests: only where the request tells enough of itself to know them by. */
export const canBeRemembered = (subject: unknown): boolean => textOf(recordOf(subject)?.['key']) !== null

/** Of the subject of a `permission` gate: its `request` is the agent's request as JSON text. */
export function permissionRequest(subject: unknown): PermissionRequest {
  const text = textOf(recordOf(subject)?.['request'])
  const raw = text === null ? subject : (jsonOf(text) ?? text)
  const call = recordOf(recordOf(raw)?.['toolCall'])
  const input = recordOf(call?.['rawInput'])
  const command = firstOf(COMMAND_INPUTS, (key) => commandLine(input?.[key]))
  const paths = [
    ...new Set([
      ...(listOf(call?.['locations'], pathOf) ?? []),
      ...contentPaths(call?.['content']),
      ...PATH_INPUTS.flatMap((key) => textOf(input?.[key]) ?? []),
    ]),
  ]
  const addresses = ADDRESS_INPUTS.flatMap((key) => textOf(input?.[key]) ?? [])
  return {
    command,
    folder: firstOf(FOLDER_KEYS, (key) => textOf(input?.[key])),
    toolKind: textOf(call?.['kind']),
    title: textOf(call?.['title']),
    paths,
    addresses,
    raw,
    isRecognised: command !== null || paths.length + addresses.length > 0,
  }
}

const pathOf = (value: unknown): string | null => textOf(recordOf(value)?.['path'])

function contentPaths(content: unknown): string[] {
  if (!Array.isArray(content)) return []
  return content.flatMap((part: unknown) => {
    const record = recordOf(part)
    return record?.['type'] === 'diff' ? (textOf(record['path']) ?? []) : []
  })
}

/** Arguments are told apart by quotes where they hold a space. */
function commandLine(value: unknown): string | null {
  const text = textOf(value)
  if (text !== null) return text
  const parts = textsOf(value)
  if (parts === null || parts.length === 0) return null
  return parts.map((part) => (/^[\w@%+=:,./-]+$/.test(part) ? part : JSON.stringify(part))).join(' ')
}

function firstOf<K>(keys: readonly K[], read: (key: K) => string | null): string | null {
  for (const key of keys) {
    const found = read(key)
    if (found !== null) return found
  }
  return null
}
