import { type ReactElement, useMemo, useState } from 'react'
import { dataUrl, imageMime } from './image.ts'

export interface ImageViewerProps {
  bytes: Uint8Array
  /** As it is stored; the bytes decide. */
  mime: string
  /** The image's name, as its text for those who don't see it. */
  name: string
}

const FOCUSABLE = { tabIndex: 0 }

/** At its own size, or as large as the view if it is larger. */
export function ImageViewer({ bytes, mime, name }: ImageViewerProps): ReactElement {
  const found = useMemo(() => imageMime(bytes), [bytes])
  const url = useMemo(() => (found === null ? '' : dataUrl(bytes, found)), [bytes, found])
  const [size, setSize] = useState<{ url: string; text: string } | null>(null)
  const problem = found === null ? `Stored as ${mime}, but its content is not an image that can be shown.` : null
  return (
    <figure className="flex h-full min-h-0 flex-col bg-lit">
      <section
        className="grid min-h-0 flex-1 place-items-center overflow-auto bg-sunken p-4 focus-visible:-outline-offset-2"
        aria-label={name}
        {...FOCUSABLE}
      >
        {problem === null && (
          <img
            className="max-h-full max-w-full"
            src={url}
            alt={name}
            onLoad={({ currentTarget: image }) =>
              setSize({ url, text: `${image.naturalWidth} × ${image.naturalHeight} pixels` })
            }
            onError={() => setSize({ url, text: 'The image is damaged and cannot be shown.' })}
          />
        )}
      </section>
      <figcaption className="border-line border-t px-4 py-1.5 text-12 text-ink-3">
        {problem ?? (size?.url === url ? size.text : 'Loading')}
      </figcaption>
    </figure>
  )
}
