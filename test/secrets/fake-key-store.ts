import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { KeyStore } from '../../electron/secrets/key-store.ts'

/** Stands in for the system's key store: it really encrypts, with a key that nobody else has. */
export function fakeKeyStore(): KeyStore {
  const key = randomBytes(32)
  return {
    encrypt(text) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString('base64')
    },
    decrypt(base64) {
      const bytes = Buffer.from(base64, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
  }
}
