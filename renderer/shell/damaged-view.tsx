import { type ReactElement, useState } from 'react'
import type { BackupRow, Restored } from '../../shared/views.ts'
import { useAction, useAppData, useCall } from '../data/app-data.tsx'
import { Button } from '../ui/button.tsx'
import { Coded } from '../ui/coded.tsx'
import { Failure, Loading } from '../ui/notice.tsx'
import { showLines } from '../viewers/text.ts'
import { counted } from '../words/counted.ts'
import * as TEXT from '../words/texts/shell.ts'
import { shortTime } from '../words/times.ts'

/** Instead of everything else while the database is damaged: what is wrong, and one button that puts the newest sound backup in its place. */
export function DamagedView({ damage, onClose }: { damage: string; onClose: () => void }): ReactElement {
  const { info, runs } = useAppData()
  const backups = useCall('backups.list', {})
  const restore = useAction('backups.restore')
  const [restored, setRestored] = useState<Restored | null>(null)
  const newest = backups.value?.find(({ problem }) => problem === null) ?? null
  const putBack = async ({ id }: BackupRow): Promise<void> => {
    const reply = await restore.run({ id })
    if (reply?.ok) setRestored(reply.value)
  }
  const goOn = (): void => {
    info.reload()
    runs.reload()
    onClose()
  }
  if (restored !== null) return <RestoredReport restored={restored} onClose={goOn} />
  return (
    <div className="m-auto w-full max-w-2xl overflow-y-auto p-8">
      <h1 className="text-15 font-strong">{TEXT.databaseIsDamaged}</h1>
      <p role="alert" className="mt-2 wrap-anywhere">
        <Coded text={damage} />
      </p>
      {backups.isLoading && <Loading what={TEXT.theBackups} />}
      {backups.error && <Failure error={backups.error} retry={backups.reload} />}
      {backups.value?.length === 0 && <p className="mt-4">{TEXT.thereIsNoBackup}</p>}
      <ul className="mt-4 border-line border-y">
        {backups.value?.map((backup) => (
          <li key={backup.id} className="border-line py-2 not-first:border-t">
            {backupText(backup)}
          </li>
        ))}
      </ul>
      {restore.error && <Failure error={restore.error} />}
      {newest !== null && (
        <p className="mt-4 flex items-center gap-3">
          <Button look="primary" big onClick={() => void putBack(newest)} disabled={restore.isRunning}>
            {TEXT.restoreNewestSoundBackup}
          </Button>
          <span className="text-12 text-ink-2">{TEXT.damagedFileIsMovedAside}</span>
        </p>
      )}
    </div>
  )
}

function backupText({ madeAt, runs, lastEventId, problem }: BackupRow): string {
  const when = shortTime(madeAt, new Date())
  if (problem !== null) return TEXT.damagedBackup(when, problem)
  return TEXT.soundBackup(when, counted(runs ?? 0, 'run'), lastEventId ?? 0)
}

function RestoredReport({ restored, onClose }: { restored: Restored; onClose: () => void }): ReactElement {
  const { backup, setAside, lostEvents, lostRuns } = restored
  return (
    <div className="m-auto w-full max-w-2xl overflow-y-auto p-8">
      <h1 className="text-15 font-strong">{TEXT.backupIsInPlace}</h1>
      <p className="mt-2">
        {backupText(backup)}. {lostEvents === null ? '' : TEXT.lessThanWasSaved(counted(lostEvents, 'event'))}
      </p>
      {setAside !== null && <p className="mt-2 wrap-anywhere">{TEXT.whatWasThereBeforeIsIn(setAside)}</p>}
      {lostRuns.map(({ runId, goal, files, refs }) => (
        <section key={runId} className="mt-3 border-line border-t pt-2">
          <p className="font-medium wrap-anywhere">{TEXT.notInIt(runId)}</p>
          {goal !== null && <p dir="auto">{showLines(goal)}</p>}
          {files !== null && <p className="text-12 wrap-anywhere">{TEXT.itsFiles(files)}</p>}
          {refs.map((ref) => (
            <p key={ref} className="text-12 wrap-anywhere">
              {TEXT.stillThere(ref)}
            </p>
          ))}
        </section>
      ))}
      <p className="mt-4">
        <Button look="primary" big onClick={onClose}>
          {TEXT.goOn}
        </Button>
      </p>
    </div>
  )
}
