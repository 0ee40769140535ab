import type { ReactElement } from 'react'
import { useDraft } from '../../data/draft.ts'
import { Button } from '../../ui/button.tsx'
import type { DiffLayout } from '../../viewers/diff-rows.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/review.ts'

/** How a person wants to read diffs, kept on this machine for all of them. */
export interface DiffOptions {
  layout: DiffLayout
  hidesSpace: boolean
  toggleLayout(): void
  toggleSpace(): void
}

export function useDiffOptions(): DiffOptions {
  const [layout, setLayout] = useDraft('diff.layout', 'unified')
  const [space, setSpace] = useDraft('diff.space', 'shown')
  const isSplit = layout === 'split'
  const hidesSpace = space === 'hidden'
  return {
    layout: isSplit ? 'split' : 'unified',
    hidesSpace,
    toggleLayout: () => setLayout(isSplit ? 'unified' : 'split'),
    toggleSpace: () => setSpace(hidesSpace ? 'shown' : 'hidden'),
  }
}

/** The same two switches wherever a diff is read. */
export function DiffSwitches({ options }: { options: DiffOptions }): ReactElement {
  const { layout, hidesSpace, toggleLayout, toggleSpace } = options
  return (
    <>
      <Button
        look="quiet"
        keys="s"
        pressed={layout === 'split'}
        title={TEXT.oldFileBesideNewOne}
        onClick={toggleLayout}
      >
        {COMMON.split}
      </Button>
      <Button
        look="quiet"
        keys="w"
        pressed={hidesSpace}
        title={TEXT.leaveOutChangesThatAreNothingButWhite}
        onClick={toggleSpace}
      >
        {TEXT.hideSpace}
      </Button>
    </>
  )
}
