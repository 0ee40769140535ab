import type { ReactElement, ReactNode } from 'react'
import * as COMMON from '../words/texts/common.ts'
import * as TEXT from '../words/texts/viewers.ts'
import { sizeText } from './size-text.ts'
import { showHidden } from './text.ts'

export interface BinarySummaryProps {
  name: string
  kind: string
  bytes: number
  sha256: string
  mime: string
  /** Buttons: what can be done with it. */
  children?: ReactNode
}

/** What cannot be shown is told: what it is, how large, and by which hash it is known. */
export function BinarySummary({ name, kind, bytes, sha256, mime, children }: BinarySummaryProps): ReactElement {
  const facts = [
    [COMMON.kind, kind.replaceAll('_', ' ')],
    [COMMON.size, sizeText(bytes)],
    [TEXT.type, mime],
  ] as const
  return (
    <section className="m-auto max-w-2xl p-8" aria-label={name}>
      <h3 className="text-15 font-strong break-words">{showHidden(name)}</h3>
      <p className="mt-1 text-ink-2">{TEXT.thereIsNoViewForThisType}</p>
      <dl className="mt-4 grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">
        {facts.map(([term, value]) => (
          <div key={term} className="contents">
            <dt className="text-ink-3">{term}</dt>
            <dd className="break-words">{value}</dd>
          </div>
        ))}
        <div className="contents">
          <dt className="text-ink-3">{TEXT.sha256}</dt>
          <dd className="break-all">
            <code className="text-12">{sha256.replace(/^sha256:/, '')}</code>
          </dd>
        </div>
      </dl>
      {children !== undefined && <div className="mt-6 flex flex-wrap gap-2">{children}</div>}
    </section>
  )
}
