import { useEffect, useState } from 'react'

/** `reading`: being computed. `unknown`: this window has no means to compute it. */
export type HashCheck = 'reading' | 'same' | 'differs' | 'unknown'

/** Compares the SHA-256 of `bytes` with `expected` (`sha256:<hex>`). While either is null: `reading`. */
export function useHashCheck(bytes: Uint8Array<ArrayBuffer> | null, expected: string | null): HashCheck {
  const [checked, setChecked] = useState<{ bytes: Uint8Array; hash: string } | null>(null)
  const canHash = 'subtle' in crypto
  useEffect(() => {
    if (bytes === null || !canHash) return
    let isWanted = true
    void crypto.subtle.digest('SHA-256', bytes).then((digest) => {
      if (isWanted) setChecked({ bytes, hash: `sha256:${hexOf(digest)}` })
    })
    return () => {
      isWanted = false
    }
  }, [bytes, canHash])
  if (!canHash) return 'unknown'
  if (bytes === null || expected === null || checked?.bytes !== bytes) return 'reading'
  return checked.hash === expected ? 'same' : 'differs'
}

const hexOf = (digest: ArrayBuffer): string =>
  Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
