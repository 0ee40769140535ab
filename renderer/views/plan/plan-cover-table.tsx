import type { ReactElement, ReactNode } from 'react'
import { showHidden } from '../../viewers/text.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/plan.ts'
import type { PlanCover } from './plan-covers.ts'

/** "You approve": what exactly, with the lists folded. */
export function PlanCoverTable({ cover, edits }: { cover: PlanCover; edits: readonly string[] }): ReactElement {
  return (
    <dl className="flex flex-col gap-2 text-12">
      <Row term={COMMON.tasks}>{cover.tasks}</Row>
      <Row term={COMMON.commands} list={cover.commands.list}>
        {cover.commands.text}
      </Row>
      <Row term={COMMON.paths} list={cover.paths.list}>
        {cover.paths.text}
      </Row>
      {edits.length > 0 && <Row term={TEXT.yourEdits}>{edits.join(', ')}</Row>}
      <Row term={TEXT.thenTask}>{cover.afterwards}</Row>
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
            <summary className="ml-1.5 inline-block min-h-6 min-w-6 text-lapis">{COMMON.list}</summary>
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
