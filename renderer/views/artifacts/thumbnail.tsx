import { type ReactElement, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import type { ArtifactRecord } from '../../../shared/domain.ts'
import { useAppData } from '../../data/app-data.tsx'
import type { Preview } from '../../data/previews.ts'
import { Icon } from '../../ui/icon.tsx'
import { dataUrl, imageMime } from '../../viewers/image.ts'
import { viewerFor } from '../../viewers/viewer-kind.ts'
import { factsOf } from './facts.ts'
import { previewLines } from './preview-lines.ts'
import { kindWords } from './words.ts'

/** As much of a text as fits several times over, colours and all. */
const TEXT_BYTES = 2_048
/** Larger images are told by their icon. */
const MAX_IMAGE_BYTES = 512 * 1024

/** What an artifact looks like, in small: its first lines, or the image itself. Read once it comes into view. */
export function Thumbnail({ artifact, isSelected }: { artifact: ArtifactRecord; isSelected: boolean }): ReactElement {
  const box = useRef<HTMLSpanElement>(null)
  const preview = usePreview(artifact, box)
  return (
    <span
      ref={box}
      aria-hidden="true"
      className={`grid h-9 w-12 flex-none place-items-center overflow-hidden rounded-chip border border-line bg-lit ${isSelected ? 'text-lapis' : 'text-ink-3'}`}
    >
      {preview === null ? (
        <Icon name={kindWords(artifact.kind).icon} />
      ) : (
        <Shown artifact={artifact} preview={preview} />
      )}
    </span>
  )
}

function Shown({ artifact, preview }: { artifact: ArtifactRecord; preview: Preview }): ReactElement {
  const { bytes } = preview
  const mime = useMemo(() => (preview.isWhole ? imageMime(bytes) : null), [preview, bytes])
  const url = useMemo(() => (mime === null ? null : dataUrl(bytes, mime)), [bytes, mime])
  const lines = useMemo(() => previewLines(bytes, artifact.kind), [bytes, artifact.kind])
  if (url !== null) return <img className="size-full object-cover" src={url} alt="" />
  if (lines.length === 0) return <Icon name={kindWords(artifact.kind).icon} />
  return (
    <span className="block size-full p-0.5">
      <span className="block w-[400%] origin-top-left scale-25 font-mono text-[14px]/[18px] whitespace-pre">
        {lines.map(({ key, text, tone }) => (
          <span key={key} className={`block ${TONES[tone]}`}>
            {text}
          </span>
        ))}
      </span>
    </span>
  )
}

const TONES = { plain: 'text-ink-2', added: 'text-pass', removed: 'text-fail', bad: 'text-fail' } as const

/** Null: not in view yet, or there is nothing to be seen of it. */
function usePreview(artifact: ArtifactRecord, box: RefObject<HTMLElement | null>): Preview | null {
  const { previews } = useAppData()
  const [preview, setPreview] = useState<Preview | null>(null)
  const length = useMemo(() => previewLength(artifact), [artifact])
  const { id } = artifact
  useEffect(() => {
    const element = box.current
    if (element === null || length === 0) return
    let isWanted = true
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      observer.disconnect()
      void previews.of(id, length).then((found) => isWanted && setPreview(found))
    })
    observer.observe(element)
    return () => {
      isWanted = false
      observer.disconnect()
    }
  }, [previews, box, id, length])
  return preview
}

function previewLength({ kind, path, metadata }: ArtifactRecord): number {
  const { mime, bytes } = factsOf({ metadata })
  const viewer = viewerFor({ kind, path, mime: mime ?? '', bytes: bytes ?? 0 })
  if (viewer === 'summary') return 0
  if (viewer !== 'image') return TEXT_BYTES
  return bytes === null || bytes > MAX_IMAGE_BYTES ? 0 : Math.max(1, bytes)
}
