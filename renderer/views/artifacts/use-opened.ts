import { useState } from 'react'
import type { ArtifactRecord } from '../../../shared/domain.ts'
import { useAppData } from '../../data/app-data.tsx'
import { useStore } from '../../data/store.ts'
import { type ArtifactText, useArtifactText } from '../../data/use-artifact.ts'
import { type HashCheck, useHashCheck } from '../../data/use-hash.ts'
import { type ViewerKind, viewerFor } from '../../viewers/viewer-kind.ts'
import * as TEXT from '../../words/texts/artifacts.ts'
import { copyText } from './copy-text.ts'
import { factsOf } from './facts.ts'
import { absolutePath } from './words.ts'

export interface Opened {
  viewer: ViewerKind
  /** Nothing is read of what is told as a summary. */
  read: ArtifactText
  /** Of the whole content against what was recorded. */
  hash: HashCheck
  /** Absolute. */
  path: string
}

export function useOpened(artifact: ArtifactRecord): Opened {
  const info = useStore(useAppData().info)
  const { kind, path } = artifact
  const { mime, bytes, sha256 } = factsOf(artifact)
  const viewer = viewerFor({ kind, path, mime: mime ?? '', bytes: bytes ?? 0 })
  const read = useArtifactText(viewer === 'summary' ? null : artifact.id)
  const hash = useHashCheck(read.cut === null ? read.bytes : null, sha256 ?? read.sha256)
  return { viewer, read, hash, path: info?.ok ? absolutePath(info.value.home, info.value.platform, path) : path }
}

export interface Notes {
  /** What the last action did; '' once another artifact is looked at. */
  note: string
  setNote(text: string): void
  /** Copies, and says so: "Path copied." */
  copy(what: string, text: string): void
}

export function useNotes(artifactId: string): Notes {
  const [note, setNote] = useState({ artifactId, text: '' })
  const set = (text: string): void => setNote({ artifactId, text })
  return {
    note: note.artifactId === artifactId ? note.text : '',
    setNote: set,
    copy: (what, text) =>
      void copyText(text).then((isCopied) => set(isCopied ? TEXT.copied(what) : TEXT.notCopied(what))),
  }
}
