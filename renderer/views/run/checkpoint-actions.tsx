import { type ReactElement, useState } from 'react'
import { checkpointFacts } from '../../../shared/checkpoint-facts.ts'
import { checkpointName, forkLines, returnLines } from '../../../shared/checkpoint-words.ts'
import type { CheckpointRecord } from '../../../shared/domain.ts'
import { useAction, useCall } from '../../data/app-data.tsx'
import { useCommands } from '../../keys/commands.tsx'
import { navigate, runRoute } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/timeline.ts'
import { PreviewDialog } from './preview-dialog.tsx'

/** Return to a checkpoint, or fork a new run from it, each after a look at what that would change. */
export function CheckpointActions({ checkpoint }: { checkpoint: CheckpointRecord }): ReactElement {
  const [asked, setAsked] = useState<'return' | 'fork' | null>(null)
  const group = COMMON.timeline
  useCommands([
    { keys: 'b', label: TEXT.returnToIt, group, hint: true, run: () => setAsked('return') },
    { keys: 'f', label: TEXT.forkFromIt, group, hint: true, run: () => setAsked('fork') },
  ])
  const close = (): void => setAsked(null)
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      <Button icon="reply" keys="b" onClick={() => setAsked('return')}>
        {TEXT.returnToThisCheckpoint}
      </Button>
      <Button icon="fork" keys="f" onClick={() => setAsked('fork')}>
        {TEXT.forkNewRun}
      </Button>
      {asked === 'return' && <ReturnDialog checkpoint={checkpoint} onClose={close} />}
      {asked === 'fork' && <ForkDialog checkpoint={checkpoint} onClose={close} />}
    </div>
  )
}

interface DialogProps {
  checkpoint: CheckpointRecord
  onClose: () => void
}

function ReturnDialog({ checkpoint, onClose }: DialogProps): ReactElement {
  const asked = useCall('checkpoints.restore', { id: checkpoint.id, preview: true })
  const action = useAction('checkpoints.restore')
  const preview = asked.value !== null && 'preview' in asked.value ? asked.value.preview : null
  const name = checkpointName(checkpointFacts(checkpoint))
  const confirm = async (): Promise<void> => {
    if (preview === null) return
    const done = await action.run({ id: checkpoint.id, preview: false, hash: preview.hash })
    if (done?.ok) onClose()
  }
  const retry = (): void => {
    action.clear()
    asked.reload()
  }
  return (
    <PreviewDialog
      title={TEXT.returnTo(name)}
      lines={preview && returnLines(preview)}
      problem={preview?.problem ?? null}
      error={action.error ?? asked.error}
      action={TEXT.returnTo(name)}
      isRunning={action.isRunning}
      waiting={TEXT.returning}
      onConfirm={() => void confirm()}
      onRetry={retry}
      onClose={onClose}
    />
  )
}

function ForkDialog({ checkpoint, onClose }: DialogProps): ReactElement {
  const asked = useCall('checkpoints.fork', { id: checkpoint.id, preview: true })
  const action = useAction('checkpoints.fork')
  const preview = asked.value !== null && 'preview' in asked.value ? asked.value.preview : null
  const name = checkpointName(checkpointFacts(checkpoint))
  const confirm = async (): Promise<void> => {
    const done = await action.run({ id: checkpoint.id, preview: false })
    if (!done?.ok || !('runId' in done.value)) return
    onClose()
    navigate(runRoute(done.value.runId))
  }
  const retry = (): void => {
    action.clear()
    asked.reload()
  }
  return (
    <PreviewDialog
      title={TEXT.forkNewRunFrom(name)}
      lines={preview && forkLines(preview)}
      problem={preview?.problem ?? null}
      error={action.error ?? asked.error}
      action={TEXT.forkFrom(name)}
      isRunning={action.isRunning}
      waiting={TEXT.makingNewRun}
      onConfirm={() => void confirm()}
      onRetry={retry}
      onClose={onClose}
    />
  )
}
