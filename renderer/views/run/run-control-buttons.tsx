import { type ReactElement, useState } from 'react'
import type { RunRow } from '../../../shared/views.ts'
import { useAction } from '../../data/app-data.tsx'
import { type Command, useCommands } from '../../keys/commands.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run.ts'
import { dayText } from '../../words/times.ts'
import { controlsOf } from './controls.ts'

/** Pause, resume and cancel, as far as each is possible now. */
export function RunControlButtons({ row }: { row: RunRow }): ReactElement {
  const control = useAction('runs.control')
  const [isAsking, setAsking] = useState(false)
  const { pause, resume, cancel } = controlsOf(row)
  const send = (action: 'pause' | 'resume' | 'cancel') => () => {
    setAsking(false)
    void control.run({ runId: row.id, action })
  }
  const toggle = resume === null ? send('pause') : send('resume')
  const command: Command = {
    keys: 'p',
    label: resume === null ? TEXT.pauseLower : resume.toLowerCase(),
    group: COMMON.run,
    hint: true,
    run: toggle,
  }
  useCommands(pause || resume !== null ? [command] : [])
  return (
    <div className="flex flex-none items-center gap-2">
      {control.error !== null && (
        <p role="alert" className="max-w-80 text-12 text-fail wrap-anywhere">
          {control.error.message} {control.error.remedy}
        </p>
      )}
      {row.removedUntil !== null && <PutBack row={row} until={row.removedUntil} />}
      {pause && (
        <Button icon="paused" {...(resume === null ? { keys: 'p' } : {})} onClick={send('pause')}>
          {TEXT.pause}
        </Button>
      )}
      {resume !== null && (
        <Button look="primary" icon="play" keys="p" onClick={send('resume')}>
          {resume}
        </Button>
      )}
      {cancel && (
        <Button look="quiet" onClick={() => setAsking(true)}>
          {TEXT.cancelRun}
        </Button>
      )}
      {isAsking && (
        <Confirm
          title={TEXT.cancelThisRun}
          text={TEXT.agentsAreStoppedAndRunEnds(
            row.branch === null ? TEXT.whatWasMadeSoFar : TEXT.itsBranchAndEverythingInData(row.branch),
          )}
          action={COMMON.cancelRun}
          onConfirm={send('cancel')}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}

/** Of a run in the trash: the way back. */
function PutBack({ row, until }: { row: RunRow; until: string }): ReactElement {
  const putBack = useAction('runs.putBack')
  return (
    <>
      <p role={putBack.error ? 'alert' : undefined} className="max-w-80 text-12 text-ink-2 wrap-anywhere">
        {putBack.error ? `${putBack.error.message} ${putBack.error.remedy}` : TEXT.inTrashUntil(dayText(until))}
      </p>
      <Button onClick={() => void putBack.run({ runId: row.id })} disabled={putBack.isRunning}>
        {COMMON.putItBack}
      </Button>
    </>
  )
}
