import { type ReactElement, type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useCommands } from '../keys/commands.tsx'
import { Button } from '../ui/button.tsx'
import * as COMMON from '../words/texts/common.ts'
import * as TEXT from '../words/texts/viewers.ts'
import { dataUrl, imageMime } from './image.ts'
import { fitting, percentText, type Size, stepZoom, type Zoom } from './zoom.ts'

export interface ImageViewerProps {
  bytes: Uint8Array
  /** As it is stored; the bytes decide. */
  mime: string
  /** The image's name, as its text for those who don't see it. */
  name: string
}

const FOCUSABLE = { tabIndex: 0 }

/** As large as fits, or at any size; at more than its own, pixels stay squares. */
export function ImageViewer({ bytes, mime, name }: ImageViewerProps): ReactElement {
  const picture = usePicture(bytes, mime)
  const [zoom, setZoom] = useState<Zoom>('fit')
  const { box, size: view } = useViewSize()
  const { size, url, problem } = picture
  const shown = size === null ? 1 : zoom === 'fit' ? fitting(size, view) : zoom
  const step = (by: 1 | -1): void => setZoom(stepZoom(shown, by))
  useCommands([
    { keys: '+', label: TEXT.largerLower, group: COMMON.image, hint: true, run: () => step(1) },
    { keys: '-', label: TEXT.smallerLower, group: COMMON.image, hint: true, run: () => step(-1) },
    { keys: '0', label: TEXT.fitLower, group: COMMON.image, hint: true, run: () => setZoom('fit') },
  ])
  return (
    <figure className="flex h-full min-h-0 flex-col bg-lit">
      <section
        ref={box}
        className="grid min-h-0 flex-1 place-items-center overflow-auto bg-sunken p-4 focus-visible:-outline-offset-2"
        aria-label={name}
        {...FOCUSABLE}
      >
        {problem === null && (
          <img
            className={`max-w-none ${shown > 1 ? '[image-rendering:pixelated]' : ''} ${size === null ? 'invisible' : ''}`}
            style={size === null ? undefined : { width: size.width * shown, height: size.height * shown }}
            src={url}
            alt={name}
            onLoad={picture.onLoad}
            onError={picture.onError}
          />
        )}
      </section>
      <figcaption className="flex flex-none flex-wrap items-center gap-1 border-line border-t px-4 py-1 text-12 text-ink-3 tabular-nums">
        <span className="mr-auto">{captionOf(picture)}</span>
        {size !== null && (
          <>
            <Button look="quiet" label={TEXT.smaller} title={TEXT.smallerKey} onClick={() => step(-1)}>
              −
            </Button>
            <span role="status" className="min-w-14 text-center">
              {percentText(shown)}
            </span>
            <Button look="quiet" label={TEXT.larger} title={TEXT.largerKey} onClick={() => step(1)}>
              +
            </Button>
            <Button look="quiet" pressed={zoom === 'fit'} onClick={() => setZoom('fit')}>
              {TEXT.fit}
            </Button>
            <Button look="quiet" pressed={zoom === 1} onClick={() => setZoom(1)}>
              {TEXT.ownSize}
            </Button>
          </>
        )}
      </figcaption>
    </figure>
  )
}

export interface Picture {
  /** '' where there is none. */
  url: string
  /** Of the whole image, in pixels; null until it is decoded. */
  size: Size | null
  /** Why there is nothing to show; null: there is, or will be. */
  problem: string | null
  onLoad(event: { currentTarget: HTMLImageElement }): void
  onError(): void
}

/** An image by its bytes; what it is called decides nothing. */
export function usePicture(bytes: Uint8Array, mime: string): Picture {
  const found = useMemo(() => imageMime(bytes), [bytes])
  const url = useMemo(() => (found === null ? '' : dataUrl(bytes, found)), [bytes, found])
  const [known, setKnown] = useState<{ url: string; size: Size | null } | null>(null)
  const own = known?.url === url ? known : null
  const none = TEXT.storedAsButNoImage(mime)
  const isDamaged = own !== null && own.size === null
  return {
    url,
    size: own?.size ?? null,
    problem: found === null ? none : isDamaged ? TEXT.imageIsDamagedAndCannotBeShown : null,
    onLoad: ({ currentTarget: image }) =>
      setKnown({ url, size: { width: image.naturalWidth, height: image.naturalHeight } }),
    onError: () => setKnown({ url, size: null }),
  }
}

export const captionOf = ({ size, problem }: Picture): string =>
  problem ?? (size === null ? TEXT.loading : TEXT.pixels(size.width, size.height))

/** The room of an element without its padding, live. */
export function useViewSize(): { box: RefObject<HTMLElement | null>; size: Size } {
  const box = useRef<HTMLElement>(null)
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { box, size }
}
