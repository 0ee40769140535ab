import type { KeyStore } from './key-store.ts'

/** What is used of Electron's `safeStorage`. */
interface SafeStorage {
  isEncryptionAvailable(): boolean
  getSelectedStorageBackend(): string
  encryptString(text: string): Buffer
  decryptString(encrypted: Buffer): string
}

/** On Linux without a key ring Electron encrypts with a key that everybody knows: that is no store of keys. */
const NO_KEY_RING: ReadonlySet<string> = new Set(['basic_text', 'unknown'])

/** The system's key store as Electron reaches it; null where there is none (or not yet: before the application is ready). */
export function systemKeyStore(storage: SafeStorage, platform: NodeJS.Platform): KeyStore | null {
  if (!storage.isEncryptionAvailable()) return null
  if (platform === 'linux' && NO_KEY_RING.has(storage.getSelectedStorageBackend())) return null
  return {
    encrypt: (text) => storage.encryptString(text).toString('base64'),
    decrypt: (base64) => storage.decryptString(Buffer.from(base64, 'base64')),
  }
}
