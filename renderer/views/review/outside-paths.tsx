import type { ReactElement } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { Section } from '../../ui/panel.tsx'
import { showHidden } from '../../viewers/text.ts'
import { counted } from '../../words/counted.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/review.ts'

/** The paths that a task may not change and an attempt did; each leads to its changes. */
export function OutsidePaths({
  paths,
  onShow,
}: {
  paths: readonly string[]
  onShow: (path: string) => void
}): ReactElement {
  return (
    <Section title={COMMON.outsideAllowedPaths} aside={counted(paths.length, 'path')}>
      <ul>
        {[...new Set(paths)].map((path) => (
          <li key={path}>
            <button
              type="button"
              title={TEXT.showItInDiff}
              className="flex min-h-6 max-w-full items-center gap-1.5 text-left hover:underline"
              onClick={() => onShow(path)}
            >
              <Icon name="scope" className="size-3.5 text-fail" />
              <code className="min-w-0 wrap-anywhere">{showHidden(path)}</code>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
