import { useEffect, useRef, useState } from 'react'
import { MAX_ATTACHMENTS } from '../../../shared/attachments.ts'
import type { RpcError } from '../../../shared/contract.ts'
import { useAppData } from '../../data/app-data.tsx'
import { type GivenBlob, uploadFile } from '../../data/upload.ts'
import * as TEXT from '../../words/texts/new-run.ts'
import type { Attachment } from './form.ts'

/** A file on its way to the application. */
export interface Upload {
  key: number
  name: string
  bytes: number
  sent: number
}

export interface Uploading {
  uploads: readonly Upload[]
  error: RpcError | null
  add(files: readonly GivenBlob[]): void
  /** A file that is on its way is given up. */
  stop(key: number): void
}

/** Uploads what is added, one after the other; `onDone` gets each that has arrived. */
export function useAttachments(count: number, onDone: (attachment: Attachment) => void): Uploading {
  const { client } = useAppData()
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const [error, setError] = useState<RpcError | null>(null)
  const latest = useRef(onDone)
  latest.current = onDone
  const stopped = useRef(new Set<number>())
  const queue = useRef(Promise.resolve())
  const keys = useRef(0)
  const isThere = useRef(true)
  useEffect(() => {
    isThere.current = true
    return () => {
      isThere.current = false
    }
  }, [])

  const send = async (key: number, file: GivenBlob): Promise<void> => {
    const isWanted = (): boolean => isThere.current && !stopped.current.has(key)
    const onPiece = (sent: number): void =>
      setUploads((before) => before.map((upload) => (upload.key === key ? { ...upload, sent } : upload)))
    const reply = isWanted() ? await uploadFile(client, file, isWanted, onPiece) : null
    setUploads((before) => before.filter((upload) => upload.key !== key))
    if (reply === null || !isWanted()) return
    if (reply.ok) latest.current({ id: reply.value.id, name: reply.value.name, bytes: reply.value.bytes })
    else setError(reply.error)
  }
  return {
    uploads,
    error,
    add: (files) => {
      setError(null)
      const room = MAX_ATTACHMENTS - count - uploads.length
      if (files.length > room) setError(tooMany)
      for (const file of files.slice(0, Math.max(0, room))) {
        const key = keys.current++
        setUploads((before) => [...before, { key, name: file.name, bytes: file.size, sent: 0 }])
        queue.current = queue.current.then(() => send(key, file))
      }
    },
    stop: (key) => {
      stopped.current.add(key)
    },
  }
}

const tooMany: RpcError = {
  code: 'refused',
  message: TEXT.runTakesAtMostAttachedFiles(MAX_ATTACHMENTS),
  remedy: TEXT.putMoreOfThemInto,
}
