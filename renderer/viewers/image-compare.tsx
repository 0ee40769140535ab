import { type ReactElement, useState } from 'react'
import * as COMMON from '../words/texts/common.ts'
import * as TEXT from '../words/texts/viewers.ts'
import { captionOf, type Picture, usePicture, useViewSize } from './image-viewer.tsx'
import { fitting } from './zoom.ts'

export interface ComparedImage {
  bytes: Uint8Array
  mime: string
  /** "Before", "After", with what it is. */
  name: string
}

const WAYS = [
  { way: 'beside', label: TEXT.sideBySide },
  { way: 'swipe', label: TEXT.swipe },
] as const
type Way = (typeof WAYS)[number]['way']

/** Two images side by side, or over each other with a divider that is dragged or moved by arrow keys. */
export function ImageCompare({ before, after }: { before: ComparedImage; after: ComparedImage }): ReactElement {
  const [way, setWay] = useState<Way>('beside')
  const [old, now] = [usePicture(before.bytes, before.mime), usePicture(after.bytes, after.mime)]
  return (
    <div className="flex h-full min-h-0 flex-col bg-lit">
      <fieldset className="flex flex-none gap-3 border-line border-b px-4 py-1 text-12">
        <legend className="sr-only">{TEXT.compared}</legend>
        {WAYS.map(({ way: each, label }) => (
          <label key={each} className="flex min-h-6 items-center gap-1.5">
            <input type="radio" name="compared" checked={way === each} onChange={() => setWay(each)} />
            {label}
          </label>
        ))}
      </fieldset>
      {way === 'beside' ? (
        <div className="grid min-h-0 flex-1 grid-cols-2 divide-x divide-line">
          <Beside picture={old} name={before.name} />
          <Beside picture={now} name={after.name} />
        </div>
      ) : (
        <Swipe old={old} now={now} names={[before.name, after.name]} />
      )}
    </div>
  )
}

function Beside({ picture, name }: { picture: Picture; name: string }): ReactElement {
  return (
    <figure className="flex min-h-0 flex-col">
      <div className="grid min-h-0 flex-1 place-items-center overflow-hidden bg-sunken p-4">
        {picture.problem === null && (
          <img
            className="max-h-full max-w-full"
            src={picture.url}
            alt={name}
            onLoad={picture.onLoad}
            onError={picture.onError}
          />
        )}
      </div>
      <figcaption className="flex-none truncate border-line border-t px-4 py-1 text-12 text-ink-3 tabular-nums">
        {name} · {captionOf(picture)}
      </figcaption>
    </figure>
  )
}

function Swipe({ old, now, names }: { old: Picture; now: Picture; names: readonly [string, string] }): ReactElement {
  const [percent, setPercent] = useState(50)
  const { box, size: view } = useViewSize()
  const [before, after] = names
  // Both at one scale, or a larger one would look like a change of everything.
  const width = Math.max(old.size?.width ?? 0, now.size?.width ?? 0)
  const height = Math.max(old.size?.height ?? 0, now.size?.height ?? 0)
  const scale = fitting({ width, height }, view)
  const shown = ({ size }: Picture) =>
    size === null ? undefined : { width: size.width * scale, height: size.height * scale }
  return (
    <figure className="flex min-h-0 flex-1 flex-col">
      <section
        ref={box}
        className="grid min-h-0 flex-1 place-items-center overflow-hidden bg-sunken p-4"
        aria-label={COMMON.both}
      >
        <div className="relative" style={{ width: width * scale, height: height * scale }}>
          <img
            className="absolute top-0 left-0 max-w-none"
            style={shown(old)}
            src={old.url}
            alt={before}
            onLoad={old.onLoad}
          />
          <div className="absolute inset-0 overflow-hidden" style={{ clipPath: `inset(0 0 0 ${percent}%)` }}>
            <img
              className="absolute top-0 left-0 max-w-none bg-sunken"
              style={shown(now)}
              src={now.url}
              alt={after}
              onLoad={now.onLoad}
            />
          </div>
          <div className="absolute inset-y-0 w-px bg-lapis" style={{ left: `${percent}%` }} aria-hidden="true" />
        </div>
      </section>
      <figcaption className="flex flex-none items-center gap-3 border-line border-t px-4 py-1 text-12 text-ink-3">
        <span className="min-w-0 truncate">{before}</span>
        <input
          type="range"
          className="min-w-24 flex-1"
          aria-label={TEXT.dividerBetweenBeforeAndAfterInPercent}
          min={0}
          max={100}
          value={percent}
          onChange={(event) => setPercent(Number(event.target.value))}
        />
        <span className="min-w-0 truncate">{after}</span>
      </figcaption>
    </figure>
  )
}
