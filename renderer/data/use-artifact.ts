import { useCallback, useLayoutEffect, useMemo, useState } from 'react'
import type { RpcError } from '../../shared/contract.ts'
import { bytesText } from '../words/numbers.ts'
import * as TEXT from '../words/texts/data.ts'
import { useAppData } from './app-data.tsx'
import { type ReadBytes, readArtifact } from './artifact-pieces.ts'

export interface ArtifactText {
  /** All that is shown of it; null while it is read, or where it could not be. */
  bytes: Uint8Array<ArrayBuffer> | null
  /** The bytes as UTF-8; what is none is `�`. */
  text: string | null
  error: RpcError | null
  loadedBytes: number
  /** Of the whole artifact; null until the first piece is there. */
  total: number | null
  /** Where only the beginning is shown: a sentence that says so. */
  cut: string | null
  /** As recorded when it was written, `sha256:<hex>`. */
  sha256: string | null
  mime: string | null
  reload(): void
}

interface Read {
  key: string
  loadedBytes: number
  total: number | null
  done: ReadBytes | null
  error: RpcError | null
}

/** An artifact's content, at most its first 8 MiB. Artifacts never change, so it is read once. `id` null: nothing is read. */
export function useArtifactText(id: string | null): ArtifactText {
  const { client } = useAppData()
  const [asked, setAsked] = useState(0)
  const [read, setRead] = useState<Read | null>(null)
  const key = id === null ? null : `${id} ${asked}`
  // It is asked for before the picture that says so is drawn.
  useLayoutEffect(() => {
    if (id === null || key === null) return
    let isWanted = true
    const empty: Read = { key, loadedBytes: 0, total: null, done: null, error: null }
    const onPiece = (loadedBytes: number, total: number): void => setRead({ ...empty, loadedBytes, total })
    void readArtifact(client, id, () => isWanted, onPiece).then((reply) => {
      if (reply === null) return
      if (!reply.ok) setRead({ ...empty, error: reply.error })
      else setRead({ ...empty, loadedBytes: reply.value.bytes.length, total: reply.value.total, done: reply.value })
    })
    return () => {
      isWanted = false
    }
  }, [client, id, key])
  const current = read?.key === key ? read : null
  const bytes = current?.done?.bytes ?? null
  const total = current?.total ?? null
  return {
    bytes,
    text: useMemo(() => (bytes === null ? null : new TextDecoder().decode(bytes)), [bytes]),
    error: current?.error ?? null,
    loadedBytes: current?.loadedBytes ?? 0,
    total,
    cut: bytes !== null && total !== null && total > bytes.length ? cutText(bytes.length, total) : null,
    sha256: current?.done?.sha256 ?? null,
    mime: current?.done?.mime ?? null,
    reload: useCallback(() => setAsked((count) => count + 1), []),
  }
}

const cutText = (shown: number, total: number): string =>
  TEXT.onlyFirstBytesAreShown(bytesText(shown), bytesText(total))
