import type { ReactElement, ReactNode } from 'react'
import { showHidden } from '../../viewers/text.ts'
import type { PlanCover } from './plan-covers.ts'

/** "You approve": what exactly, with the lists folded. */
export function PlanCoverTable({ cover, edits }: { cover: PlanCover; edits: readonly string[] }): ReactElement {
  return (
    <dl className="flex flex-col gap-2 text-12">
      <Row term="Tasks">{cover.tasks}</Row>
      <Row term="Commands" list={cover.commands.list}>
        {cover.commands.text}
      </Row>
      <Row term="Paths" list={cover.paths.list}>
        {cover.paths.text}
      </Row>
      {edits.length > 0 && <Row term="Your edits">{edits.join(', ')}</Row>}
      <Row term="Then">{cover.afterwards}</Row>
    </dl>
  )
}

function Row({
  term,
  list = [],
  children,
}: {
  term: string
  list?: readonly string[]
  children: ReactNode
}): ReactElement {
  return (
    <div className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-2">
      <dt className="text-ink-2">{term}</dt>
      <dd>
        {children}
        {list.length > 0 && (
          <details className="inline">
            <summary className="ml-1.5 inline-block min-h-6 min-w-6 text-lapis">list</summary>
            <ul className="mt-0.5">
              {list.map((text) => (
                <li key={text}>
                  <code className="wrap-anywhere">{showHidden(text)}</code>
                </li>
              ))}
            </ul>
          </details>
        )}
      </dd>
    </div>
  )
}
