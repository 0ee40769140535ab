import { type ReactElement, useMemo } from 'react'
import { useCall } from '../../data/app-data.tsx'
import { bytesOf } from '../../data/artifact-pieces.ts'
import { Failure, Loading } from '../../ui/notice.tsx'
import { hexLines, signatureOf } from '../../viewers/hex.ts'
import * as TEXT from '../../words/texts/artifacts.ts'

/** As many as are read at a glance. */
const SHOWN = 256

const FOCUSABLE = { tabIndex: 0 }

/** The beginning of a file that has no view, in hexadecimal and as text, and what it says the file is. */
export function FirstBytes({ artifactId }: { artifactId: string }): ReactElement {
  const { value, error, reload } = useCall('artifacts.read', { id: artifactId, offset: 0, length: SHOWN })
  const bytes = useMemo(() => (value === null ? null : bytesOf(value.base64)), [value])
  if (error !== null) return <Failure error={error} retry={reload} />
  if (bytes === null || value === null) return <Loading what={TEXT.itsFirstBytes} />
  if (bytes.length === 0) return <p className="text-ink-2">{TEXT.fileIsEmpty}</p>
  const signature = signatureOf(bytes)
  return (
    <div className="min-w-0">
      <h4 className="text-12 font-strong text-ink-2">
        {bytes.length < value.total ? TEXT.firstBytesWith(bytes.length) : TEXT.allItsBytes}
      </h4>
      {signature !== null && <p className="text-12 text-ink-2">{TEXT.byThemItIs(signature)}</p>}
      <section
        className="mt-1 overflow-x-auto border border-line bg-sunken p-2 font-mono text-12/[1.25rem] focus-visible:-outline-offset-2"
        aria-label={TEXT.firstBytes}
        {...FOCUSABLE}
      >
        {hexLines(bytes).map(({ offset, hex, text }) => (
          <div key={offset} className="flex gap-4 whitespace-pre">
            <span className="text-ink-3 select-none">{offset}</span>
            <span className="min-w-[48ch]">{hex}</span>
            <span className="text-ink-2">{text}</span>
          </div>
        ))}
      </section>
    </div>
  )
}
