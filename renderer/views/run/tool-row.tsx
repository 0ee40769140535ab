import type { ReactElement } from 'react'
import { Status } from '../../ui/status.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run-panels.ts'
import { Fold } from './fold.tsx'
import { inertText, shortPath } from './inert.ts'
import type { StreamItem } from './stream-items.ts'
import { toolLook, toolState, toolTitle } from './tool-words.ts'

/** A tool call on one line; unfolded, its paths and all that was kept of it. */
export function ToolRow({ item }: { item: Extract<StreamItem, { kind: 'tool' }> }): ReactElement {
  const { icon, word } = toolLook(item.toolKind)
  const state = toolState(item.status)
  const title = inertText(toolTitle(item.title, item.toolKind).replaceAll('\n', ' '))
  const path = item.paths[0]
  return (
    <Fold
      icon={icon}
      title={<span className="text-ink-2">{word}</span>}
      note={<code>{title}</code>}
      aside={
        state === null ? (
          <>
            {path !== undefined && !title.includes(shortPath(path)) && <code>{inertText(shortPath(path))}</code>}
            <span className="sr-only">{TEXT.completed}</span>
          </>
        ) : (
          <Status look={state} />
        )
      }
    >
      {item.paths.length > 0 && (
        <ul aria-label={COMMON.paths} className="py-1">
          {item.paths.map((each) => (
            <li key={each}>
              <code className="wrap-anywhere">{inertText(shortPath(each))}</code>
            </li>
          ))}
        </ul>
      )}
      <pre className="overflow-x-auto py-1 text-ink-2 wrap-anywhere whitespace-pre-wrap">
        {inertText(JSON.stringify(item.raw, null, 2) ?? '')}
      </pre>
    </Fold>
  )
}
