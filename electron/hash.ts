import { createHash } from 'node:crypto'
import { type CanonicalValue, canonicalJson } from '../shared/canonical-json.ts'

/** `sha256:<hex>` of raw bytes (files) or of a text's UTF-8 bytes. */
export function hashBytes(bytes: Uint8Array | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

/** `sha256:<hex>` of the canonical JSON of data. */
export function hashValue(value: CanonicalValue): string {
  return hashBytes(canonicalJson(value))
}
