import { statSync } from 'node:fs'
import type { Check } from '../../shared/views.ts'
import { parseSecretText, readSecretText, secretFile } from './secret-file.ts'

/** How the secrets of a data folder are kept. `hasKeyStore`: this process reaches the system's key store. */
export function checkSecrets(home: string, hasKeyStore: boolean): Check & { level: 'ok' | 'warning' | 'error' } {
  const id = 'secrets'
  const text = readSecretText(home)
  const entries = text.ok ? parseSecretText(home, text.value) : text
  if (!entries.ok) return { id, level: 'error', text: entries.error.message, remedy: entries.error.remedy }
  const file = secretFile(home)
  if (entries.value.length > 0 && process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    return {
      id,
      level: 'warning',
      text: `${file} is open to other users of this machine.`,
      remedy: `chmod 600 ${file}`,
    }
  }
  const plain = entries.value.filter(({ store }) => store === 'file').length
  const encrypted = entries.value.length - plain
  if (plain > 0) {
    return {
      id,
      level: 'warning',
      text: `${plain} of ${entries.value.length} are not encrypted: ${file}, for you alone to read.`,
      remedy: 'Set them again in the desktop application of a machine with a key store, if that is not enough for you.',
    }
  }
  const unreadable = encrypted > 0 && !hasKeyStore ? ', which only the desktop application can read' : ''
  const kept = encrypted === 0 ? 'none is stored' : `${encrypted}, encrypted by the system’s key store${unreadable}`
  return { id, level: 'ok', text: kept, remedy: null }
}
